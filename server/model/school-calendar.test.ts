import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holidaysFrom, type SchoolZone } from './school-calendar.ts';

const zones: readonly SchoolZone[] = ['A', 'B', 'C'];

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

test('holidays of every zone begin on a Saturday, end later, and never overlap', () => {
  for (const zone of zones) {
    const all = holidaysFrom(zone, '2025-09-01');
    assert.equal(all.length, 10);
    let end = '';
    for (const { kind, firstDay, lastDay } of all) {
      assert.equal(weekday(firstDay), 6, firstDay);
      if (kind !== 'summer') assert.equal(weekday(lastDay), 0, lastDay);
      assert.ok(firstDay > end && lastDay > firstDay, `${zone} ${kind}`);
      end = lastDay;
    }
  }
});

test('holidays that are over are not proposed; those under way are', () => {
  assert.deepEqual(
    holidaysFrom('B', '2027-03-07').map(({ kind }) => kind),
    ['winter', 'spring', 'summer'],
  );
  assert.deepEqual(holidaysFrom('B', '2027-03-08')[0], {
    kind: 'spring',
    firstDay: '2027-04-17',
    lastDay: '2027-05-02',
  });
});

test('winter holidays of the three zones do not begin together', () => {
  const begin = zones.map(zone => holidaysFrom(zone, '2027-01-10')[0]!.firstDay);
  assert.deepEqual(begin, ['2027-02-13', '2027-02-20', '2027-02-06']);
});
