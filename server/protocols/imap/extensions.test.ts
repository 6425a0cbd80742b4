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
async function arrive(t: TestContext): Promise<{ actor: Actor; client: ImapClient }> {
  const actor = await door.account(`x${++people}`);
  return { actor, client: await door.connect(t, actor) };
}

const lines = ({ untagged }: Result) => untagged.map(({ text }) => text);
const whole = ({ status, text }: Result) => `${status} ${text}`;

type Given = { subject?: string; from?: string; date?: string; id?: string; references?: string; flags?: string };

async function put(client: ImapClient, given: Given = {}): Promise<void> {
  const fields = [
    given.from && `From: ${given.from}`,
    `Subject: ${given.subject ?? 'x'}`,
    given.date && `Date: ${given.date}`,
    given.id && `Message-ID: <${given.id}>`,
    given.references && `References: ${given.references}`,
  ].filter(Boolean);
  await client.command(`APPEND INBOX (${given.flags ?? ''}) `, Buffer.from(`${fields.join('\r\n')}\r\n\r\nx\r\n`));
}

test('CONDSTORE: mod-sequences rise with every change, and conditional stores leave later changes alone', async t => {
  const { actor, client } = await arrive(t);
  await put(client);
  await put(client);
  const other = await door.connect(t, actor);
  await other.command('SELECT INBOX');
  const selected = await client.command('SELECT INBOX (CONDSTORE)');
  const start = Number(/HIGHESTMODSEQ (\d+)/.exec(lines(selected).join())![1]);
  assert.deepEqual(lines(await other.command('STORE 1 +FLAGS (\\Seen)')), ['1 FETCH (UID 1 FLAGS (\\Seen \\Recent))']);
  assert.deepEqual(lines(await client.command('NOOP')), [`1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (${start + 1}))`]);
  const refused = await client.command(`STORE 1:2 (UNCHANGEDSINCE ${start}) +FLAGS (\\Flagged)`);
  assert.match(whole(refused), /^OK \[MODIFIED 1\]/);
  assert.deepEqual(lines(refused), [`2 FETCH (UID 2 FLAGS (\\Flagged) MODSEQ (${start + 2}))`]);
  assert.deepEqual(lines(await client.command(`STORE 2 -FLAGS.SILENT (\\Flagged)`)), [
    `2 FETCH (UID 2 MODSEQ (${start + 3}))`,
  ]);
  assert.deepEqual(lines(await client.command(`FETCH 1:* (FLAGS) (CHANGEDSINCE ${start + 1})`)), [
    `2 FETCH (FLAGS () MODSEQ (${start + 3}))`,
  ]);
  assert.deepEqual(lines(await client.command(`SEARCH MODSEQ ${start + 2}`)), [`SEARCH 2 (MODSEQ ${start + 3})`]);
  assert.deepEqual(lines(await client.command('STATUS INBOX (HIGHESTMODSEQ)')), [
    `STATUS INBOX (HIGHESTMODSEQ ${start + 3})`,
  ]);
});

test('QRESYNC: one short answer brings a client from anywhere to now', async t => {
  const { actor, client } = await arrive(t);
  for (let each = 0; each < 5; each++) await put(client);
  const selected = lines(await client.command('SELECT INBOX')).join('\n');
  const [, validity] = /UIDVALIDITY (\d+)/.exec(selected)!;
  const [, modseq] = /HIGHESTMODSEQ (\d+)/.exec(selected)!;
  await client.command('STORE 2,4 +FLAGS.SILENT (\\Deleted)');
  await client.command('EXPUNGE');
  await client.command('STORE 1 +FLAGS.SILENT ($work)');
  const other = await door.connect(t, actor);
  assert.match(whole(await other.command(`SELECT INBOX (QRESYNC (${validity} ${modseq}))`)), /^BAD/);
  assert.deepEqual(lines(await other.command('ENABLE QRESYNC CONDSTORE NONSENSE')), ['ENABLED QRESYNC']);
  const told = lines(await other.command(`SELECT INBOX (QRESYNC (${validity} ${modseq} 1:5))`));
  assert.deepEqual(
    told.filter(line => /VANISHED|FETCH/.test(line)),
    ['VANISHED (EARLIER) 2,4', `1 FETCH (UID 1 FLAGS ($work) MODSEQ (${Number(modseq) + 3}))`],
  );
  assert.deepEqual(lines(await other.command(`UID FETCH 1:* (FLAGS) (CHANGEDSINCE ${modseq} VANISHED)`)), [
    'VANISHED (EARLIER) 2,4',
    `1 FETCH (UID 1 FLAGS ($work) MODSEQ (${Number(modseq) + 3}))`,
  ]);
  await client.command('STORE 3 +FLAGS.SILENT (\\Deleted)');
  const expunged = await client.command('EXPUNGE');
  assert.equal(expunged.status, 'OK');
  assert.deepEqual(lines(await other.command('NOOP')), ['VANISHED 5']);
  const stale = lines(await other.command(`SELECT INBOX (QRESYNC (7 ${modseq}))`));
  assert.ok(!stale.some(line => /VANISHED|FETCH/.test(line)));
});

test('SORT by every key; ties keep the order of the mailbox', async t => {
  const { client } = await arrive(t);
  await put(client, { subject: 'Re: banane', from: 'Zoé <b@x>', date: 'Tue, 3 Feb 2026 10:00:00 +0100' });
  await put(client, { subject: 'abricot', from: 'Anne <c@x>', date: 'Sun, 1 Feb 2026 10:00:00 +0100' });
  await put(client, { subject: 'Banane', from: '<a@x>', date: 'Mon, 2 Feb 2026 10:00:00 +0100' });
  await client.command('SELECT INBOX');
  const order = async (criteria: string) => lines(await client.command(`SORT (${criteria}) UTF-8 ALL`))[0];
  assert.equal(await order('SUBJECT'), 'SORT 2 1 3');
  assert.equal(await order('REVERSE SUBJECT'), 'SORT 1 3 2');
  assert.equal(await order('SUBJECT DATE'), 'SORT 2 3 1');
  assert.equal(await order('FROM'), 'SORT 3 1 2');
  assert.equal(await order('DISPLAYFROM'), 'SORT 3 2 1');
  assert.equal(await order('REVERSE DATE'), 'SORT 1 3 2');
  assert.equal(await order('ARRIVAL'), 'SORT 1 2 3');
  assert.deepEqual(lines(await client.command('UID SORT RETURN (PARTIAL 2:3 COUNT) (DATE) UTF-8 ALL')), [
    'ESEARCH (TAG "a13") UID COUNT 3 PARTIAL (2:3 3,1)',
  ]);
});

test('THREAD builds trees by references, by subject', async t => {
  const { client } = await arrive(t);
  const day = (number: number) => `${number} Feb 2026 10:00:00 +0100`;
  await put(client, { subject: 'un', id: 'a@x', date: day(1) });
  await put(client, { subject: 'Re: un', id: 'b@x', references: '<a@x>', date: day(2) });
  await put(client, { subject: 'Re: un', id: 'c@x', references: '<a@x> <b@x>', date: day(4) });
  await put(client, { subject: 'Re: un', id: 'd@x', references: '<a@x>', date: day(3) });
  await put(client, { subject: 'deux', id: 'e@x', references: '<lost@x>', date: day(1) });
  await put(client, { subject: 'Re: un', id: 'f@x', date: day(9) });
  await client.command('SELECT INBOX');
  const threads = async (algorithm: string) => lines(await client.command(`THREAD ${algorithm} UTF-8 ALL`))[0];
  assert.equal(await threads('REFERENCES'), 'THREAD (1 (2 3)(4)(6))(5)');
  assert.equal(await threads('REFS'), 'THREAD (5)(1 (2 3)(4))(6)');
  assert.equal(await threads('ORDEREDSUBJECT'), 'THREAD (1 (2)(4)(3)(6))(5)');
});

test('SEARCHRES keeps a result for the next commands', async t => {
  const { client } = await arrive(t);
  await put(client, { flags: '\\Seen' });
  await put(client);
  await put(client, { flags: '\\Seen' });
  await client.command('SELECT INBOX');
  assert.deepEqual(lines(await client.command('SEARCH RETURN (SAVE) SEEN')), []);
  assert.deepEqual(lines(await client.command('FETCH $ (UID)')), ['1 FETCH (UID 1)', '3 FETCH (UID 3)']);
  assert.deepEqual(lines(await client.command('UID SEARCH RETURN (SAVE MIN) $')), ['ESEARCH (TAG "a8") UID MIN 1']);
  assert.deepEqual(lines(await client.command('SEARCH NOT $')), ['SEARCH 2 3']);
  await client.command('SEARCH RETURN (SAVE) CHARSET KLINGON TEXT x');
});

test('UIDONLY: message numbers are neither said nor taken', async t => {
  const { client } = await arrive(t);
  await put(client);
  await put(client);
  await client.command('ENABLE UIDONLY');
  await client.command('SELECT INBOX');
  assert.match(whole(await client.command('FETCH 1 (FLAGS)')), /^BAD \[UIDREQUIRED\]/);
  assert.deepEqual(lines(await client.command('UID FETCH 2 (FLAGS UID)')), ['2 UIDFETCH (FLAGS (\\Recent))']);
  assert.deepEqual(lines(await client.command('UID STORE 1 +FLAGS (\\Deleted)')), [
    '1 UIDFETCH (FLAGS (\\Deleted \\Recent))',
  ]);
  assert.deepEqual(lines(await client.command('EXPUNGE')), ['VANISHED 1']);
});

test('LIST extended: subscriptions, uses, children and status in one answer', async t => {
  const { client } = await arrive(t);
  await client.command('CREATE Projets/A');
  await client.command('SUBSCRIBE Projets/A');
  await client.command('SUBSCRIBE Perdu');
  assert.deepEqual(lines(await client.command('LIST (SUBSCRIBED) "" (P%)')), [
    'LIST (\\NonExistent \\Subscribed) "/" Perdu',
  ]);
  assert.deepEqual(lines(await client.command('LIST (SUBSCRIBED RECURSIVEMATCH) "" Pr%')), [
    'LIST (\\HasChildren) "/" Projets ("CHILDINFO" ("SUBSCRIBED"))',
  ]);
  assert.deepEqual(lines(await client.command('LIST (SPECIAL-USE) "" * RETURN (STATUS (MESSAGES))')).slice(0, 2), [
    'LIST (\\HasNoChildren \\Archive) "/" Archives',
    'STATUS Archives (MESSAGES 0)',
  ]);
  assert.match(whole(await client.command('CREATE Autre (USE (\\Sent))')), /^NO \[USEATTR\]/);
  assert.match(whole(await client.command('CREATE Autre (USE (\\Flagged))')), /^NO \[USEATTR\]/);
});

test('MULTIAPPEND is all or nothing; REPLACE puts a draft in the place of another', async t => {
  const { client } = await arrive(t);
  const one = Buffer.from('Subject: 1\r\n\r\n1');
  const two = Buffer.from('Subject: 2\r\n\r\n2');
  assert.match(whole(await client.command('APPEND INBOX (\\Seen) ', one, ' ', two)), /^OK \[APPENDUID \d+ 1:2\]/);
  assert.match(whole(await client.command('APPEND INBOX ', one, ' ', Buffer.alloc(0))), /^NO/);
  await client.command('SELECT INBOX');
  const replaced = await client.command('REPLACE 1 INBOX (\\Draft) ', Buffer.from('Subject: 3\r\n\r\n3'));
  assert.equal(replaced.status, 'OK');
  assert.match(lines(replaced).join('\n'), /^OK \[APPENDUID \d+ 3\].*\n1 EXPUNGE\n2 EXISTS/);
  assert.deepEqual(lines(await client.command('FETCH 1:* (UID FLAGS)')), [
    '1 FETCH (UID 2 FLAGS (\\Recent))',
    '2 FETCH (UID 3 FLAGS (\\Draft \\Recent))',
  ]);
});

test('identifiers, saved dates and previews', async t => {
  const { client } = await arrive(t);
  await put(client, { subject: 'un' });
  await client.command('SELECT INBOX');
  const [first] = lines(await client.command('FETCH 1 (EMAILID THREADID PREVIEW SAVEDATE)'));
  const [, email] =
    /EMAILID \((E[a-z0-9]+-[a-z0-9]+)\) THREADID \(T[a-z0-9-]+\) PREVIEW "x" SAVEDATE "24-Nov-2026 08:00:00 \+0000"/.exec(
      first!,
    )!;
  await client.command('COPY 1 Archives');
  await client.command('SELECT Archives');
  assert.deepEqual(lines(await client.command('FETCH 1 (EMAILID)')), [`1 FETCH (EMAILID (${email}))`]);
  assert.deepEqual(lines(await client.command(`SEARCH EMAILID ${email}`)), ['SEARCH 1']);
  assert.deepEqual(lines(await client.command('SEARCH SAVEDON 24-Nov-2026')), ['SEARCH 1']);
  assert.deepEqual(lines(await client.command('UID FETCH 1:* (UID) (PARTIAL 1:1)')), ['1 FETCH (UID 1)']);
  assert.deepEqual(lines(await client.command('SEARCH YOUNGER 60')), ['SEARCH 1']);
});

test('CATENATE puts a message together from pieces of others', async t => {
  const { actor, client } = await arrive(t);
  await client.command('CREATE Été');
  await client.command('APPEND INBOX ', Buffer.from('Subject: un\r\n\r\nle texte'));
  const url = Buffer.from('/INBOX/;UID=1/;SECTION=TEXT');
  const made = await client.command(
    'APPEND INBOX CATENATE (TEXT ',
    Buffer.from('Subject: deux\r\n\r\n'),
    ' URL ',
    url,
    ')',
  );
  assert.equal(made.status, 'OK', made.text);
  await client.command('SELECT INBOX');
  const [fetched] = (await client.command('FETCH 2 (BODY.PEEK[])')).untagged;
  assert.equal(`${fetched!.literals[0]}`, 'Subject: deux\r\n\r\nle texte');
  for (const wrong of [
    '/INBOX/;UID=9',
    '/Rien/;UID=1',
    '/INBOX;UIDVALIDITY=5/;UID=1',
    'http://x',
    `imap://autre@x/INBOX/;UID=1`,
  ])
    assert.match(whole(await client.command(`APPEND INBOX CATENATE (URL "${wrong}")`)), /^NO \[BADURL /, wrong);
  const selected = await client.command(
    `APPEND INBOX CATENATE (URL ";UID=1/;SECTION=HEADER" URL "imap://${actor.address.replace('@', '%40')}@x/INBOX/;UID=1/;SECTION=TEXT/;PARTIAL=3.2")`,
  );
  assert.equal(selected.status, 'OK', selected.text);
  const [whole3] = (await client.command('FETCH 3 (BODY.PEEK[])')).untagged;
  assert.equal(`${whole3!.literals[0]}`, 'Subject: un\r\n\r\nte');
});

test('URLAUTH: a signed URL lets another read one message, until the key is reset', async t => {
  const { actor, client } = await arrive(t);
  const { client: other, actor: friend } = await arrive(t);
  await put(client, { subject: 'un' });
  const user = encodeURIComponent(actor.address);
  const rump = (access: string) => `imap://${user}@imap.test/INBOX/;UID=1/;SECTION=HEADER;URLAUTH=${access}`;
  const sign = async (text: string) => {
    const [answer] = lines(await client.command(`GENURLAUTH "${text}" INTERNAL`));
    return /^GENURLAUTH "(.*)"$/.exec(answer!)![1]!;
  };
  const fetched = async (url: string) => {
    const [answer] = (await other.command(`URLFETCH "${url}"`)).untagged;
    return answer!.literals.map(String)[0] ?? answer!.text.replace(/.* /, '');
  };
  const url = await sign(rump('authuser'));
  assert.equal(await fetched(url), 'Subject: un\r\n\r\n');
  assert.equal(await fetched(await sign(rump(`user+${friend.address}`))), 'Subject: un\r\n\r\n');
  assert.equal(await fetched(await sign(rump('user+autre@x'))), 'NIL');
  assert.equal(await fetched(url.replace('UID=1', 'UID=2')), 'NIL');
  const late = `imap://${user}@imap.test/INBOX/;UID=1;EXPIRE=2026-01-01T00:00:00Z;URLAUTH=authuser`;
  assert.equal(await fetched(await sign(late)), 'NIL');
  await client.command('RESETKEY INBOX INTERNAL');
  assert.equal(await fetched(url), 'NIL');
});
