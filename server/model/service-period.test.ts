import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, closingDay, firstState, openState, stateWithLastDay } from './service-period.ts';

test('R26 an account works until the thirtieth day after the last day of service', () => {
  assert.equal(closingDay('2026-08-31'), '2026-09-30');
  assert.equal(closingDay('2028-01-31'), '2028-03-01');
  assert.equal(closingDay(null), null);
  assert.equal(addDays('2026-03-28', 2), '2026-03-30');
});

test('R27 an account is leaving when its last day is within thirty days', () => {
  assert.equal(openState(null, '2026-06-01'), 'active');
  assert.equal(openState('2026-07-02', '2026-06-01'), 'active');
  assert.equal(openState('2026-07-01', '2026-06-01'), 'leaving');
  assert.equal(openState('2026-05-20', '2026-06-01'), 'leaving');
});

test('R31 a later last day makes a leaving account active again, and leaves shut ones shut', () => {
  assert.equal(stateWithLastDay('leaving', '2027-06-01', '2026-06-01'), 'active');
  assert.equal(stateWithLastDay('suspended', '2027-06-01', '2026-06-01'), 'suspended');
  assert.equal(stateWithLastDay('closed', null, '2026-06-01'), 'closed');
});

test('somebody whose service ended long ago opens closed', () => {
  assert.equal(firstState('2026-04-30', '2026-05-30'), 'expected');
  assert.equal(firstState('2026-04-30', '2026-05-31'), 'closed');
});
