/** The main job end to end, on real input, with clients that are not ours: what the ground promises. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { type Demo, type DemoPerson, post, somebody, startDemo } from './demo-process.ts';

const directory = await mkdtemp(join(tmpdir(), 'vaguemestre demo é-'));
const words = ['--data', join(directory, 'données'), '--offset', '20000'];
const newPassword = 'Ornithorynque-Bleu-47';
let demo: Demo;

before(async () => {
  demo = await startDemo(words);
});
after(async () => {
  await demo.stop();
  await rm(directory, { recursive: true, force: true });
});

function imap({ address, password }: DemoPerson): ImapFlow {
  const auth = { user: address, pass: password ?? '' };
  const tls = { ca: demo.authority };
  return new ImapFlow({ host: 'localhost', port: demo.line.imaps, secure: true, auth, tls, logger: false });
}

function send(from: DemoPerson, to: DemoPerson, subject: string, port: 'submissions' | 'submission'): Promise<unknown> {
  const transport = createTransport({
    host: 'localhost',
    port: demo.line[port],
    secure: port === 'submissions',
    requireTLS: true,
    auth: { user: from.address, pass: from.password ?? '' },
    tls: { ca: demo.authority },
  });
  const message = { from: from.address, to: to.address, subject, text: 'Bonjour, à demain.' };
  return transport.sendMail(message).finally(() => transport.close());
}

/** Idles, lets `deliver` work, and reads the newest message once the server has told of one without being asked. */
async function onArrival(
  client: ImapFlow,
  deliver: () => Promise<unknown>,
): Promise<{ subject: string; source: string }> {
  const told = new Promise(resolve => client.once('exists', resolve));
  void client.idle();
  await Promise.all([told, deliver()]);
  const last = await client.fetchOne('*', { envelope: true, source: true });
  assert.ok(last !== false);
  return { subject: last.envelope?.subject ?? '', source: last.source?.toString() ?? '' };
}

test('R6 before activation IMAP and SMTP refuse, in words that tell to activate', async () => {
  const person = somebody(demo, 'provisional');
  await assert.rejects(imap(person).connect(), (error: Error & { responseText?: string }) => {
    assert.match(error.responseText ?? '', /activ/);
    return true;
  });
  await assert.rejects(send(person, person, 'trop tôt', 'submissions'), /activez-le/);
});

test('R6 R7 R10 R11 after activation the same password opens IMAP and sends, and the recipient sees it at once', async () => {
  const person = somebody(demo, 'provisional');
  const proof =
    person.numen === null
      ? { kind: 'birth-date', birthDate: person.birthDate }
      : { kind: 'numen', numen: person.numen };
  const activated = await post(demo, '/api/activation', {
    identifier: person.address,
    provisionalPassword: person.password,
    proof,
    charterAccepted: true,
    newPassword,
  });
  assert.equal(activated.status, 200, JSON.stringify(activated.body));

  const sender = { ...person, password: newPassword };
  const reader = somebody(demo, 'active');
  const client = imap(reader);
  await client.connect();
  await client.mailboxOpen('INBOX');
  for (const port of ['submissions', 'submission'] as const) {
    const subject = `Réunion du conseil, par ${port}`;
    const arrived = await onArrival(client, () => send(sender, reader, subject, port));
    const { source } = arrived;
    assert.equal(arrived.subject, subject);
    assert.match(source, /^Return-Path: /);
    assert.match(source, /Bonjour, =C3=A0 demain\.|Bonjour, à demain\./);
    assert.doesNotMatch(source, /127\.0\.0\.1|localhost/, 'the client’s address is nobody’s business');
  }
  await client.logout();

  const own = imap(sender);
  await own.connect();
  const folders = await own.list();
  assert.ok(folders.some(folder => folder.path === 'Envoyés' && folder.specialUse === '\\Sent'));
  await own.logout();
});

test('a mail from outside arrives by SMTP and by LMTP', { skip: !existsSync('/usr/bin/curl') }, async () => {
  const reader = somebody(demo, 'active', 1);
  const client = imap(reader);
  await client.connect();
  await client.mailboxOpen('INBOX');
  for (const door of ['smtp', 'lmtp'] as const) {
    const subject = `Devis ${door}`;
    const arrived = await onArrival(client, () =>
      door === 'smtp' ? curl(reader.address, subject) : lmtp(reader.address, subject),
    );
    assert.equal(arrived.subject, subject);
  }
  await client.logout();
});

async function curl(to: string, subject: string): Promise<void> {
  const file = join(directory, 'devis.eml');
  await writeFile(file, `From: devis@fournisseur.test\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nBonjour.\r\n`);
  const words = [`smtp://127.0.0.1:${demo.line.smtp}`, '--mail-from', 'devis@fournisseur.test', '--mail-rcpt', to];
  await promisify(execFile)('curl', ['-sS', ...words, '-T', file]);
}

async function lmtp(to: string, subject: string): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: demo.line.lmtp, lmtp: true, ignoreTLS: true });
  await transport.sendMail({ from: 'devis@fournisseur.test', to, subject, text: 'Bonjour.' });
  transport.close();
}

test('Ctrl-C ends every process, and a second start keeps the data', async () => {
  const people = demo.line.people.length;
  await demo.stop();
  demo = await startDemo(words);
  assert.equal(demo.line.people.length, people);
  const reader = somebody(demo, 'active');
  const client = imap(reader);
  await client.connect();
  const { exists } = await client.mailboxOpen('INBOX');
  assert.ok(exists > 2);
  await client.logout();
});
