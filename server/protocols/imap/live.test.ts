import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import type { Actor } from '../../services/actor.ts';
import type { ImapClient, Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

let people = 0;
/** Two sessions of one account: one that listens, one that acts. */
async function pair(t: TestContext): Promise<{ actor: Actor; client: ImapClient; other: ImapClient }> {
  const actor = await door.account(`l${++people}`);
  return { actor, client: await door.connect(t, actor), other: await door.connect(t, actor) };
}

const lines = ({ untagged }: Result) => untagged.map(({ text }) => text);
const whole = ({ status, text }: Result) => `${status} ${text}`;
const message = (subject: string) => Buffer.from(`Subject: ${subject}\r\n\r\nx\r\n`);

/** What comes unasked, until there are so many responses. */
async function unasked(client: ImapClient, count: number): Promise<string[]> {
  while (client.unasked.length < count) await client.untagged();
  return client.unasked.splice(0).map(({ text }) => text);
}

test('NOTIFY: a client that is told what it asked for, without asking', async t => {
  const { client, other } = await pair(t);
  await client.command('SELECT INBOX');
  const notify = await client.command(
    'NOTIFY SET STATUS (SELECTED MessageNew (BODY.PEEK[HEADER.FIELDS (SUBJECT)]) MessageExpunge FlagChange) (PERSONAL MessageNew MessageExpunge MailboxName SubscriptionChange)',
  );
  assert.equal(notify.status, 'OK');
  assert.ok(lines(notify).some(line => /^STATUS Archives \(MESSAGES 0 UIDNEXT 1 UIDVALIDITY \d+\)/.test(line)));
  await other.command('APPEND INBOX ', message('un'));
  const told = await unasked(client, 3);
  assert.deepEqual(told, ['1 EXISTS', '1 RECENT', '1 FETCH (UID 1 BODY[HEADER.FIELDS (SUBJECT)] {15})']);
  await other.command('SELECT INBOX');
  await other.command('STORE 1 +FLAGS.SILENT (\\Flagged)');
  assert.deepEqual(await unasked(client, 1), ['1 FETCH (UID 1 FLAGS (\\Flagged \\Recent))']);
  await other.command('COPY 1 Archives');
  assert.match((await unasked(client, 1))[0]!, /^STATUS Archives \(MESSAGES 1 UIDNEXT 2 UIDVALIDITY \d+\)/);
  await other.command('CREATE Neuf');
  assert.deepEqual(await unasked(client, 1), ['LIST () "/" Neuf']);
  await other.command('SUBSCRIBE Neuf');
  assert.deepEqual(await unasked(client, 1), ['LIST (\\Subscribed) "/" Neuf']);
  await other.command('RENAME Neuf Vieux');
  assert.deepEqual(await unasked(client, 1), ['LIST (\\Subscribed) "/" Vieux ("OLDNAME" (Neuf))']);
  await other.command('DELETE Vieux');
  assert.deepEqual(await unasked(client, 1), ['LIST (\\NonExistent \\Subscribed) "/" Vieux']);
  await other.command('STORE 1 +FLAGS.SILENT (\\Deleted)');
  await unasked(client, 1);
  await other.command('EXPUNGE');
  assert.deepEqual(await unasked(client, 1), ['1 EXPUNGE']);
  assert.match(whole(await client.command('NOTIFY SET (PERSONAL Weather)')), /^NO \[BADEVENT \(MessageNew /);
  assert.equal((await client.command('NOTIFY NONE')).status, 'OK');
});

test('NOTIFY without the selected mailbox keeps silent about it, until it is asked for', async t => {
  const { client, other } = await pair(t);
  await client.command('SELECT INBOX');
  await client.command('NOTIFY SET (MAILBOXES Archives MessageNew MessageExpunge)');
  await other.command('APPEND INBOX ', message('un'));
  assert.deepEqual(lines(await client.command('NOOP')), []);
  assert.deepEqual(lines(await client.command('NOTIFY SET (SELECTED-DELAYED MessageNew MessageExpunge)')), [
    '1 EXISTS',
    '1 RECENT',
  ]);
});

test('a search context tells what enters and what leaves it', async t => {
  const { client, other } = await pair(t);
  for (const subject of ['b', 'd']) await other.command('APPEND INBOX ', message(subject));
  await client.command('SELECT INBOX');
  await other.command('SELECT INBOX');
  assert.deepEqual(lines(await client.command('UID SEARCH RETURN (ALL UPDATE) UNSEEN')), [
    'ESEARCH (TAG "a3") UID ALL 1:2',
  ]);
  assert.deepEqual(lines(await client.command('SORT RETURN (ALL UPDATE) (SUBJECT) UTF-8 ALL')), [
    'ESEARCH (TAG "a4") ALL 1:2',
  ]);
  await other.command('STORE 1 +FLAGS.SILENT (\\Seen)');
  assert.deepEqual(lines(await client.command('NOOP')), [
    '1 FETCH (UID 1 FLAGS (\\Seen \\Recent))',
    'ESEARCH (TAG "a3") UID REMOVEFROM (0 1)',
  ]);
  await other.command('APPEND INBOX ', message('c'));
  assert.deepEqual(lines(await client.command('NOOP')), [
    '3 EXISTS',
    '2 RECENT',
    'ESEARCH (TAG "a3") UID ADDTO (0 3)',
    'ESEARCH (TAG "a4") ADDTO (2 3)',
  ]);
  await other.command('STORE 2 +FLAGS.SILENT (\\Deleted)');
  await client.command('NOOP');
  await other.command('EXPUNGE');
  assert.deepEqual(lines(await client.command('NOOP')), [
    'ESEARCH (TAG "a3") UID REMOVEFROM (0 2)',
    'ESEARCH (TAG "a4") REMOVEFROM (3 2)',
    '2 EXPUNGE',
  ]);
  await client.command('CANCELUPDATE "a3" "a4"');
  await other.command('STORE 1 -FLAGS.SILENT (\\Seen)');
  assert.deepEqual(lines(await client.command('NOOP')), ['1 FETCH (UID 1 FLAGS (\\Recent))']);
});

test('ESEARCH looks in several mailboxes at once', async t => {
  const { client } = await pair(t);
  await client.command('CREATE Projets/A');
  await client.command('APPEND INBOX ', message('rapport'));
  await client.command('APPEND Projets/A ', message('Rapport final'));
  await client.command('APPEND Projets ', message('autre'));
  const found = lines(await client.command('ESEARCH IN (PERSONAL) RETURN (COUNT ALL) SUBJECT rapport'));
  assert.equal(found.length, 2);
  assert.match(found[0]!, /^ESEARCH \(TAG "a6" MAILBOX INBOX UIDVALIDITY \d+\) UID COUNT 1 ALL 1$/);
  assert.match(found[1]!, /MAILBOX Projets\/A /);
  assert.equal(lines(await client.command('ESEARCH IN (SUBTREE Projets) ALL')).length, 2);
  assert.equal((await client.command('ESEARCH IN (INBOXES) 1:*')).status, 'BAD');
});

test('annotations of a mailbox and of the account', async t => {
  const { client, other } = await pair(t);
  assert.equal(
    (
      await client.command(
        'SETMETADATA INBOX (/private/comment "Courrier" /shared/comment ',
        Buffer.from('à lire'),
        ')',
      )
    ).status,
    'OK',
  );
  const got = await other.command('GETMETADATA (DEPTH infinity) INBOX (/private/comment /shared/comment)');
  assert.deepEqual(
    got.untagged.map(({ text, literals }) => [text, literals.map(String)]),
    [['METADATA INBOX (/private/comment {8} /shared/comment {7})', ['Courrier', 'à lire']]],
  );
  assert.match(
    whole(await client.command('GETMETADATA (MAXSIZE 3) INBOX /private/comment')),
    /^OK \[METADATA LONGENTRIES 8\]/,
  );
  await client.command('SETMETADATA INBOX (/private/comment NIL)');
  assert.deepEqual(lines(await client.command('GETMETADATA INBOX /private/comment')), []);
  assert.match(lines(await client.command('GETMETADATA "" /shared/admin'))[0]!, /METADATA "" \(\/shared\/admin/);
  assert.match(whole(await client.command('SETMETADATA "" (/shared/comment "x")')), /^NO \[NOPERM\]/);
  assert.match(lines(await client.command('LIST "" INBOX RETURN (METADATA (/shared/comment))'))[1]!, /METADATA INBOX/);
  await client.command('NOTIFY SET (PERSONAL MailboxMetadataChange)');
  await other.command('SETMETADATA INBOX (/private/note "y" /shared/comment NIL)');
  assert.deepEqual(await unasked(client, 1), ['METADATA INBOX /shared/comment /private/note']);
});

test('LANGUAGE chooses one of the two; UNAUTHENTICATE gives the session back', async t => {
  const { actor, client } = await pair(t);
  assert.deepEqual(lines(await client.command('LANGUAGE')), ['LANGUAGE ("i-default" "fr" "en")']);
  assert.equal(whole(await client.command('LANGUAGE de FR')), 'OK Fait.');
  assert.equal(whole(await client.command('LANGUAGE en')), 'OK Done.');
  assert.match(whole(await client.command('LANGUAGE de')), /^NO/);
  assert.match(whole(await client.command('UNAUTHENTICATE')), /^OK \[CAPABILITY .*AUTH=PLAIN/);
  assert.match(whole(await client.command('SELECT INBOX')), /^BAD/);
  assert.equal((await client.command(`LOGIN ${actor.address} secret`)).status, 'OK');
});
