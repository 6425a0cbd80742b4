import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import { createPresence } from '../../services/signing-in/presence.ts';
import { createScram } from '../../services/signing-in/scram.ts';
import { findCredentials } from '../../store/accounts.ts';
import { scramClient } from '../wire/scram-client.ts';
import { serverSecureContext } from '../wire/secure-context.ts';
import { throwawayCertificate } from '../wire/throwaway-certificate.ts';
import { systemTimers } from '../wire/timers.ts';
import { connectManageSieve, literal, type ManageSieveClient } from './client.ts';
import { startManageSieve } from './server.ts';

let tests: MailHouse;
let server: Awaited<ReturnType<typeof startManageSieve>>;
const clients: ManageSieveClient[] = [];
before(async () => {
  tests = await mailHouse();
  const context = serverSecureContext(await throwawayCertificate('mail.test', new Date()));
  server = await startManageSieve(tests.house, {
    host: '127.0.0.1',
    port: 0,
    tls: 'none',
    secureContext: () => context,
    timers: systemTimers,
    limits: { total: 20, perNetwork: 20, tarpit: 0, errors: 6, literal: 300_000 },
  });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});
after(async () => {
  await server.close();
  assert.deepEqual(tests.faults, []);
  await tests.close();
});

async function connect(): Promise<ManageSieveClient> {
  const client = await connectManageSieve(server.port);
  clients.push(client);
  return client;
}

async function secured(): Promise<ManageSieveClient> {
  const client = await connect();
  await client.answer();
  await client.startTls();
  return client;
}

const token = (user: string, password = 'secret', as = '') =>
  Buffer.from(`${as}\0${user}\0${password}`).toString('base64');

let people = 0;
async function signedIn(): Promise<ManageSieveClient> {
  const actor = await tests.account(`sieve.${++people}`);
  const client = await secured();
  assert.equal((await client.command(`AUTHENTICATE "PLAIN" "${token(actor.address)}"`)).status, 'OK');
  return client;
}

test('the greeting tells what can be done, and offers no password in the clear (rfc/5804#1.7)', async () => {
  const client = await connect();
  const { lines, status } = await client.answer();
  assert.equal(status, 'OK "Vaguemestre"');
  for (const line of ['"SASL" ""', '"STARTTLS"', '"VERSION" "1.0"', '"MAXREDIRECTS" "4"', '"NOTIFY" "mailto"']) {
    assert.ok(lines.includes(line), line);
  }
  const sieve = lines.find(line => line.startsWith('"SIEVE"'))!;
  assert.ok(sieve.includes('vacation-seconds') && sieve.includes('imapsieve') && sieve.includes('mboxmetadata'));
  const refused = await client.command(`AUTHENTICATE "PLAIN" "${token('a@b')}"`);
  assert.ok(refused.status.startsWith('NO (ENCRYPT-NEEDED)'));
});

test('after STARTTLS the capabilities come unasked, with PLAIN (rfc/5804#2.2)', async () => {
  const client = await connect();
  await client.answer();
  const { lines } = await client.startTls();
  assert.ok(lines.includes('"SASL" "PLAIN"'));
  assert.ok(!lines.includes('"STARTTLS"'));
  assert.ok((await client.command('STARTTLS')).status.startsWith('NO'));
});

test('what was sent before the handshake is thrown away', async () => {
  const client = await connect();
  await client.answer();
  client.send('STARTTLS\r\nNOOP "avant"\r\n');
  assert.equal((await client.answer()).status, 'OK');
});

test('PLAIN with and without an initial response, in quotes and counted (rfc/5804#2.1)', async () => {
  const { address } = await tests.account('sieve.sasl');
  const one = await secured();
  one.send('AUTHENTICATE "plain"\r\n');
  assert.equal(await one.line(), '""');
  assert.equal((await one.command(`"${token(address)}"`)).status, 'OK');
  assert.ok((await one.command('CAPABILITY')).lines.includes(`"OWNER" "${address}"`));
  const two = await secured();
  two.send(`AUTHENTICATE "PLAIN" ${literal(token(address))}\r\n`);
  assert.equal((await two.answer()).status, 'OK');
  const three = await secured();
  three.send('AUTHENTICATE "PLAIN"\r\n');
  await three.line();
  assert.ok((await three.command('"*"')).status.startsWith('NO'));
  three.send('AUTHENTICATE "PLAIN"\r\n');
  await three.line();
  assert.equal((await three.command(literal(token(address)))).status, 'OK');
});

test('wrong passwords, other people and other mechanisms are refused, and in the end hung up on', async () => {
  const { address } = await tests.account('sieve.wrong');
  const client = await secured();
  assert.ok((await client.command('AUTHENTICATE "GSSAPI"')).status.startsWith('NO'));
  assert.ok(
    (await client.command(`AUTHENTICATE "PLAIN" "${token(address, 'secret', 'autre@x.fr')}"`)).status.startsWith('NO'),
  );
  assert.ok((await client.command('AUTHENTICATE "PLAIN" "§"')).status.startsWith('NO'));
  for (const expected of ['NO', 'NO', 'BYE']) {
    assert.ok((await client.command(`AUTHENTICATE "PLAIN" "${token(address, 'faux')}"`)).status.startsWith(expected));
  }
  assert.equal(await client.line(), null);
});

test('nothing about scripts is told to strangers', async () => {
  const client = await secured();
  for (const command of ['LISTSCRIPTS', 'GETSCRIPT "a"', 'CHECKSCRIPT "keep;"', 'UNAUTHENTICATE']) {
    assert.ok((await client.command(command)).status.startsWith('NO'), command);
  }
});

test('a script is put, listed, activated, read, renamed and removed (rfc/5804#2.6)', async () => {
  const client = await signedIn();
  const script = 'require "fileinto";\r\nfileinto "é";\r\n';
  assert.equal((await client.command(`PUTSCRIPT "été" ${literal(script)}`)).status, 'OK');
  assert.deepEqual(await client.command('LISTSCRIPTS'), { lines: ['"été"'], status: 'OK' });
  assert.equal((await client.command('SETACTIVE "été"')).status, 'OK');
  assert.deepEqual((await client.command('LISTSCRIPTS')).lines, ['"été" ACTIVE']);
  assert.deepEqual(await client.command('GETSCRIPT "été"'), { lines: [script], status: 'OK' });
  assert.ok((await client.command('DELETESCRIPT "été"')).status.startsWith('NO (ACTIVE)'));
  assert.equal((await client.command('RENAMESCRIPT "été" "hiver"')).status, 'OK');
  assert.deepEqual((await client.command('LISTSCRIPTS')).lines, ['"hiver" ACTIVE']);
  assert.equal((await client.command('SETACTIVE ""')).status, 'OK');
  assert.equal((await client.command('DELETESCRIPT "hiver"')).status, 'OK');
  assert.ok((await client.command('GETSCRIPT "hiver"')).status.startsWith('NO (NONEXISTENT)'));
  await client.command('PUTSCRIPT "a" "keep;"');
  await client.command('PUTSCRIPT "b" "keep;"');
  assert.ok((await client.command('RENAMESCRIPT "a" "b"')).status.startsWith('NO (ALREADYEXISTS)'));
  assert.equal((await client.command('LOGOUT')).status.slice(0, 2), 'OK');
  assert.equal(await client.line(), null);
});

test('faults come with line and column, French first; remarks with an OK (rfc/5804#2.12)', async () => {
  const client = await signedIn();
  const { status } = await client.command(`CHECKSCRIPT ${literal('keep;\r\nfileinto "A";')}`);
  assert.ok(status.startsWith('NO ligne 2, colonne 1'));
  assert.ok(status.includes('line 2, column 1: "fileinto" needs require "fileinto"'));
  assert.ok((await client.command('CHECKSCRIPT "require \\"copy\\"; keep;"')).status.startsWith('OK (WARNINGS)'));
  assert.ok((await client.command('PUTSCRIPT "a" "nonsense;"')).status.startsWith('NO'));
  assert.deepEqual((await client.command('LISTSCRIPTS')).lines, []);
});

test('space is asked for and kept to (rfc/5804#2.5)', async () => {
  const client = await signedIn();
  assert.equal((await client.command('HAVESPACE "a" 1000')).status, 'OK');
  assert.ok((await client.command('HAVESPACE "a" 4000000000')).status.startsWith('NO (QUOTA/MAXSIZE)'));
  assert.ok(
    (await client.command(`PUTSCRIPT "a" ${literal(`#${'x'.repeat(290_000)}`)}`)).status.startsWith(
      'NO (QUOTA/MAXSIZE)',
    ),
  );
  assert.ok((await client.command(`PUTSCRIPT "a" ${literal('x'.repeat(400_000))}`)).status.startsWith('NO'));
  assert.equal((await client.command('NOOP')).status, 'OK');
});

test('NOOP gives back its tag; UNAUTHENTICATE makes a stranger again (rfc/5804#2.13, rfc/5804#2.14.1)', async () => {
  const client = await signedIn();
  assert.equal((await client.command('NOOP "a\\"b"')).status, 'OK (TAG "a\\"b")');
  assert.equal((await client.command('UNAUTHENTICATE')).status, 'OK');
  assert.ok((await client.command('LISTSCRIPTS')).status.startsWith('NO'));
});

test('what is no command is answered, and too much of it ends the session', async () => {
  const client = await secured();
  for (const line of ['', '"', 'NOOP "a" "b"', 'NOOP 3', 'HAVESPACE 1 "a"', 'FROB']) {
    const { status } = await client.command(line);
    assert.ok(status.startsWith(line === 'FROB' ? 'BYE' : 'NO'), `${line}: ${status}`);
  }
  assert.equal(await client.line(), null);
});

test('a session under way is told when the service stops', async () => {
  const context = serverSecureContext(await throwawayCertificate('mail.test', new Date()));
  const stopping = await startManageSieve(tests.house, {
    host: '127.0.0.1',
    port: 0,
    tls: 'none',
    secureContext: () => context,
    timers: systemTimers,
    limits: { total: 1, perNetwork: 1 },
  });
  const client = await connectManageSieve(stopping.port);
  clients.push(client);
  await client.answer();
  const other = await connectManageSieve(stopping.port);
  clients.push(other);
  assert.ok((await other.answer()).status.startsWith('BYE (TRYLATER)'));
  const closing = stopping.close(100);
  assert.ok((await client.answer()).status.startsWith('BYE (TRYLATER)'));
  await closing;
});

test('a session ends when its account is suspended, or its password changed', async () => {
  const presence = createPresence(tests.house);
  const context = serverSecureContext(await throwawayCertificate('mail.test', new Date()));
  const watched = await startManageSieve(
    { ...tests.house, presence },
    {
      host: '127.0.0.1',
      port: 0,
      tls: 'none',
      secureContext: () => context,
      timers: systemTimers,
      limits: { total: 20, perNetwork: 20 },
    },
  );
  const actor = await tests.account('sieve.suspendu');
  const client = await connectManageSieve(watched.port);
  clients.push(client);
  await client.answer();
  await client.startTls();
  assert.equal((await client.command(`AUTHENTICATE "PLAIN" "${token(actor.address)}"`)).status, 'OK');
  await presence.compare();
  assert.equal((await client.command('LISTSCRIPTS')).status, 'OK');
  await tests.house.store.database.query({
    text: `update account set state = 'suspended', credential_version = credential_version + 1 where account_id = $1`,
    values: [actor.accountId],
  });
  await presence.compare();
  assert.ok((await client.answer()).status.startsWith('BYE'));
  assert.equal(await client.line(), null);
  presence.close();
  await watched.close();
});

test('where SCRAM is switched on, a password may be proved in the place of being sent', async () => {
  const scram = createScram(tests.house);
  const actor = await tests.account('sieve.scram');
  const credentials = await findCredentials(tests.house.store.database, actor.address);
  await scram.learn(actor.accountId, credentials!.passwordHash!, 'secret');
  const context = serverSecureContext(await throwawayCertificate('mail.test', new Date()));
  const door = await startManageSieve(
    { ...tests.house, scram },
    {
      ...{ host: '127.0.0.1', port: 0, tls: 'none', secureContext: () => context, timers: systemTimers },
      limits: { total: 20, perNetwork: 20, tarpit: 0 },
    },
  );
  const client = await connectManageSieve(door.port);
  clients.push(client);
  await client.answer();
  const { lines } = await client.startTls();
  assert.ok(lines.includes('"SASL" "PLAIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS"'));
  const encode = (text: string) => `"${Buffer.from(text).toString('base64')}"\r\n`;
  const decode = (line: string | null) => Buffer.from(line!.slice(1, -1), 'base64').toString();
  const proof = scramClient(actor.address, 'secret');
  client.send(`AUTHENTICATE "SCRAM-SHA-256" ${encode(proof.first)}`);
  client.send(encode(proof.final(decode(await client.line()))));
  assert.equal(decode(await client.line()), proof.serverFinal());
  client.send('""\r\n');
  assert.match((await client.answer()).status, /^OK/);
  await door.close();
});
