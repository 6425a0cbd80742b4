import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import type { Actor } from '../../services/actor.ts';
import { ImapClient, type Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

let people = 0;
/** An account of its own for each test, and a session in its INBOX. */
async function arrive(t: TestContext): Promise<{ actor: Actor; client: ImapClient }> {
  const actor = await door.account(`p${++people}`);
  return { actor, client: await door.connect(t, actor) };
}

const lines = ({ untagged }: Result) => untagged.map(({ text }) => text);
const whole = ({ status, text }: Result) => `${status} ${text}`;
const message = (subject: string, body = 'Bonjour') =>
  Buffer.from(`From: Anne <anne@ac.test>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>\r\n\r\n${body}\r\n`);

async function fill(client: ImapClient, count: number): Promise<void> {
  for (let number = 1; number <= count; number++) await client.command('APPEND INBOX ', message(`s${number}`));
}

test('a client signs in by LOGIN or AUTHENTICATE, under TLS only', async t => {
  const actor = await door.account('marie');
  const client = await ImapClient.connect({ port: door.plainPort });
  t.after(() => client.close());
  assert.match(client.greeting, /^OK \[CAPABILITY IMAP4rev1 .*STARTTLS LOGINDISABLED/);
  assert.match(whole(await client.command(`LOGIN ${actor.address} secret`)), /^NO \[PRIVACYREQUIRED\]/);
  assert.equal((await client.startTls()).status, 'OK');
  assert.match(whole(await client.command(`LOGIN ${actor.address} faux`)), /^NO \[AUTHENTICATIONFAILED\] Identifiant/);
  assert.match(whole(await client.command('LOGIN nobody@ac-amiens.test faux')), /^NO \[AUTHENTICATIONFAILED\]/);
  const plain = Buffer.from(`\0${actor.address}\0secret`).toString('base64');
  assert.match(whole(await client.command(`AUTHENTICATE PLAIN ${plain}`)), /^OK \[CAPABILITY .*IDLE/);
  assert.match(whole(await client.command(`LOGIN ${actor.address} secret`)), /^BAD /);
  const other = await door.connect(t);
  const going = other.continuation();
  const result = other.command('AUTHENTICATE LOGIN');
  await going;
  other.raw(`${Buffer.from(actor.address).toString('base64')}\r\n`);
  await other.continuation();
  other.raw(`${Buffer.from('secret').toString('base64')}\r\n`);
  assert.equal((await result).status, 'OK');
});

test('before activation the answer says to activate, in French first', async t => {
  const actor = await door.account('nouvelle', { state: 'provisional' });
  const client = await door.connect(t);
  const answer = await client.command(`LOGIN ${actor.address} secret`);
  assert.match(whole(answer), /^NO \[CONTACTADMIN\] Ce compte n'est pas encore active ?: activez-le.* \/ This account/);
});

test('special folders have French names and their uses', async t => {
  const { client } = await arrive(t);
  assert.deepEqual(lines(await client.command('LIST "" "*"')), [
    'LIST (\\HasNoChildren) "/" INBOX',
    'LIST (\\HasNoChildren \\Archive) "/" Archives',
    'LIST (\\HasNoChildren \\Drafts) "/" Brouillons',
    'LIST (\\HasNoChildren \\Trash) "/" Corbeille',
    'LIST (\\HasNoChildren \\Sent) "/" Envoy&AOk-s',
    'LIST (\\HasNoChildren \\Junk) "/" Ind&AOk-sirables',
  ]);
  await client.command('ENABLE IMAP4rev2');
  assert.ok(lines(await client.command('LIST "" "*"')).includes('LIST (\\HasNoChildren \\Sent) "/" "Envoyés"'));
});

test('a message goes in, is told, read, marked, moved and expunged', async t => {
  const { client } = await arrive(t);
  const text = message('un');
  const appended = await client.command('APPEND INBOX (\\Flagged $Forwarded) "24-Nov-2026 09:30:00 +0100" ', text);
  assert.match(whole(appended), /^OK \[APPENDUID \d+ 1\]/);
  const selected = await client.command('SELECT INBOX');
  assert.match(whole(selected), /^OK \[READ-WRITE\]/);
  assert.deepEqual(
    lines(selected).map(line => line.replace(/\d{6,}/, 'V').replace(/\(M.*\)/, '(M)')),
    [
      'FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded)',
      'OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded \\*)] .',
      '1 EXISTS',
      '1 RECENT',
      'OK [UNSEEN 1] .',
      'OK [UIDVALIDITY V] .',
      'OK [UIDNEXT 2] .',
      'OK [HIGHESTMODSEQ 2] .',
      'OK [MAILBOXID (M)] .',
    ],
  );
  const fetched = await client.command('FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY[])');
  const [response] = fetched.untagged;
  assert.equal(`${response!.literals[0]}`, `${text}`);
  assert.equal(
    response!.text,
    `1 FETCH (UID 1 FLAGS (\\Flagged \\Seen $Forwarded \\Recent) INTERNALDATE "24-Nov-2026 09:30:00 +0100" RFC822.SIZE ${text.length} ` +
      `ENVELOPE (NIL "un" (("Anne" NIL "anne" "ac.test")) (("Anne" NIL "anne" "ac.test")) (("Anne" NIL "anne" "ac.test")) NIL NIL NIL NIL "<un@x>") ` +
      `BODYSTRUCTURE ("text" "plain" NIL NIL NIL "7bit" 9 1 NIL NIL NIL NIL) BODY[] {${text.length}})`,
  );
  assert.equal(fetched.untagged.length, 1);
  assert.deepEqual(lines(await client.command('STORE 1 +FLAGS (\\Deleted MonTag)')).slice(-1), [
    '1 FETCH (UID 1 FLAGS (\\Flagged \\Deleted \\Seen $Forwarded MonTag \\Recent))',
  ]);
  assert.deepEqual(lines(await client.command('STORE 1 -FLAGS.SILENT (\\Deleted)')), []);
  const moved = await client.command('MOVE 1 Archives');
  assert.match(lines(moved)[0]!, /^OK \[COPYUID \d+ 1 1\]/);
  assert.deepEqual(lines(moved).slice(1), ['1 EXPUNGE']);
  await client.command('SELECT Archives');
  await client.command('STORE 1 +FLAGS.SILENT (\\Deleted)');
  assert.deepEqual(lines(await client.command('EXPUNGE')), ['1 EXPUNGE']);
  assert.deepEqual(lines(await client.command('STATUS Archives (MESSAGES UNSEEN UIDNEXT SIZE RECENT)')), [
    'STATUS Archives (MESSAGES 0 UNSEEN 0 UIDNEXT 2 SIZE 0 RECENT 0)',
  ]);
});

test('an idling client hears of a message at once, and of flags and expunges', async t => {
  const { actor, client } = await arrive(t);
  const other = await door.connect(t, actor);
  await client.command('SELECT INBOX');
  await other.command('SELECT INBOX');
  const done = await client.idle();
  await other.command('APPEND INBOX ', message('un'));
  await other.command('STORE 1 +FLAGS (\\Seen \\Deleted)');
  await other.command('EXPUNGE');
  assert.deepEqual(lines(await done()), [
    '1 EXISTS',
    '1 RECENT',
    '1 FETCH (UID 1 FLAGS (\\Deleted \\Seen \\Recent))',
    '1 EXPUNGE',
  ]);
});

test('expunges wait while a client speaks in message numbers', async t => {
  const { actor, client } = await arrive(t);
  await fill(client, 3);
  const other = await door.connect(t, actor);
  await client.command('SELECT INBOX');
  await other.command('SELECT INBOX');
  await other.command('STORE 2 +FLAGS.SILENT (\\Deleted)');
  await other.command('EXPUNGE');
  await fill(other, 1);
  const fetched = await client.command('FETCH 1:* (UID)');
  assert.match(whole(fetched), /^NO \[EXPUNGEISSUED\]/);
  assert.deepEqual(lines(fetched).slice(0, 2), ['1 FETCH (UID 1)', '3 FETCH (UID 3)']);
  assert.ok(!lines(fetched).some(line => line.includes('EXPUNGE')));
  assert.deepEqual(lines(await client.command('SEARCH ALL')).slice(-1), ['SEARCH 1 3 4']);
  assert.deepEqual(lines(await client.command('NOOP')), ['2 EXPUNGE']);
  assert.deepEqual(lines(await client.command('FETCH 1:* (UID)')), [
    '1 FETCH (UID 1)',
    '2 FETCH (UID 3)',
    '3 FETCH (UID 4)',
  ]);
});

test('search finds words whatever their accents and case, in headers and decoded bodies', async t => {
  const { client } = await arrive(t);
  await client.command('APPEND INBOX ', message('R=?utf-8?q?=C3=A9?=union', 'La C=C3=94TE'));
  const encoded =
    'Subject: =?utf-8?q?R=C3=A9union_d=E2=80=99=C3=A9t=C3=A9?=\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nLa C=C3=94TE sauvage\r\n';
  await client.command('APPEND INBOX (\\Seen) "01-Jan-2020 00:00:00 +0000" ', Buffer.from(encoded));
  await client.command('SELECT INBOX');
  const found = async (key: string) => lines(await client.command(`SEARCH ${key}`))[0];
  assert.equal(await found('SUBJECT "reunion d\'ete"'), 'SEARCH 2');
  assert.equal(await found('BODY "cote sau"'), 'SEARCH 2');
  assert.equal(await found('TEXT "SAUVAGE"'), 'SEARCH 2');
  assert.equal(await found('CHARSET UTF-8 SUBJECT "été"'), 'SEARCH 2');
  assert.equal(await found('UNSEEN'), 'SEARCH 1');
  assert.equal(await found('BEFORE 2-Jan-2020'), 'SEARCH 2');
  assert.equal(await found('ON 1-Jan-2020'), 'SEARCH 2');
  assert.equal(await found('FROM anne'), 'SEARCH 1');
  assert.equal(await found('HEADER Message-ID ""'), 'SEARCH 1');
  assert.equal(await found('NOT (OR SEEN FROM "ac.test")'), 'SEARCH');
  assert.equal(await found('LARGER 100 SMALLER 1000'), 'SEARCH 1 2');
  assert.equal(await found('RETURN (MIN MAX COUNT) ALL'), 'ESEARCH (TAG "a16") MIN 1 MAX 2 COUNT 2');
  assert.match(whole(await client.command('SEARCH CHARSET KLINGON ALL')), /^NO \[BADCHARSET/);
});

test('mailboxes are made, renamed, subscribed and removed', async t => {
  const { client } = await arrive(t);
  assert.match(whole(await client.command('CREATE Classes/6eB')), /^OK \[MAILBOXID \(M/);
  assert.match(whole(await client.command('CREATE Classes')), /^NO \[ALREADYEXISTS\]/);
  assert.equal((await client.command('SUBSCRIBE Classes/6eB')).status, 'OK');
  assert.equal((await client.command('RENAME Classes Groupes')).status, 'OK');
  assert.deepEqual(lines(await client.command('LIST "" Groupes*')), [
    'LIST (\\HasChildren) "/" Groupes',
    'LIST (\\HasNoChildren) "/" Groupes/6eB',
  ]);
  assert.ok(lines(await client.command('LSUB "" "Groupes/%"')).includes('LSUB () "/" Groupes/6eB'));
  assert.match(whole(await client.command('DELETE Groupes')), /^NO \[HASCHILDREN\]/);
  assert.equal((await client.command('DELETE Groupes/6eB')).status, 'OK');
  assert.match(whole(await client.command('DELETE INBOX')), /^NO \[CANNOT\]/);
  assert.match(whole(await client.command('SELECT Rien')), /^NO \[NONEXISTENT\]/);
  assert.match(whole(await client.command('APPEND Rien ', message('x'))), /^NO \[TRYCREATE\]/);
});

test('sections and parts are the very octets of the message', async t => {
  const { client } = await arrive(t);
  const text = [
    'Subject: parts',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    'preamble',
    '--b',
    'Content-Type: text/plain',
    '',
    'one',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: within',
    '',
    'inner text',
    '--b',
    'Content-Type: application/octet-stream',
    'Content-Transfer-Encoding: base64',
    '',
    'AAEC',
    '--b--',
    '',
  ].join('\r\n');
  await client.command('APPEND INBOX ', Buffer.from(text));
  await client.command('SELECT INBOX');
  const part = async (item: string) => {
    const { untagged } = await client.command(`FETCH 1 (${item})`);
    return untagged[0]!.literals.map(String)[0] ?? untagged[0]!.text;
  };
  assert.equal(await part('BODY.PEEK[1]'), 'one');
  assert.equal(await part('BODY.PEEK[1.MIME]'), 'Content-Type: text/plain\r\n\r\n');
  assert.equal(await part('BODY.PEEK[2.HEADER]'), 'Subject: within\r\n\r\n');
  assert.equal(await part('BODY.PEEK[2.TEXT]'), 'inner text');
  assert.equal(await part('BODY.PEEK[2.1]'), 'inner text');
  assert.equal(await part('BODY.PEEK[TEXT]<2.6>'), 'eamble');
  assert.equal(await part('BODY.PEEK[HEADER.FIELDS (SUBJECT)]'), 'Subject: parts\r\n\r\n');
  assert.equal(
    await part('BODY.PEEK[HEADER.FIELDS.NOT (Subject)]'),
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
  );
  assert.equal(await part('BODY.PEEK[9]'), '1 FETCH (BODY[9] NIL)');
  assert.equal(await part('BINARY.PEEK[3]'), '\0\x01\x02');
  assert.equal(await part('BINARY.SIZE[3]'), '1 FETCH (BINARY.SIZE[3] 3)');
});

test('COMPRESS: everything after it is deflated, both ways', async t => {
  const { client } = await arrive(t);
  await fill(client, 20);
  await client.compress();
  assert.match(whole(await client.command('COMPRESS DEFLATE')), /^NO \[COMPRESSIONACTIVE\]/);
  await client.command('SELECT INBOX');
  const { untagged } = await client.command('FETCH 1:* (UID BODY.PEEK[])');
  assert.equal(untagged.length, 20);
  assert.match(`${untagged[19]!.literals[0]}`, /Subject: s20/);
  assert.match(whole(await client.command('APPEND INBOX ', Buffer.alloc(300_000, 'x\r\n'))), /^OK \[APPENDUID/);
  assert.equal((await client.command('LOGOUT')).status, 'OK');
});
