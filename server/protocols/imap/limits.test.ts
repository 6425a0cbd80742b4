import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import { Refusal } from '../../model/refusal.ts';
import { ImapClient, type Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor(
    {
      lineBefore: 200,
      line: 2000,
      literalsBefore: 100,
      literals: 1000,
      badBefore: 3,
      bad: 5,
      signInFailures: 2,
      perAccount: 2,
    },
    { messageBytes: 5000, keywordsPerMessage: 3, mailboxesPerAccount: 8 },
  );
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

const whole = ({ status, text }: Result) => `${status} ${text}`;

let people = 0;
async function arrive(t: TestContext) {
  const actor = await door.account(`lim${++people}`);
  return { actor, client: await door.connect(t, actor) };
}

test('lines and literals are bounded, less before signing in; what follows is still understood', async t => {
  const stranger = await door.connect(t);
  assert.match(whole(await stranger.command(`LOGIN ${'x'.repeat(300)} y`)), /^BAD \[TOOBIG\]/);
  assert.match(whole(await stranger.command('LOGIN ', Buffer.alloc(101, 'x'), ' y')), /^BAD \[TOOBIG\]/);
  assert.match(
    whole(await stranger.command(`LOGIN {5000+}\r\n${'y'.repeat(5000)} {20+}\r\n${'z'.repeat(20)}`)),
    /^BAD \[TOOBIG\]/,
  );
  assert.equal((await stranger.command('NOOP')).status, 'OK');
  const { client } = await arrive(t);
  assert.match(whole(await client.command(`SEARCH SUBJECT "${'x'.repeat(3000)}"`)), /^BAD \[TOOBIG\]/);
  assert.match(whole(await client.command('SEARCH SUBJECT ', Buffer.alloc(1001, 'x'))), /^BAD \[TOOBIG\]/);
  assert.equal((await client.command('NOOP')).status, 'OK');
});

test('a message that is too large is refused before it is sent, or thrown away where it comes unasked', async t => {
  const { client } = await arrive(t);
  assert.match(whole(await client.command('APPEND INBOX ', Buffer.alloc(5001, 'x'))), /^NO \[TOOBIG\]/);
  assert.match(whole(await client.command(`APPEND INBOX {6000+}\r\n${'x'.repeat(6000)}`)), /^NO \[TOOBIG\]/);
  assert.match(whole(await client.command(`APPEND INBOX {9000000000+}\r\n`)), /TOOBIG|BYE/);
  const { client: other } = await arrive(t);
  assert.match(whole(await other.command('APPEND INBOX ', Buffer.alloc(5000, 'x'))), /^OK/);
  assert.match(whole(await other.command('APPEND INBOX ', Buffer.alloc(0))), /^NO \[CANNOT\]/);
});

test('bad commands in a row end the session, and good ones forgive', async t => {
  const stranger = await door.connect(t);
  for (let each = 0; each < 3; each++) assert.equal((await stranger.command('NONSENSE')).status, 'BAD');
  await stranger.command('NOOP');
  for (let each = 0; each < 3; each++) assert.equal((await stranger.command('NONSENSE')).status, 'BAD');
  await stranger.command('NONSENSE');
  assert.equal((await stranger.command('NOOP')).status, 'BYE');
});

test('guessing ends after some tries, and says nothing of whether the account exists', async t => {
  const actor = await door.account('secrete');
  const answers: string[] = [];
  for (const address of [actor.address, 'personne@ac-amiens.test']) {
    const stranger = await door.connect(t);
    answers.push(whole(await stranger.command(`LOGIN ${address} faux`)));
    await stranger.command(`LOGIN ${address} encore`);
    assert.equal((await stranger.command('NOOP')).status, 'BYE');
  }
  assert.equal(answers[0], answers[1]);
});

test('one account has so many connections', async t => {
  const { actor } = await arrive(t);
  await door.connect(t, actor);
  const third = await door.connect(t);
  assert.match(whole(await third.command(`LOGIN ${actor.address} secret`)), /^NO \[LIMIT\]/);
});

test('keywords and mailboxes are bounded', async t => {
  const { client } = await arrive(t);
  await client.command('APPEND INBOX ', Buffer.from('Subject: x\r\n\r\nx'));
  await client.command('SELECT INBOX');
  assert.equal((await client.command('STORE 1 +FLAGS (a b c)')).status, 'OK');
  assert.match(whole(await client.command('STORE 1 +FLAGS (d)')), /^NO \[LIMIT\]/);
  assert.equal((await client.command('CREATE A')).status, 'OK');
  assert.equal((await client.command('CREATE B')).status, 'OK');
  assert.match(whole(await client.command('CREATE C')), /^NO \[LIMIT\]/);
  assert.match(whole(await client.command(`CREATE "a//b"`)), /^NO \[CANNOT\]/);
});

test('silence ends a session with a word', async t => {
  const quick = await imapDoor({ idleBefore: 50 });
  const client = await ImapClient.connect({ port: quick.port, tls: true });
  t.after(() => client.close());
  const bye = await client.untagged();
  assert.match(bye.text, /^BYE /);
  await quick.close();
});

test('a stopping server says good-bye to those who idle', async t => {
  const stopping = await imapDoor();
  const actor = await stopping.account('stop');
  const client = await stopping.connect(t, actor);
  await client.command('SELECT INBOX');
  const done = await client.idle();
  await stopping.close();
  assert.equal((await done()).status, 'BYE');
  assert.deepEqual(stopping.faults, []);
});

test('a token of the house lets in, any other is told why; JMAP is told of to those who are in', async t => {
  const people = new Map<string, Awaited<ReturnType<ImapDoor['account']>>>();
  const signInToken = async ({ token }: { token: string }) => {
    const actor = people.get(token);
    if (actor === undefined) throw new Refusal('bad-credentials');
    return actor;
  };
  const lent = await imapDoor({}, {}, { signInToken, jmapUrl: 'https://mail.test/.well-known/jmap' });
  people.set('good', await lent.account('jeton'));
  const bearer = (token: string) => Buffer.from(`n,,\x01auth=Bearer ${token}\x01\x01`).toString('base64');
  const client = await lent.connect(t);
  assert.match(client.greeting, /AUTH=OAUTHBEARER AUTH=XOAUTH2/);
  const refused = client.continuation();
  const answer = client.command(`AUTHENTICATE OAUTHBEARER ${bearer('bad')}`);
  assert.match(Buffer.from(await refused, 'base64').toString(), /invalid_token/);
  client.raw('AQ==\r\n');
  assert.match(whole(await answer), /^NO \[AUTHENTICATIONFAILED\]/);
  assert.match(
    whole(await client.command(`AUTHENTICATE OAUTHBEARER ${bearer('good')}`)),
    /^OK \[CAPABILITY .*JMAPACCESS/,
  );
  assert.equal(
    (await client.command('GETJMAPACCESS')).untagged[0]!.text,
    'JMAPACCESS "https://mail.test/.well-known/jmap"',
  );
  await lent.close();
});
