/** Mailboxes that several read: posts of any kind, conversations nobody answers twice, folders lent with an end. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { HrRow } from '../../dev/testing/people.ts';
import type { AccountId } from '../../server/model/account.ts';
import { type Reason, Refusal } from '../../server/model/refusal.ts';
import type { Actor } from '../../server/services/actor.ts';
import { findRecipient } from '../../server/services/delivery/recipient.ts';
import { setAbsence } from '../../server/services/filters/absence.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import {
  announceComposing,
  assign,
  readConversation,
  setDone,
  writeNote,
} from '../../server/services/mailboxes/conversation.ts';
import { endLoans, lend, listLent, takeBack } from '../../server/services/mailboxes/lend.ts';
import { list } from '../../server/services/mailboxes/list.ts';
import { changeRights } from '../../server/services/mailboxes/share.ts';
import { listHolders, nameHolder, settlePosts } from '../../server/services/people/posts.ts';
import { abolishPost, listPostsOf, openPost, readHandover } from '../../server/services/people/posts-by-hand.ts';
import { findCredentials } from '../../server/store/accounts.ts';
import { listRightsOf } from '../../server/store/acl.ts';
import { readQuota } from '../../server/store/mail-accounts.ts';
import { type LifeHouse, lifeHouse } from '../life/house.ts';

const uai = '0805003K';
let life: LifeHouse;
let head: Actor;
let sylvie: Actor;
let marie: Actor;
const rows: HrRow[] = [
  { key: 'h', family: 'Royer', given: 'Hugo', population: 'direction', function: 'Principal' },
  { key: 's', family: 'Carpentier', given: 'Sylvie', population: 'atss', function: 'Secrétaire de direction' },
  { key: 'm', family: 'Martin', given: 'Marie' },
];
before(async () => {
  life = await lifeHouse();
  await life.feed(rows);
  await life.activate('h', 's', 'm');
  await settlePosts(life.house);
  head = await life.actor('h');
  sylvie = await life.actor('s');
  marie = await life.actor('m');
});
after(() => life.close());
afterEach(() => assert.deepEqual(life.faults, []));

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const accountOf = async (address: string): Promise<AccountId> =>
  (await findCredentials(life.house.store.database, address))!.accountId;
const shared = async (owner: AccountId, guest: Actor): Promise<Map<unknown, string>> =>
  await listRightsOf(life.house.store.database, owner, guest.accountId);

test('R43 a service has its mailbox, with its own room and the holders it is given', async () => {
  await assert.rejects(openPost(life.house, marie, { uai, kind: 'cdi', name: 'CDI' }), refuses('not-permitted'));
  await assert.rejects(openPost(life.house, 'console', { uai, kind: 'C D I', name: 'CDI' }), refuses('policy'));
  await openPost(life.house, 'console', { uai, kind: 'cdi', name: 'CDI', allowedBytes: 5_000_000 });
  await assert.rejects(openPost(life.house, 'console', { uai, kind: 'cdi', name: 'CDI' }), refuses('policy'));
  const service = await accountOf('cdi.0805003k@ac-amiens.test');
  assert.equal((await readQuota(life.house.store.database, service))!.allowedBytes, 5_000_000);
  assert.equal((await listHolders(life.house, 'console', uai, 'cdi')).length, 0, 'the directory says nothing of it');
  await nameHolder(life.house, 'console', { uai, kind: 'cdi', accountId: marie.accountId, part: 'manager' });
  assert.ok((await shared(service, marie)).size > 3);
  await nameHolder(life.house, marie, { uai, kind: 'cdi', accountId: sylvie.accountId, part: 'reader' });
  assert.equal((await listHolders(life.house, 'console', uai, 'cdi')).length, 2);
  assert.deepEqual((await listHolders(life.house, 'console', uai)).length, 2, 'the office keeps its own');
});

test('R43 the direction has a mailbox that follows the directory, and is not the secretary’s', async () => {
  await openPost(life.house, 'console', { uai, kind: 'direction', name: 'Direction' });
  const direction = await accountOf('direction.0805003k@ac-amiens.test');
  assert.ok((await shared(direction, head)).size > 3);
  assert.equal((await shared(direction, sylvie)).size, 0);
});

test('R43 a post that is abolished is nobody’s at once, refuses mail, and keeps what it holds for the archives', async () => {
  const service = await accountOf('cdi.0805003k@ac-amiens.test');
  await assert.rejects(abolishPost(life.house, 'console', { uai, kind: 'ce' }), refuses('policy'));
  await abolishPost(life.house, 'console', { uai, kind: 'cdi' });
  assert.equal((await shared(service, marie)).size, 0);
  await assert.rejects(findRecipient(life.house, 'cdi.0805003k@ac-amiens.test'), refuses('recipient-closed'));
  const posts = await listPostsOf(life.house, 'console', uai);
  assert.deepEqual(
    posts.map(each => [each.kind, each.abolishedOn]),
    [
      ['cdi', '2026-11-24'],
      ['ce', null],
      ['direction', null],
    ],
  );
  await settlePosts(life.house);
  assert.equal((await shared(service, marie)).size, 0, 'the next day’s work gives nothing back');
});

/** A mail in the office’s INBOX. @returns its conversation */
async function arrive(subject: string): Promise<{ accountId: AccountId; threadId: number }> {
  const accountId = await accountOf('ce.0805003k@ac-amiens.test');
  const owner = { accountId, address: 'ce.0805003k@ac-amiens.test' as never, roles: [] };
  const inbox = (await list(life.house, owner)).mailboxes.find(each => each.role === 'inbox')!;
  const bytes = Buffer.from(`From: <p@example.org>\r\nMessage-ID: <${subject}@x>\r\nSubject: ${subject}\r\n\r\n.\r\n`);
  const marks = { flags: 0, keywords: [], receivedAt: life.clock.now(), receivedZone: 60 };
  const kept = await keepMessage(life.house, bytes);
  await append(life.house, owner, { accountId, mailboxId: inbox.id }, [{ ...kept, ...marks }]);
  const [row] = await life.house.store.database.query<{ threadId: number }>({
    text: 'select thread_id as "threadId" from email where account_id = $1 and subject = $2',
    values: [accountId, subject],
  });
  return { accountId, threadId: row!.threadId };
}

test('R43 two who answer at once each see the other, until one stops or says nothing more', async () => {
  const ref = await arrive('Inscription');
  assert.deepEqual(await announceComposing(life.house, sylvie, ref, true), []);
  assert.deepEqual(await announceComposing(life.house, head, ref, true), [
    { accountId: sylvie.accountId, name: 'Sylvie Carpentier' },
  ]);
  assert.deepEqual(
    (await readConversation(life.house, sylvie, ref)).composing.map(each => each.name),
    ['Hugo Royer'],
  );
  await announceComposing(life.house, head, ref, false);
  assert.deepEqual((await readConversation(life.house, sylvie, ref)).composing, []);
  life.clock.advance(46_000);
  assert.deepEqual((await readConversation(life.house, head, ref)).composing, [], 'who closed the lid writes no more');
  await assert.rejects(announceComposing(life.house, marie, ref, true), refuses('not-permitted'));
});

test('R43 a conversation is somebody’s, has notes its readers alone see, and is done; the handover tells of those that are not', async () => {
  const ref = await arrive('Cantine');
  await assign(life.house, head, ref, sylvie.accountId);
  await assert.rejects(assign(life.house, head, ref, marie.accountId), refuses('not-permitted'), 'she cannot read it');
  await writeNote(life.house, sylvie, ref, 'J’ai appelé la famille.');
  await assert.rejects(writeNote(life.house, sylvie, ref, ' '), refuses('policy'));
  const seen = await readConversation(life.house, head, ref);
  assert.equal(seen.assignedTo, sylvie.accountId);
  assert.deepEqual(
    seen.notes.map(each => [each.author, each.words]),
    [[sylvie.accountId, 'J’ai appelé la famille.']],
  );
  const open = async () =>
    (await readHandover(life.house, head, { uai })).open.map(each => [each.subject, each.assignedTo]);
  assert.deepEqual(await open(), [
    ['Inscription', null],
    ['Cantine', sylvie.accountId],
  ]);
  await setDone(life.house, sylvie, ref, true);
  assert.deepEqual(await open(), [['Inscription', null]]);
  await setDone(life.house, sylvie, ref, false);
  assert.equal((await open()).length, 2);
  await assert.rejects(readHandover(life.house, marie, { uai }), refuses('not-permitted'));
  await nameHolder(life.house, head, { uai, accountId: marie.accountId, part: 'reader' });
  await readConversation(life.house, marie, ref);
  await assert.rejects(
    setDone(life.house, marie, ref, true),
    refuses('not-permitted'),
    'a reader takes care of nothing',
  );
});

test('one’s own folder is lent until a day, and taken back by nobody’s memory', async () => {
  const wish = { mailbox: 'INBOX', to: sylvie.address, rights: 'lrs', until: '2026-11-30' };
  await assert.rejects(lend(life.house, marie, { ...wish, rights: 'lra' }), refuses('not-permitted'));
  await assert.rejects(lend(life.house, marie, { ...wish, until: '2026-11-23' }), refuses('policy'));
  await assert.rejects(lend(life.house, marie, { ...wish, to: 'x@ac-amiens.test' }), refuses('no-such-recipient'));
  await lend(life.house, marie, wish);
  assert.deepEqual([...(await shared(marie.accountId, sylvie)).values()], ['lrs']);
  assert.deepEqual(
    (await listLent(life.house, marie)).map(each => [each.grantee, each.endsOn, each.rights]),
    [[sylvie.accountId, '2026-11-30', 'lrs']],
  );
  life.goTo('2026-11-30');
  assert.equal(await endLoans(life.house), 0);
  life.goTo('2026-12-01');
  assert.equal(await endLoans(life.house), 1);
  assert.equal((await shared(marie.accountId, sylvie)).size, 0);
  assert.equal(await endLoans(life.house), 0);
});

test('who is lent a folder lends it to nobody, and cannot share it either', async () => {
  await lend(life.house, marie, { mailbox: 'INBOX', to: sylvie.address, rights: 'lrswipkxte', until: '2027-01-31' });
  const there = `Partagées/${marie.address}/INBOX`;
  const on = { mailbox: there, to: head.address, rights: 'lr', until: '2027-01-15' };
  await assert.rejects(lend(life.house, sylvie, on), refuses('not-permitted'));
  const all = { mode: 'replace', rights: 'lr' } as const;
  await assert.rejects(changeRights(life.house, sylvie, there, head.address, all), refuses('not-permitted'));
  await takeBack(life.house, marie, { mailbox: 'INBOX', to: sylvie.address });
  assert.equal((await shared(marie.accountId, sylvie)).size, 0);
  assert.deepEqual(await listLent(life.house, marie), []);
});

test('a delegation during an absence ends with it, whether it is stopped or its day comes', async () => {
  const wish = { mailbox: 'INBOX', to: sylvie.address, rights: 'lrswi', until: null };
  await assert.rejects(lend(life.house, marie, wish), refuses('policy'), 'nobody is away');
  const away = {
    subject: null,
    colleagues: { text: 'Absente.', html: null },
    outsiders: null,
    replacement: null,
    days: 7,
  };
  const until = new Date('2026-12-20T23:00:00Z');
  await setAbsence(life.house, marie, { ...away, enabled: true, from: null, until });
  await lend(life.house, marie, wish);
  assert.equal(await endLoans(life.house), 0);
  assert.equal((await shared(marie.accountId, sylvie)).size, 1);
  await setAbsence(life.house, marie, { ...away, enabled: false, from: null, until });
  assert.equal(await endLoans(life.house), 1);
  await setAbsence(life.house, marie, { ...away, enabled: true, from: null, until });
  await lend(life.house, marie, wish);
  life.goTo('2026-12-21');
  assert.equal(await endLoans(life.house), 1);
  assert.equal((await shared(marie.accountId, sylvie)).size, 0);
});
