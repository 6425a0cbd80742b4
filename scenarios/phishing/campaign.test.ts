/** From the delivery of a campaign to the report, the pull-back from every mailbox and the answer to the reporter. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailHouse } from '../../dev/testing/mail-house.ts';
import type { Change } from '../../server/model/change.ts';
import { flagBits } from '../../server/model/email.ts';
import type { Uid } from '../../server/model/mailbox.ts';
import { Refusal } from '../../server/model/refusal.ts';
import { answerReporters } from '../../server/services/phishing/answer-reporters.ts';
import { block, blocksFor, loadBlocks, unblock } from '../../server/services/phishing/block.ts';
import { decide } from '../../server/services/phishing/decide.ts';
import { previewPullBack, pullBack, undoRemoval } from '../../server/services/phishing/pull-back.ts';
import { readFigures, readQueue } from '../../server/services/phishing/queue.ts';
import { listReactions, noteReaction } from '../../server/services/phishing/react.ts';
import { readVerdicts } from '../../server/services/phishing/read-verdicts.ts';
import { report, reportsAtOnce } from '../../server/services/phishing/report.ts';
import { readEmails } from '../../server/store/emails.ts';
import { raiseModSeq } from '../../server/store/mail-accounts.ts';
import { changeFlags, listPlacements } from '../../server/store/placements.ts';
import { arrive, asAnalyst, circular, crowd, facts, inboxOf, phish } from './campaign.ts';

const world = await mailHouse();
after(() => world.close());
const { house } = world;
const { database } = house.store;
const marie = await world.account('marie');
const paul = await world.account('paul');
const analyst = asAnalyst(await world.account('analyste'));
const others = await crowd(world, 60);

const first = <Item>(list: readonly Item[]): Item => {
  assert.ok(list[0] !== undefined);
  return list[0];
};
const refused = (reason: string) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const inbox = await inboxOf(world, marie.accountId);
const here = { accountId: marie.accountId, mailboxId: inbox };
const held = async (accountId = marie.accountId) =>
  (await listPlacements(database, accountId, await inboxOf(world, accountId))).map(each => each.emailId);
const totals = async () =>
  (
    await database.query<{ a: number; b: number; c: number; d: number }>({
      text: `select (select sum(used_bytes) from mail_account)::int as a, (select sum(bytes) from mailbox)::int as b,
               (select sum(total) from mailbox)::int as c, (select sum(unseen) from mailbox)::int as d`,
    })
  )[0]!;

test('a campaign is reported by one person and leaves that mailbox alone', async () => {
  await arrive(world, circular, [marie.accountId, paul.accountId]);
  for (const [index, accountId] of [marie.accountId, paul.accountId, ...others].entries()) {
    await arrive(world, phish(index % 2 === 0 ? 'agent' : 'collegue', `t${index % 5}`), [accountId]);
  }
  assert.equal((await held()).length, 2);
  const { uid, emailId } = first((await listPlacements(database, marie.accountId, inbox)).slice(1));
  const [campaignId] = await report(house, facts, marie, here, [uid], 'webmail');
  assert.ok(campaignId !== undefined);
  assert.deepEqual((await held()).includes(emailId), false);
  assert.equal((await held(paul.accountId)).length, 2);
  const { blob } = (await readEmails(database, marie.accountId, [emailId], ['body'])).get(emailId)!;
  const shown = (await readVerdicts(database, [blob])).get(blob.toString('hex'))!;
  assert.equal(shown.held, true);
  assert.ok(shown.reasons.some(({ rule }) => rule === 'threat-account'));
});

test('only an analyst sees the queue or acts', async () => {
  await assert.rejects(readQueue(house, marie), refused('not-permitted'));
  await assert.rejects(pullBack(house, marie, 1 as never), refused('not-permitted'));
  const ofSchool = { ...marie, roles: [{ role: 'analyst' as const, uai: '0800001A' }] };
  await assert.rejects(readQueue(house, ofSchool), refused('not-permitted'));
});

test('the same mail reported by somebody else joins the campaign, whatever its token and its name', async () => {
  const paulInbox = await inboxOf(world, paul.accountId);
  const [, second] = await listPlacements(database, paul.accountId, paulInbox);
  await report(house, facts, paul, { accountId: paul.accountId, mailboxId: paulInbox }, [second!.uid], 'folder');
  const queue = await readQueue(house, analyst);
  assert.deepEqual(
    queue.map(({ reports, subject }) => ({ reports, subject })),
    [{ reports: 2, subject: 'votre compte sera suspendu' }],
  );
});

test('one act takes it out of every mailbox, announced to whoever looks; undone, all is as before', async () => {
  const { id } = first(await readQueue(house, analyst));
  const [reader, ...rest] = others;
  const mailbox = await inboxOf(world, reader!);
  await database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, reader!);
    const change = { operation: 'add', bits: flagBits.seen | flagBits.answered, keywords: ['lu'] } as const;
    await changeFlags(tx, reader!, modseq, { mailboxId: mailbox, uids: [1 as Uid] }, change);
  });
  const before = await totals();
  assert.deepEqual(await previewPullBack(house, analyst, id), { accounts: 60, messages: 60 });
  const heard: Change[] = [];
  const stop = house.store.changes.subscribe(rest[0]!, change => heard.push(change));
  const removed = await pullBack(house, analyst, id);
  stop();
  assert.deepEqual({ accounts: removed.accounts, messages: removed.messages }, { accounts: 60, messages: 60 });
  assert.deepEqual(
    heard.map(({ kinds }) => kinds),
    [['email', 'mailbox', 'quota']],
  );
  for (const accountId of others) assert.deepEqual(await held(accountId), []);
  assert.equal((await held()).length, 1, 'the circular stays');
  const gone = await database.query({ text: 'select from gone where account_id >= 1000000 and destroyed' });
  assert.equal(gone.length, 60);
  const reactions = await listReactions(house, analyst, id);
  assert.deepEqual(
    reactions.find(each => each.accountId === reader),
    { accountId: reader, opened: true, answered: true, followed: false },
  );

  await undoRemoval(house, analyst, id, removed.removalId);
  assert.deepEqual(await totals(), before);
  const [back] = await listPlacements(database, reader!, mailbox);
  assert.equal(back!.uid, 2, 'a new UID: IMAP never uses one twice');
  assert.deepEqual([back!.flags, back!.keywords], [flagBits.seen | flagBits.answered, ['lu']]);
  await assert.rejects(undoRemoval(house, analyst, id, removed.removalId), refused('no-such-message'));
});

test('every reporter hears the verdict once, in French', async () => {
  const { id } = first(await readQueue(house, analyst));
  await assert.rejects(answerReporters(house, analyst, id), refused('no-such-message'));
  await pullBack(house, analyst, id);
  await decide(house, analyst, id, 'phishing');
  assert.equal(await answerReporters(house, analyst, id), 2);
  assert.equal(await answerReporters(house, analyst, id), 0);
  const last = (await held()).at(-1)!;
  const email = (await readEmails(database, marie.accountId, [last], ['preview', 'envelope'])).get(last)!;
  assert.equal(email.subject, 'Votre signalement\u00a0: merci');
  assert.match(email.preview, /Vous aviez raison\u00a0?\s?: c’était un hameçonnage/);
  await noteReaction(house, paul.accountId, id, 'followed');
  const figures = await readFigures(house, analyst, new Date('2026-01-01'), new Date('2027-01-01'));
  assert.deepEqual(
    { ...figures, medianMinutes: null },
    {
      reports: 2,
      reporters: null,
      campaigns: { phishing: 1, spam: 0, harmless: 0, exercise: 0, open: 0 },
      pulledBack: 60,
      reacted: null,
      medianMinutes: null,
    },
  );
});

test('blocks shut out the campaign, never the house or somebody known', async () => {
  const { id } = first(await readQueue(house, analyst, 'phishing'));
  const proposed = await blocksFor(database, facts, id);
  assert.deepEqual(
    proposed.map(({ kind }) => kind),
    ['sender', 'link', 'fingerprint'],
  );
  await block(house, facts, analyst, proposed, id);
  const blocks = await loadBlocks(database);
  assert.ok(blocks.senders.has('admin@boite-pro.test') && blocks.links.has('boite-pro.test'));
  for (const value of ['ac-amiens.test', 'test', 'impots.gouv.fr', 'gmail.com']) {
    await assert.rejects(block(house, facts, analyst, [{ kind: 'domain', value }]), refused('policy'));
  }
  await unblock(house, analyst, { kind: 'link', value: 'boite-pro.test' });
  assert.equal((await loadBlocks(database)).links.size, 0);
});

test('the rectorat’s own circular, reported by mistake, comes back when it is found harmless', async () => {
  const { uid, emailId } = first(await listPlacements(database, marie.accountId, inbox));
  const [campaign] = await report(house, facts, marie, here, [uid], 'portal');
  assert.equal((await held(paul.accountId)).length, 2, 'a report touches no other mailbox');
  assert.ok(!(await held()).includes(emailId));
  await decide(house, analyst, campaign!, 'harmless');
  assert.ok((await held()).includes(emailId));
  const { blob } = (await readEmails(database, marie.accountId, [emailId], ['body'])).get(emailId)!;
  assert.equal((await readVerdicts(database, [blob])).get(blob.toString('hex'))!.held, false);
});

test('reports in bulk are slowed, and mail without a judgement can be reported too', async () => {
  const many = Array.from({ length: reportsAtOnce + 1 }, (_, index) => (index + 1) as Uid);
  await assert.rejects(report(house, facts, marie, here, many, 'webmail'), refused('too-many-reports'));
  await database.query({ text: 'delete from phishing_judgement' });
  const { uid } = first(await listPlacements(database, marie.accountId, inbox));
  assert.equal((await report(house, facts, marie, here, [uid], 'folder')).length, 1);
  assert.deepEqual(world.faults, []);
});
