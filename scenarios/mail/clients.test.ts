/** Programs that are not ours send through every port: what they need of Debian is skipped where it is not installed. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { openDoors } from './doors.ts';

const doors = await openDoors();
after(() => doors.close());
const { ports, password, marie, paul } = doors;
const run = promisify(execFile);
const without = (path: string) => (existsSync(path) ? false : `${path} is not installed`);

/** Does it, and says how many messages more the reader has. */
async function arriving(work: () => Promise<unknown>): Promise<number> {
  const before = await doors.count();
  await work();
  return (await doors.count()) - before;
}

const swaks = (port: number, from: string, ...more: string[]) =>
  run('/usr/bin/swaks', [
    '--server',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--from',
    from,
    '--to',
    paul.address,
    '--hide-all',
    ...more,
  ]);
const signedIn = ['--auth', 'PLAIN', '--auth-user', marie.address, '--auth-password', password];
const swaksAbsent = without('/usr/bin/swaks');

test('swaks: arrival in clear and under STARTTLS', { skip: swaksAbsent }, async () => {
  assert.equal(await arriving(() => swaks(ports.arrival, 'ext@out.test')), 1);
  assert.equal(await arriving(() => swaks(ports.arrival, 'ext@out.test', '--tls')), 1);
});

test('swaks: submission by TLS, by STARTTLS, and by TLS on the STARTTLS port', { skip: swaksAbsent }, async () => {
  assert.equal(await arriving(() => swaks(ports.submissions, marie.address, '--tlsc', ...signedIn)), 1);
  assert.equal(await arriving(() => swaks(ports.submission, marie.address, '--tls', ...signedIn)), 1);
  assert.equal(await arriving(() => swaks(ports.submission, marie.address, '--tlsc', ...signedIn)), 1);
});

test('swaks: LMTP; a clear submission and another’s name are refused', { skip: swaksAbsent }, async () => {
  assert.equal(await arriving(() => swaks(ports.lmtp, 'ext@out.test', '--protocol', 'LMTP')), 1);
  await assert.rejects(swaks(ports.submission, marie.address, ...signedIn));
  await assert.rejects(swaks(ports.submissions, 'paul@ac.test', '--tlsc', ...signedIn));
});

test('smtp-source: 640 mails over 64 connections at once, each in the mailbox', {
  skip: without('/usr/sbin/smtp-source'),
}, async () => {
  const words = ['-s', '64', '-m', '640', '-l', '4096', '-f', 'ext@out.test', '-t', paul.address];
  const count = await arriving(() => run('/usr/sbin/smtp-source', [...words, `127.0.0.1:${ports.arrival}`]));
  assert.equal(count, 640);
});

test('smtp-source speaks LMTP as well, 64 at once', { skip: without('/usr/sbin/smtp-source') }, async () => {
  const words = ['-L', '-s', '64', '-m', '128', '-l', '4096', '-f', 'ext@out.test', '-t', paul.address];
  const count = await arriving(() => run('/usr/sbin/smtp-source', [...words, `127.0.0.1:${ports.lmtp}`]));
  assert.equal(count, 128);
});

const curl = (url: string, from: string, ...more: string[]) => {
  const done = run('/usr/bin/curl', [
    '--silent',
    '--show-error',
    '--insecure',
    '--mail-from',
    from,
    '--mail-rcpt',
    paul.address,
    '--upload-file',
    '-',
    ...more,
    url,
  ]);
  done.child.stdin!.end(`From: ${from}\r\nTo: ${paul.address}\r\nSubject: curl\r\n\r\nbonjour\r\n`);
  return done;
};

test('curl: arrival, and submission on both ports', { skip: without('/usr/bin/curl') }, async () => {
  const user = ['--user', `${marie.address}:${password}`];
  assert.equal(await arriving(() => curl(`smtp://127.0.0.1:${ports.arrival}/client.test`, 'ext@out.test')), 1);
  assert.equal(await arriving(() => curl(`smtps://127.0.0.1:${ports.submissions}`, marie.address, ...user)), 1);
  assert.equal(
    await arriving(() => curl(`smtp://127.0.0.1:${ports.submission}`, marie.address, '--ssl-reqd', ...user)),
    1,
  );
  assert.equal(await arriving(() => curl(`smtps://127.0.0.1:${ports.submission}`, marie.address, ...user)), 1);
});

test('nodemailer: a pool on each submission port, with TLS at once and with STARTTLS', async () => {
  for (const [port, secure] of [
    [ports.submissions, true],
    [ports.submission, false],
    [ports.submission, true],
  ] as const) {
    const transport = createTransport({
      host: '127.0.0.1',
      port,
      secure,
      pool: true,
      maxConnections: 3,
      requireTLS: true,
      auth: { user: marie.address, pass: password },
      tls: { rejectUnauthorized: false },
    });
    const mail = { from: marie.address, to: paul.address, subject: 'élève', text: 'à demain' };
    assert.equal(await arriving(() => Promise.all(Array.from({ length: 10 }, () => transport.sendMail(mail)))), 10);
    transport.close();
  }
});

test('nodemailer: arrival and LMTP, which ask nobody who they are', async () => {
  for (const more of [{ port: ports.arrival }, { port: ports.lmtp, lmtp: true, ignoreTLS: true }]) {
    const transport = createTransport({ host: '127.0.0.1', tls: { rejectUnauthorized: false }, ...more });
    const mail = { from: 'ext@out.test', to: paul.address, subject: 'élève', text: 'à demain' };
    assert.equal(await arriving(() => transport.sendMail(mail)), 1);
    transport.close();
  }
});

test('nothing here was a bug', () => assert.deepEqual(doors.test.faults, []));
