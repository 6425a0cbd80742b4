/** Random changes through the verbs of IMAP and through JMAP at once: after each, both tell the same, and a client that only ever asks for changes knows all of it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { writeObjectId } from '../../server/formats/object-id/object-id.ts';
import { flagBits } from '../../server/model/email.ts';
import type { Uid } from '../../server/model/mailbox.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { changeFlags } from '../../server/services/mailboxes/change-flags.ts';
import { copy } from '../../server/services/mailboxes/copy.ts';
import { expunge } from '../../server/services/mailboxes/expunge.ts';
import { list as listMailboxes } from '../../server/services/mailboxes/list.ts';
import { move } from '../../server/services/mailboxes/move.ts';
import { listPlacements, type Placement } from '../../server/store/placements.ts';
import { type Answer, jmapDoor, message } from './door.ts';

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

for (const seed of [1, 2, 3]) {
  test(`whatever is done through two doors at once, both tell the same (seed ${seed})`, async () => {
    const client = door.client(await door.account(`two${seed}`));
    const { actor } = client;
    const pick = drawn(seed);
    const from = <Item>(items: readonly Item[]): Item => items[pick(items.length)]!;
    const mailboxes = (await listMailboxes(house, actor)).mailboxes.filter(one => one.role !== null);
    const refs = mailboxes.map(one => ({ accountId: actor.accountId, mailboxId: one.id }));
    const name = (id: number) => writeObjectId('M', actor.accountId, id);
    const known = { emails: new Map<string, Answer>(), state: (await client.call('Email/get', { ids: [] })).state };
    const threads = { known: new Map<string, string[]>(), state: known.state };
    const counts = { known: new Map<string, Answer>(), state: '1' };

    async function someUids(ref: (typeof refs)[number]): Promise<Uid[]> {
      const here = await listPlacements(house.store.database, actor.accountId, ref.mailboxId);
      return here.filter(() => pick(2) === 0).map(one => one.uid);
    }
    const imap: (() => Promise<unknown>)[] = [
      async () => {
        const text = `Subject: s${pick(4)}\nMessage-ID: <${pick(1e9)}@x>\nIn-Reply-To: <p${pick(4)}@x>\n\n.\n`;
        await append(house, actor, from(refs), [
          {
            ...(await keepMessage(house, message(text))),
            flags: from([0, flagBits.seen, flagBits.draft, flagBits.deleted]),
            keywords: from([[], ['projet']]),
            receivedAt: new Date(house.clock.now().getTime() - pick(1000) * 1000),
            receivedZone: 60,
          },
        ]);
      },
      async () => {
        const ref = from(refs);
        const change = {
          operation: from(['add', 'remove', 'replace'] as const),
          bits: from([flagBits.seen, flagBits.flagged | flagBits.deleted, 0]),
          keywords: from([[], ['projet']]),
        };
        await changeFlags(house, actor, ref, { uids: await someUids(ref) }, change);
      },
      async () => {
        const ref = from(refs);
        await copy(house, actor, ref, await someUids(ref), from(refs));
      },
      async () => {
        const ref = from(refs);
        await move(house, actor, ref, await someUids(ref), from(refs.filter(one => one !== ref)));
      },
      async () => {
        const ref = from(refs);
        await expunge(house, actor, ref, await someUids(ref));
      },
    ];
    const jmap: (() => Promise<unknown>)[] = [
      () =>
        client.call('Email/set', {
          create: {
            a: {
              mailboxIds: { [name(from(refs).mailboxId)]: true },
              keywords: from([{}, { $seen: true }]),
              subject: 'a',
            },
          },
        }),
      () => {
        const ids = [...known.emails.keys()].filter(() => pick(2) === 0);
        const patch = () =>
          from([
            { 'keywords/$seen': from([true, null]) },
            { keywords: from([{}, { $flagged: true, autre: true }]) },
            { mailboxIds: { [name(from(refs).mailboxId)]: true } },
            { [`mailboxIds/${name(from(refs).mailboxId)}`]: true },
          ]);
        return client.call('Email/set', { update: Object.fromEntries(ids.map(id => [id, patch()])) });
      },
      () => client.call('Email/set', { destroy: [...known.emails.keys()].filter(() => pick(6) === 0) }),
    ];

    for (let round = 0; round < 30; round += 1) {
      // Both doors at once, and nobody waits for the other.
      await Promise.all([from(imap)(), from(jmap)(), from(imap)()]);
      await catchUp(pick(3) + 1);
      await compare();
    }

    /** What a client does that never asks for everything. */
    async function catchUp(maxChanges: number): Promise<void> {
      for (let more = true; more; ) {
        const told = await client.call('Email/changes', { sinceState: known.state, maxChanges });
        const { list, notFound } = await client.call('Email/get', {
          ids: [...told.created, ...told.updated],
          properties: ['mailboxIds', 'keywords', 'threadId'],
        });
        for (const id of told.updated) assert.ok(known.emails.has(id), 'what is updated was known');
        for (const email of list) known.emails.set(email.id, email);
        for (const id of [...told.destroyed, ...notFound]) known.emails.delete(id);
        known.state = told.newState;
        more = told.hasMoreChanges;
      }
      for (let more = true; more; ) {
        const told = await client.call('Thread/changes', { sinceState: threads.state, maxChanges });
        const { list } = await client.call('Thread/get', { ids: [...told.created, ...told.updated] });
        for (const id of told.updated) assert.ok(threads.known.has(id), 'what is updated was known');
        for (const thread of list) threads.known.set(thread.id, thread.emailIds);
        for (const id of told.destroyed) threads.known.delete(id);
        threads.state = told.newState;
        more = told.hasMoreChanges;
      }
      const told = await client.call('Mailbox/changes', { sinceState: counts.state });
      const { list } = await client.call('Mailbox/get', { ids: round0(counts.known) ? null : told.updated });
      for (const one of list) counts.known.set(one.id, one);
      counts.state = told.newState;
    }

    async function compare(): Promise<void> {
      const placements: Placement[] = [];
      for (const { mailboxId } of refs)
        placements.push(...(await listPlacements(house.store.database, actor.accountId, mailboxId)));
      const byEmail = Map.groupBy(placements, one => writeObjectId('E', actor.accountId, one.emailId));
      assert.deepEqual([...known.emails.keys()].sort(), [...byEmail.keys()].sort());
      for (const [id, here] of byEmail) {
        const email = known.emails.get(id)!;
        assert.deepEqual(
          Object.keys(email.mailboxIds).sort(),
          [...new Set(here.map(one => name(one.mailboxId)))].sort(),
        );
        const { flags, keywords } = here[0]!;
        const system = Object.entries({ $seen: 1, $answered: 2, $flagged: 4, $draft: 8 }).filter(
          ([, bit]) => (flags & bit) !== 0,
        );
        assert.deepEqual(Object.keys(email.keywords).sort(), [...system.map(([word]) => word), ...keywords].sort());
      }
      const emailsOf = Map.groupBy(known.emails.values(), email => email.threadId as string);
      assert.deepEqual([...threads.known.keys()].sort(), [...emailsOf.keys()].sort());
      for (const [threadId, emails] of emailsOf) {
        assert.deepEqual([...threads.known.get(threadId)!].sort(), emails.map(one => one.id).sort());
      }
      const all = (await client.call('Mailbox/get')).list as Answer[];
      for (const mailbox of all) {
        assert.deepEqual(counts.known.get(mailbox.id), mailbox, 'counts known from changes alone are those of now');
        const here = placements.filter(one => name(one.mailboxId) === mailbox.id);
        const distinct = new Map(here.map(one => [one.emailId, one]));
        assert.equal(mailbox.totalEmails, distinct.size);
        assert.equal(mailbox.unreadEmails, [...distinct.values()].filter(one => (one.flags & 9) === 0).length);
        const { ids } = await client.call('Email/query', { filter: { inMailbox: mailbox.id } });
        assert.equal(ids.length, distinct.size);
      }
    }
  });
}

function round0(known: Map<string, unknown>): boolean {
  return known.size === 0;
}

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
