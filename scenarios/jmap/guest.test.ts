/** Whatever an owner and a guest do, a guest that only ever asks for changes knows what it may see, and nothing else. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readObjectId, writePrincipalId } from '../../server/formats/object-id/object-id.ts';
import type { MailboxId, Uid } from '../../server/model/mailbox.ts';
import { copy } from '../../server/services/mailboxes/copy.ts';
import { expunge } from '../../server/services/mailboxes/expunge.ts';
import { move } from '../../server/services/mailboxes/move.ts';
import { listPlacements } from '../../server/store/placements.ts';
import { type Answer, jmapDoor, mailboxIds } from './door.ts';

const door = await jmapDoor();
after(() => door.close());
const { house } = door;

/** Numbers that look drawn, the same in each run. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

for (const seed of [1, 2]) {
  test(`a guest that asks for changes alone knows what it sees (seed ${seed})`, async () => {
    const owner = door.client(await door.account(`owner${seed}`));
    const guest = door.client(await door.account(`guest${seed}`));
    const { accountId } = owner;
    const box = await mailboxIds(owner);
    const names = [box.inbox!, box.archive!, box.junk!, box.trash!];
    const full = {
      mayReadItems: true,
      maySetSeen: true,
      maySetKeywords: true,
      mayAddItems: true,
      mayRemoveItems: true,
    };
    const shareWith = { [writePrincipalId(guest.actor.accountId)]: full };
    await owner.call('Mailbox/set', { update: { [box.archive!]: { shareWith }, [box.junk!]: { shareWith } } });
    const there = (name: string, args: object) => guest.call(name, { accountId, ...args });
    const pick = drawn(seed);
    const from = <Item>(items: readonly Item[]): Item => items[pick(items.length)]!;
    const ref = (name: string) => ({
      accountId: owner.actor.accountId,
      mailboxId: readObjectId('M', owner.actor.accountId, name) as MailboxId,
    });
    async function someUids(name: string): Promise<Uid[]> {
      const here = await listPlacements(house.store.database, owner.actor.accountId, ref(name).mailboxId);
      return here.filter(() => pick(2) === 0).map(one => one.uid);
    }
    const known = new Map<string, Answer>();
    const threads = new Map<string, string[]>();
    let [emailState, threadState] = ['', ''];
    emailState = threadState = (await there('Email/get', { ids: [] })).state;

    const acts: (() => Promise<unknown>)[] = [
      () => {
        const headers = { messageId: [`m${pick(1e9)}@x`], inReplyTo: [`p${pick(4)}@x`], subject: `s${pick(3)}` };
        return owner.call('Email/set', { create: { a: { mailboxIds: { [from(names)]: true }, ...headers } } });
      },
      async () => {
        const [a, b] = [from(names), from(names)];
        await copy(house, owner.actor, ref(a), await someUids(a), ref(b));
      },
      async () => {
        const a = from(names);
        const b = from(names.filter(name => name !== a));
        await move(house, owner.actor, ref(a), await someUids(a), ref(b));
      },
      async () => {
        const a = from(names);
        await expunge(house, owner.actor, ref(a), await someUids(a));
      },
      async () => {
        const { ids } = await owner.call('Email/query', {});
        const update = Object.fromEntries(
          ids.filter(() => pick(3) === 0).map((id: string) => [id, { 'keywords/$flagged': from([true, null]) }]),
        );
        await owner.call('Email/set', { update });
      },
      () => {
        const ids = [...known.keys()].filter(() => pick(2) === 0);
        const patch = () =>
          from<object>([
            { 'keywords/$seen': from([true, null]) },
            { mailboxIds: { [from([box.archive!, box.junk!])]: true } },
            { 'keywords/projet': true },
          ]);
        return there('Email/set', { update: Object.fromEntries(ids.map(id => [id, patch()])) });
      },
    ];

    for (let round = 0; round < 25; round += 1) {
      // New mail comes more often than any other thing.
      await Promise.all([acts[0]!(), from(acts)(), from(acts)()]);
      await catchUp(pick(3) + 1);
      await compare();
    }

    async function catchUp(maxChanges: number): Promise<void> {
      for (let more = true; more; ) {
        const told = await there('Email/changes', { sinceState: emailState, maxChanges });
        const ids = [...told.created, ...told.updated];
        const { list, notFound } = await there('Email/get', {
          ids,
          properties: ['mailboxIds', 'keywords', 'threadId'],
        });
        for (const id of told.updated) assert.ok(known.has(id), 'what is updated was known');
        for (const email of list) known.set(email.id, email);
        for (const id of [...told.destroyed, ...notFound]) known.delete(id);
        emailState = told.newState;
        more = told.hasMoreChanges;
      }
      for (let more = true; more; ) {
        const told = await there('Thread/changes', { sinceState: threadState, maxChanges });
        const { list, notFound } = await there('Thread/get', { ids: [...told.created, ...told.updated] });
        for (const thread of list) threads.set(thread.id, thread.emailIds);
        for (const id of [...told.destroyed, ...notFound]) threads.delete(id);
        threadState = told.newState;
        more = told.hasMoreChanges;
      }
    }

    async function compare(): Promise<void> {
      const { ids } = await there('Email/query', {});
      assert.deepEqual([...known.keys()].sort(), [...ids].sort());
      const { list } = await there('Email/get', { ids, properties: ['mailboxIds', 'keywords', 'threadId'] });
      for (const email of list) {
        assert.deepEqual(known.get(email.id), email);
        for (const name of Object.keys(email.mailboxIds)) assert.ok(name === box.archive || name === box.junk);
      }
      const emailsOf = Map.groupBy(known.values(), email => email.threadId as string);
      assert.deepEqual([...threads.keys()].sort(), [...emailsOf.keys()].sort());
      for (const [id, emails] of emailsOf)
        assert.deepEqual([...threads.get(id)!].sort(), emails.map(one => one.id).sort());
      for (const mailbox of (await there('Mailbox/get', {})).list) {
        const here = [...known.values()].filter(one => one.mailboxIds[mailbox.id]);
        assert.equal(mailbox.totalEmails, here.length);
        assert.equal(mailbox.unreadEmails, here.filter(one => !one.keywords.$seen && !one.keywords.$draft).length);
      }
    }
  });
}

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
