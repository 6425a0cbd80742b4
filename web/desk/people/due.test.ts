import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CardReply } from '@vaguemestre/contract/desk.ts';
import { clientsOf } from './clients.ts';
import { whatIsDue } from './due.ts';
import { actsFor, isProposed } from './offered.ts';

const now = new Date('2026-11-24T09:00:00Z');
const today = '2026-11-24';

type Given = Partial<Omit<CardReply, 'person'>> & { person?: Partial<CardReply['person']> };

function card({ person, ...more }: Given = {}): CardReply {
  return {
    person: {
      ...{
        accountId: 7,
        address: 'a@ac.test',
        givenName: 'A',
        familyName: 'B',
        population: 'titulaire',
        function: 'x',
      },
      ...{ schools: ['0800001A'], state: 'active', why: { fr: '', en: '' }, firstDay: '2020-01-01', lastDay: null },
      ...{ closesOn: null, activatedAt: null, letterUntil: null, usedBytes: 0, allowedBytes: 100 },
      ...person,
    },
    ...{ schools: [], letterHandedAt: null, byTwo: false, secondFactor: false, passwordSetAt: null },
    ...{ events: null, contacts: null },
    ...more,
  };
}

const dueOf = (given: Given) => whatIsDue(card(given), now, today).map(each => each.kind);

test('a letter is asked for as long as nobody activated: printed, printed again, handed over', () => {
  const person = { state: 'provisional' };
  assert.deepEqual(dueOf({ person }), ['letter-none']);
  assert.deepEqual(dueOf({ person: { ...person, letterUntil: '2026-11-23T00:00:00Z' } }), ['letter-expired']);
  const letterUntil = '2026-12-23T00:00:00Z';
  assert.deepEqual(dueOf({ person: { ...person, letterUntil } }), ['letter-unhanded']);
  assert.deepEqual(dueOf({ person: { ...person, letterUntil }, letterHandedAt: '2026-11-20T00:00:00Z' }), []);
});

test('a closing is told in days, until it has come', () => {
  const due = (closesOn: string) => whatIsDue(card({ person: { state: 'leaving', closesOn } }), now, today);
  assert.deepEqual(due('2026-12-24'), [{ kind: 'closing', days: 30 }]);
  assert.deepEqual(due('2026-11-24'), [{ kind: 'closing', days: 0 }]);
  assert.deepEqual(due('2026-11-23'), []);
  assert.deepEqual(due('2027-11-23'), []);
});

test('a mailbox that fills up and a password of more than a year are told', () => {
  assert.deepEqual(dueOf({ person: { usedBytes: 74 } }), []);
  assert.deepEqual(dueOf({ person: { usedBytes: 75 }, passwordSetAt: '2025-11-01T00:00:00Z' }), ['room', 'renewal']);
  assert.deepEqual(dueOf({ person: { state: 'closed', usedBytes: 99 } }), []);
});

const standing = (over: Readonly<Record<string, readonly string[]>>) => ({
  accountId: 1,
  mayTo: (act: string, schools: readonly string[]) =>
    (over[act] ?? []).some(uai => uai === '' || schools.includes(uai)),
  mayEverywhere: (act: string) => over[act]?.includes('') ?? false,
});

test('acts follow the state of the account and the reach of the role', () => {
  const secretary = standing({ 'hand-code': ['0800001A'], 'print-letters': ['0800001A'], 'hand-letter': ['0800001A'] });
  assert.deepEqual(actsFor(card(), secretary), ['hand-code']);
  assert.deepEqual(actsFor(card({ person: { schools: ['0800002B'] } }), secretary), []);
  const letterUntil = '2026-12-23T00:00:00Z';
  const provisional = card({ person: { state: 'provisional', letterUntil } });
  assert.deepEqual(actsFor(provisional, secretary), ['hand-letter', 'print-letter']);
  const support = standing({ 'hand-code': [''], reopen: [''], suspend: [''] });
  assert.deepEqual(actsFor(card({ person: { state: 'suspended' } }), support), ['reopen']);
  assert.deepEqual(actsFor(card({ person: { accountId: 1 } }), support), [], 'never on one’s own account');
});

test('for somebody who holds a role, what opens the account is proposed, by whoever holds a role over the house', () => {
  const held = card({ byTwo: true });
  assert.deepEqual(actsFor(held, standing({ 'hand-code': ['0800001A'] })), []);
  assert.deepEqual(actsFor(held, standing({ 'hand-code': [''], reopen: [''] })), ['hand-code']);
  assert.ok(isProposed('hand-code', held));
  assert.ok(!isProposed('suspend', held));
  assert.ok(isProposed('reinstate', { byTwo: false }));
});

test('programs are told once each, the last time they came', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux) Firefox/140.0';
  const event = (at: string, kind: string, door: string | null, client: string | null) => ({
    ...{ at, kind, door, client, network: null },
  });
  const events = [
    event('2026-11-03T00:00:00Z', 'signed-in', 'imap', null),
    event('2026-11-02T00:00:00Z', 'signed-in', 'portal', firefox),
    event('2026-11-02T00:00:00Z', 'guessed', 'submission', null),
    event('2026-11-01T00:00:00Z', 'signed-in', 'imap', null),
  ];
  assert.deepEqual(clientsOf(events), [
    { door: 'imap', client: null, lastAt: '2026-11-03T00:00:00Z' },
    { door: 'portal', client: 'Firefox · Linux', lastAt: '2026-11-02T00:00:00Z' },
  ]);
});
