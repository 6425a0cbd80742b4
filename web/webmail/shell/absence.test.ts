import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awayAt } from './absence.ts';

const holidays = { isEnabled: true, fromDate: '2026-12-18T23:00:00Z', toDate: '2027-01-03T23:00:00Z' };

test('an absence is told before it begins and while it lasts, and no more once it is over or switched off', () => {
  assert.equal(awayAt(holidays, new Date('2026-12-01'))?.kind, 'pending');
  const now = awayAt(holidays, new Date('2026-12-24'));
  assert.deepEqual(now, { kind: 'current', lastDay: new Date('2027-01-03T22:59:59.999Z') });
  assert.equal(awayAt(holidays, new Date('2027-01-03T23:00:00Z')), null);
  assert.equal(awayAt({ ...holidays, isEnabled: false }, new Date('2026-12-24')), null);
});

test('an absence without an end lasts', () => {
  const open = { isEnabled: true, fromDate: null, toDate: null };
  assert.deepEqual(awayAt(open, new Date('2026-12-24')), { kind: 'current', lastDay: null });
});
