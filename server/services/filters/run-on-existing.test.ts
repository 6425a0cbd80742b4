import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import type { Rule } from '../../formats/sieve/rules/model.ts';
import { mail } from '../../formats/sieve/trial.ts';
import { firstMailboxes, type Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { listMailboxes } from '../../store/mailboxes.ts';
import { listPlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import { append, keepMessage } from '../mailboxes/append.ts';
import { changeFlags } from '../mailboxes/change-flags.ts';
import { find } from '../mailboxes/find.ts';
import { existingLimits, previewRule, readRuns, runRule, undoRun } from './run-on-existing.ts';

let tests: MailHouse;
before(async () => {
  tests = await mailHouse();
});
after(async () => {
  assert.deepEqual(tests.faults, []);
  await tests.close();
});

let people = 0;
async function personWith(...subjects: string[]): Promise<Actor> {
  const actor = await tests.account(`tri.${++people}`);
  const { ref } = await find(tests.house, actor, 'INBOX');
  for (const subject of subjects) await put(actor, ref, subject);
  return actor;
}

async function put(actor: Actor, ref: Awaited<ReturnType<typeof find>>['ref'], subject: string): Promise<void> {
  const kept = await keepMessage(tests.house, mail('From: lea@example.org', `Subject: ${subject}`, '', 'x'));
  const more = { flags: 0, keywords: [], receivedAt: tests.clock.now(), receivedZone: 60 };
  await append(tests.house, actor, ref, [{ ...kept, ...more }]);
}

const rule = (...actions: Rule['actions']): Rule => ({
  id: '1',
  name: 'Conseils',
  enabled: true,
  when: 'all',
  conditions: [{ kind: 'subject', match: 'contains', values: ['conseil'] }],
  actions,
  last: false,
});

/** What stands where: mailbox, then flags and keywords of each message. */
async function state(actor: Actor): Promise<Record<string, string[]>> {
  const { database } = tests.house.store;
  const found: Record<string, string[]> = {};
  for (const mailbox of await listMailboxes(database, actor.accountId)) {
    const placed = await listPlacements(database, actor.accountId, mailbox.id);
    if (placed.length === 0) continue;
    found[mailbox.name] = placed
      .map(({ emailId, flags, keywords }) => [emailId - firstMailboxes.length, flags, ...keywords].join(' '))
      .sort();
  }
  return found;
}

test('a preview says what a rule would touch, and touches nothing', async () => {
  const actor = await personWith('Conseil de classe', 'Autre', 'Re: CONSEIL');
  const before = await state(actor);
  const preview = await previewRule(tests.house, actor, 'INBOX', rule({ kind: 'refuse', reason: 'x' }));
  assert.deepEqual(preview, { uids: [1, 3], looked: 3, after: null, passedOver: ['refuse'] });
  assert.deepEqual(await state(actor), before);
});

test('a run copies, marks and moves; undone, all is as before, once', async () => {
  const actor = await personWith('Conseil de classe', 'Autre', 'Re: conseil');
  const { ref } = await find(tests.house, actor, 'INBOX');
  // One of them was marked already: the undoing leaves that mark.
  const already = { operation: 'add', bits: 4, keywords: [] } as const;
  await changeFlags(tests.house, actor, ref, { uids: [3 as Uid] }, already);
  const before = await state(actor);
  const whole = rule(
    { kind: 'copy', mailbox: 'Copies' },
    { kind: 'mark', flags: ['\\Flagged', 'Classe'] },
    { kind: 'move', mailbox: 'Conseils' },
  );
  const { uids } = await previewRule(tests.house, actor, 'INBOX', whole);
  const { run, messages } = await runRule(tests.house, actor, 'INBOX', whole, uids);
  assert.equal(messages, 2);
  assert.deepEqual(await state(actor), {
    INBOX: ['2 0'],
    Copies: ['1 4 classe', '3 4 classe'],
    Conseils: ['1 4 classe', '3 4 classe'],
  });
  assert.equal(await undoRun(tests.house, actor, run), true);
  assert.deepEqual(await state(actor), before);
  assert.equal(await undoRun(tests.house, actor, run), false);
});

test('what a rule discards goes to the bin, and comes back', async () => {
  const actor = await personWith('conseil');
  const before = await state(actor);
  const { run } = await runRule(tests.house, actor, 'INBOX', rule({ kind: 'discard' }), [1 as Uid]);
  assert.equal((await state(actor)).INBOX, undefined);
  await undoRun(tests.house, actor, run);
  assert.deepEqual(await state(actor), before);
});

test('nothing is forwarded or refused', async () => {
  const actor = await personWith('conseil');
  const before = await state(actor);
  await runRule(tests.house, actor, 'INBOX', rule({ kind: 'forward', address: 'a@b.test', keep: false }), [1 as Uid]);
  assert.deepEqual(await state(actor), before);
});

test('the undoing of one person is nobody else’s, and leaves alone what has been moved since', async () => {
  const [actor, other] = [await personWith('conseil', 'conseil'), await personWith()];
  const moving = rule({ kind: 'move', mailbox: 'Conseils' });
  const { run } = await runRule(tests.house, actor, 'INBOX', moving, [1 as Uid, 2 as Uid]);
  assert.equal(await undoRun(tests.house, other, run), false);
  await runRule(tests.house, actor, 'Conseils', rule({ kind: 'move', mailbox: 'Ailleurs' }), [1 as Uid]);
  await undoRun(tests.house, actor, run);
  assert.deepEqual(await state(actor), { INBOX: ['2 0'], Ailleurs: ['1 0'] });
});

test('a large mailbox is looked at in pieces, and runs that can be undone are few', async () => {
  const actor = await personWith('conseil', 'autre', 'conseil');
  const { messages, runs } = existingLimits;
  assert.ok(messages >= 1000 && runs >= 10);
  const later = await previewRule(tests.house, actor, 'INBOX', rule({ kind: 'discard' }), 1 as Uid);
  assert.deepEqual(later, { uids: [3], looked: 2, after: null, passedOver: [] });
  const made: string[] = [];
  for (let index = 0; index <= runs; index += 1) {
    tests.clock.advance(1000);
    made.push((await runRule(tests.house, actor, 'INBOX', rule({ kind: 'mark', flags: ['a'] }), [])).run);
  }
  assert.equal(await undoRun(tests.house, actor, made[0]!), false);
  assert.equal(await undoRun(tests.house, actor, made[1]!), true);
});

test('a mailbox that is not there is refused', async () => {
  const actor = await personWith();
  const refused = (error: unknown) => error instanceof Refusal && error.reason === 'no-such-mailbox';
  await assert.rejects(previewRule(tests.house, actor, 'Rien', rule()), refused);
});

test('a run that died on its way can be found and undone as far as it came, and so can its undoing', async () => {
  const actor = await personWith('Projet un', 'Projet deux');
  const all = rule(
    { kind: 'mark', flags: ['urgent'] },
    { kind: 'copy', mailbox: 'Copies' },
    { kind: 'move', mailbox: 'Rangés' },
  );
  const inbox = async () => {
    const { ref } = await find(tests.house, actor, 'INBOX');
    return await listPlacements(tests.house.store.database, actor.accountId, ref.mailboxId);
  };
  const count = async (name: string) => (await find(tests.house, actor, name)).mailbox.total;
  const uids = (await inbox()).map(one => one.uid);
  /** A house that dies once so many changes were told. */
  const dying = (after: number) => {
    let left = after;
    const advance: typeof tests.house.views.advance = (...given) => {
      if (left-- === 0) throw new Error('died');
      tests.house.views.advance(...given);
    };
    return { ...tests.house, views: { ...tests.house.views, advance } };
  };
  await assert.rejects(runRule(dying(2), actor, 'INBOX', all, uids), /died/);
  const [run] = await readRuns(tests.house, actor);
  assert.deepEqual([await count('Rangés'), await count('Copies')], [2, 2]);
  await assert.rejects(undoRun(dying(1), actor, run!.run), /died/);
  assert.equal(await undoRun(tests.house, actor, run!.run), true);
  assert.deepEqual([await count('Rangés'), await count('Copies'), await count('INBOX')], [0, 0, 2]);
  assert.deepEqual(
    (await inbox()).flatMap(one => one.keywords),
    [],
  );
  assert.deepEqual(await readRuns(tests.house, actor), []);
});
