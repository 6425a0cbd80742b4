import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  activity,
  addDays,
  dayNumber,
  headerDate,
  parisDay,
  parisInstant,
  parisMinutes,
  parisOffset,
  schoolYearStart,
  spokenDay,
  spokenTime,
} from './calendar.ts';

test('the offset of Paris is the one the zone database knows, hour by hour around the changes of 2020 to 2035', () => {
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });
  for (let year = 2020; year <= 2035; year++) {
    for (const month of [2, 9]) {
      for (let hour = 0; hour < 24 * 12; hour++) {
        const instant = Date.UTC(year, month, 22, hour);
        const known = shown.formatToParts(instant).find(part => part.type === 'timeZoneName')?.value;
        assert.equal(parisOffset(instant), known === 'GMT+02:00' ? 120 : 60, new Date(instant).toISOString());
      }
    }
  }
});

test('a minute of a day in Paris is found again', () => {
  for (let day = dayNumber('2025-01-01'); day < dayNumber('2026-01-01'); day++) {
    for (const minutes of [0, 7 * 60, 12 * 60 + 34, 23 * 60 + 59]) {
      const instant = parisInstant(day, minutes);
      assert.equal(parisDay(instant), day);
      assert.equal(parisMinutes(instant), minutes);
    }
  }
});

test('dates are spoken as the French do and written as RFC 5322 wants', () => {
  assert.equal(spokenDay(dayNumber('2025-04-01')), 'mardi 1er avril');
  assert.equal(spokenTime(17 * 60 + 5), '17\u00a0h\u00a005');
  assert.equal(headerDate(Date.UTC(2025, 6, 1, 22, 3, 4)), 'Wed, 2 Jul 2025 00:03:04 +0200');
});

test('a school year starts on the first of September', () => {
  assert.equal(schoolYearStart('2026-08-31'), '2025-09-01');
  assert.equal(schoolYearStart('2026-09-01', 2), '2024-09-01');
  assert.equal(addDays('2024-02-28', 2), '2024-03-01');
});

test('August and Sundays are quiet', () => {
  assert.ok(activity(dayNumber('2025-08-05')) < 0.1);
  assert.ok(activity(dayNumber('2025-11-16')) < 0.2);
  assert.equal(activity(dayNumber('2025-11-18')), 1);
});

test('what is not a day is refused', () => {
  assert.throws(() => dayNumber('demain'), RangeError);
});
