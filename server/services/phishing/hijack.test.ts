import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountLife, judgeAccount } from './hijack.ts';

const now = new Date('2026-11-24T12:00:00Z');
const at = (hour: number) => new Date(now.getTime() - (12 - hour) * 3_600_000);
const amiens = { latitude: 49.9, longitude: 2.3 };
const lagos = { latitude: 6.5, longitude: 3.4 };
const quiet: AccountLife = {
  now,
  signIns: [{ at: at(8), network: '192.0.2.0/24', place: amiens }],
  usualNetworks: new Set(['192.0.2.0/24']),
  sentByHour: [3, 5, 2],
  usualPerHour: 4,
  bounces: 1,
  sentToday: 20,
  suspectMail: 0,
  filters: { forwardsAllTo: [], discardsAll: false, changedAt: null },
};
const names = (life: Partial<AccountLife>) => judgeAccount({ ...quiet, ...life }).signs.map(({ name }) => name);
const elsewhere = { at: at(9), network: '203.0.113.0/24', place: lagos };

test('a quiet life holds nothing back', () => assert.deepEqual(judgeAccount(quiet), { hold: false, signs: [] }));

test('nobody is in Amiens and in Lagos within the hour; the next day is a journey', () => {
  assert.deepEqual(names({ signIns: [...quiet.signIns, elsewhere] }), ['travel']);
  assert.deepEqual(names({ signIns: [{ ...quiet.signIns[0]!, at: at(-16) }, elsewhere] }), []);
});

test('an unknown network and sudden sending hold the account', () => {
  const life = { ...quiet, signIns: [elsewhere], sentByHour: [400] };
  assert.equal(judgeAccount(life).hold, true);
  assert.deepEqual(names({ sentByHour: [400] }), [], 'a usual network may send a circular');
});

test('many bounces, and filters made right after an unknown network came', () => {
  assert.deepEqual(names({ bounces: 60, sentToday: 200 }), ['bounces']);
  const filters = { forwardsAllTo: ['x@ailleurs.test'], discardsAll: true, changedAt: at(10) };
  assert.equal(judgeAccount({ ...quiet, filters }).hold, false, 'the person’s own choice');
  assert.equal(judgeAccount({ ...quiet, filters, signIns: [elsewhere] }).hold, true);
});

test('suspect mail to colleagues holds after three, or at once from an unknown network', () => {
  assert.equal(judgeAccount({ ...quiet, suspectMail: 1 }).hold, false, 'one clumsy circular');
  assert.equal(judgeAccount({ ...quiet, suspectMail: 3 }).hold, true);
  assert.equal(judgeAccount({ ...quiet, suspectMail: 1, signIns: [elsewhere] }).hold, true);
});
