import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import { mail } from '../../formats/sieve/trial.ts';
import { flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { findByRole, listMailboxes } from '../../store/mailboxes.ts';
import { listPlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import { indexTexts } from '../search/index-texts.ts';
import { append, keepMessage } from './append.ts';
import { create } from './create.ts';
import { deletedPage, readDeleted, takeBack } from './deleted.ts';
import { expunge } from './expunge.ts';
import { find } from './find.ts';
import { move } from './move.ts';
import type { MailboxRef } from './permission.ts';
import { emptyBins, purgeMail } from './purge.ts';
import { quotaOf } from './quota.ts';
import { writtenAuthor } from './written-author.ts';

const day = 86_400_000;
let tests: MailHouse;
before(async () => {
  tests = await mailHouse();
});
after(async () => {
  assert.deepEqual(tests.faults, []);
  await tests.close();
});

let people = 0;
async function arrive(allowedBytes = 1e9): Promise<{ actor: Actor; inbox: MailboxRef }> {
  const actor = await tests.account(`suppression.${++people}`, { allowedBytes });
  return { actor, inbox: (await find(tests.house, actor, 'INBOX')).ref };
}

async function put(actor: Actor, ref: MailboxRef, subject: string, flags = 0): Promise<Uid> {
  const text = mail('From: Léa <lea@example.org>', `Subject: ${subject}`, '', `texte de ${subject}`);
  const more = { flags, keywords: ['projet'], receivedAt: tests.clock.now(), receivedZone: 60 };
  const { uids } = await append(tests.house, actor, ref, [{ ...(await keepMessage(tests.house, text)), ...more }]);
  return uids[0]!;
}

const used = async (actor: Actor) => (await quotaOf(tests.house, actor, actor.address)).usedBytes;
const subjects = async (actor: Actor) => (await readDeleted(tests.house, actor)).map(one => one.subject);
const placed = (actor: Actor, { mailboxId }: MailboxRef) =>
  listPlacements(tests.house.store.database, actor.accountId, mailboxId);
const rows = async (table: 'email' | 'deleted_email' | 'search_segment', { accountId }: Actor) => {
  const text = `select count(*)::int as n from ${table} where account_id = $1`;
  const [row] = await tests.house.store.database.query<{ n: number }>({ text, values: [accountId] });
  return row!.n;
};

test('R37 what was deleted is shown, and comes back where it was with its flags, once; the room is counted each way', async () => {
  const { actor } = await arrive();
  const { ref } = await create(tests.house, actor, 'Projets');
  const uid = await put(actor, ref, 'Budget', flagBits.flagged | flagBits.seen);
  const before = await used(actor);
  await expunge(tests.house, actor, ref, [uid]);
  assert.equal(await used(actor), 0);
  const [deleted] = await readDeleted(tests.house, actor);
  assert.deepEqual([deleted!.subject, writtenAuthor(deleted!.author), deleted!.mailbox], ['Budget', 'Léa', 'Projets']);
  assert.equal(await takeBack(tests.house, actor, [deleted!.emailId]), 1);
  assert.equal(await takeBack(tests.house, actor, [deleted!.emailId]), 0);
  assert.equal(await used(actor), before);
  const [back] = await placed(actor, ref);
  assert.deepEqual([back!.flags, back!.keywords], [flagBits.flagged | flagBits.seen, ['projet']]);
  assert.ok(back!.uid > uid);
  assert.deepEqual(await subjects(actor), []);
});

test('from the bin, or where its mailbox is gone, a message comes back to the inbox; drafts are not shown', async () => {
  const { actor, inbox } = await arrive();
  const bin = (await findByRole(tests.house.store.database, [actor.accountId], 'trash')).get(actor.accountId)!;
  const trash = { accountId: actor.accountId, mailboxId: bin };
  await expunge(tests.house, actor, trash, [await put(actor, trash, 'Jeté')]);
  await expunge(tests.house, actor, inbox, [await put(actor, inbox, 'Brouillon', flagBits.draft)]);
  assert.deepEqual(await subjects(actor), ['Jeté']);
  const [deleted] = await readDeleted(tests.house, actor);
  await takeBack(tests.house, actor, [deleted!.emailId]);
  assert.equal((await placed(actor, inbox)).length, 1);
});

test('a message that moves or has another copy is not deleted', async () => {
  const { actor, inbox } = await arrive();
  const { ref } = await create(tests.house, actor, 'Ailleurs');
  await move(tests.house, actor, inbox, [await put(actor, inbox, 'Reste')], ref);
  assert.deepEqual(await subjects(actor), []);
});

test('nobody takes back what another deleted, nor more than there is room for', async () => {
  const { actor, inbox } = await arrive(700);
  const other = await arrive();
  await expunge(tests.house, actor, inbox, [await put(actor, inbox, 'a'.repeat(300))]);
  const [deleted] = await readDeleted(tests.house, actor);
  assert.equal(await takeBack(tests.house, other.actor, [deleted!.emailId]), 0);
  await put(actor, inbox, 'b'.repeat(250));
  await assert.rejects(
    takeBack(tests.house, actor, [deleted!.emailId]),
    (error: unknown) => error instanceof Refusal && error.reason === 'over-quota',
  );
  assert.deepEqual((await subjects(actor)).length, 1);
});

test('R37 after its days deleted mail is purged, its texts out of the index; what is younger or removed as phishing stays', async () => {
  const { actor, inbox } = await arrive();
  const uids: Uid[] = [];
  for (let each = 0; each < 70; each++) uids.push(await put(actor, inbox, `secret${each}`));
  await indexTexts(tests.house, actor.accountId, 1);
  assert.equal(await rows('search_segment', actor), 2);
  await expunge(tests.house, actor, inbox, uids.slice(0, 3));
  await expunge(tests.house, actor, inbox, [uids[69]!]);
  tests.clock.advance(10 * day);
  await expunge(tests.house, actor, inbox, [uids[4]!]);
  const { database } = tests.house.store;
  await database.query({
    text: `insert into phishing_removed (account_id, removal_id, mailbox_id, uid, email_id, flags, keywords)
           select account_id, 1, 1, 1, email_id, 0, '{}' from deleted_email where account_id = $1 order by email_id limit 1`,
    values: [actor.accountId],
  });
  tests.clock.advance(5 * day);
  assert.deepEqual(await subjects(actor), ['secret4']);
  assert.ok((await purgeMail(tests.house)) >= 3);
  assert.equal(await purgeMail(tests.house), 0);
  assert.equal(await rows('email', actor), 67);
  const segments = await database.query<{ count: number }>({
    text: 'select count from search_segment where account_id = $1 order by first_id',
    values: [actor.accountId],
  });
  assert.deepEqual(segments, [{ count: 62 }]);
  await indexTexts(tests.house, actor.accountId, 1);
  assert.equal(await rows('search_segment', actor), 2);
});

test('R37 bins and junk lose what has been there for their days; it can still be taken back, and a closed account keeps all', async () => {
  const { actor } = await arrive();
  const closed = await arrive();
  for (const { accountId } of [actor, closed.actor]) {
    const owner = accountId === actor.accountId ? actor : closed.actor;
    const mailboxes = await listMailboxes(tests.house.store.database, accountId);
    for (const { id, role } of mailboxes)
      if (role === 'trash' || role === 'junk') await put(owner, { accountId, mailboxId: id }, `vieux ${role}`);
  }
  await tests.house.store.database.query({
    text: `update account set state = 'closed' where account_id = $1`,
    values: [closed.actor.accountId],
  });
  tests.clock.advance(29 * day);
  assert.equal(await emptyBins(tests.house, 30), 0);
  tests.clock.advance(2 * day);
  assert.equal(await emptyBins(tests.house, 30), 2);
  assert.deepEqual((await subjects(actor)).sort(), ['vieux junk', 'vieux trash']);
  assert.equal((await used(closed.actor)) > 0, true);
});

test('a long list of deleted mail comes in pages', async () => {
  const { actor, inbox } = await arrive();
  const uids: Uid[] = [];
  for (let each = 0; each < deletedPage + 5; each++) uids.push(await put(actor, inbox, `n${each}`));
  await expunge(tests.house, actor, inbox, uids);
  const first = await readDeleted(tests.house, actor);
  const last = first.at(-1)!;
  const second = await readDeleted(tests.house, actor, { at: last.deletedAt, emailId: last.emailId });
  assert.deepEqual([first.length, second.length], [deletedPage, 5]);
});
