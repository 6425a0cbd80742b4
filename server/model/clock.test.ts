import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parisZone } from './clock.ts';

test('the zone of Paris is what the zone tables say, hour by hour around each change', () => {
  const tables = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });
  const zoneOf = (instant: Date): number => (tables.format(instant).endsWith('GMT+02:00') ? 120 : 60);
  for (let year = 2000; year < 2040; year += 1) {
    for (const month of [2, 9]) {
      for (let hour = 24 * 23; hour < 24 * 31; hour += 1) {
        const instant = new Date(Date.UTC(year, month, 1, hour));
        assert.equal(parisZone(instant), zoneOf(instant), instant.toISOString());
      }
    }
  }
  assert.equal(parisZone(new Date('2026-07-14T12:00:00Z')), 120);
});
