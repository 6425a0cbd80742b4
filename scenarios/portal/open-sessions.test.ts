/** What mail programs hold open ends when the keys of its account change: through the real ports, with real clients. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { ImapFlow } from 'imapflow';
import { type MailHouse, mailHouse } from '../../dev/testing/mail-house.ts';
import { startImap } from '../../server/protocols/imap/server.ts';
import { connectManageSieve } from '../../server/protocols/managesieve/client.ts';
import { startManageSieve } from '../../server/protocols/managesieve/server.ts';
import { connectSmtp } from '../../server/protocols/smtp/client.ts';
import { startSubmission } from '../../server/protocols/smtp/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../server/protocols/wire/timers.ts';
import { changePassword } from '../../server/services/accounts/change-password.ts';
import { suspend } from '../../server/services/accounts/change-state.ts';
import { createArtifacts } from '../../server/services/oidc/artifacts.ts';
import { createSignInToken } from '../../server/services/oidc/sign-in-token.ts';
import { createPresence, type Presence } from '../../server/services/signing-in/presence.ts';

let mail: MailHouse;
let presence: Presence;
let doors: Awaited<ReturnType<typeof openDoors>>;
before(async () => {
  mail = await mailHouse();
  presence = createPresence(mail.house);
  doors = await openDoors();
});
after(async () => {
  await Promise.all(Object.values(doors).map(door => door.close()));
  presence.close();
  await mail.close();
  assert.deepEqual(mail.faults, []);
});

async function openDoors() {
  const context = serverSecureContext(await throwawayCertificate('mail.test', new Date()));
  const limits = { total: 20, perNetwork: 20, tarpit: 0 };
  const shared = { host: '127.0.0.1', port: 0, secureContext: () => context, timers: systemTimers, limits };
  const house = { ...mail.house, presence, signInToken: createSignInToken(mail.house) };
  return {
    imap: await startImap(house, { ...shared, tls: 'implicit' }),
    submission: await startSubmission(house, { ...shared, tls: 'implicit' }),
    sieve: await startManageSieve(house, { ...shared, tls: 'none' }),
  };
}

/** A mail program that idles on its INBOX. */
async function phone(user: string, pass = 'secret'): Promise<ImapFlow> {
  const { port } = doors.imap;
  const tls = { rejectUnauthorized: false };
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: true, tls, auth: { user, pass }, logger: false });
  await client.connect();
  await client.mailboxOpen('INBOX');
  return client;
}
const secretOf = (user: string) => Buffer.from(`\0${user}\0secret`).toString('base64');

test('a new password ends the phone that idles, and nobody else’s', async () => {
  const [marie, paul] = [await mail.account('marie'), await mail.account('paul')];
  const [stolen, other] = [await phone(marie.address), await phone(paul.address)];
  void stolen.idle();
  await presence.compare();
  assert.equal(stolen.usable, true);
  const closed = once(stolen, 'close');
  const newPassword = 'Granit_Papaye_38';
  await changePassword(mail.house, marie, { current: 'secret', newPassword, remote: '127.0.0.1' });
  await presence.compare();
  await closed;
  assert.ok(await other.noop().then(() => true));
  await assert.rejects(phone(marie.address));
  const again = await phone(marie.address, newPassword);
  await Promise.all([again.logout(), other.logout()]);
});

test('a suspension ends what submits and what edits filters, each told in its own words', async () => {
  const { accountId, address } = await mail.account('lea');
  const smtp = await connectSmtp({ port: doors.submission.port, tls: true });
  await smtp.reply();
  await smtp.command('EHLO phone.test');
  assert.match((await smtp.command(`AUTH PLAIN ${secretOf(address)}`)).join(), /^235/);
  const sieve = await connectManageSieve(doors.sieve.port);
  await sieve.answer();
  await sieve.startTls();
  assert.equal((await sieve.command(`AUTHENTICATE "PLAIN" "${secretOf(address)}"`)).status, 'OK');
  await suspend(mail.house, 'console', accountId, 'Enquête en cours.');
  await presence.compare();
  assert.match((await smtp.reply()).join(), /^421-4\.7\.0 Les cles du compte ont change/);
  assert.match((await sieve.answer()).status, /^BYE "Les clés du compte ont changé/);
  assert.equal(await sieve.line(), null);
  smtp.destroy();
  sieve.destroy();
});

test('R3 a token of the portal signs in where passwords do; one that expired is told why before it is refused', async () => {
  const { accountId, address: user } = await mail.account('tom');
  const artifacts = createArtifacts(mail.house, 'AccessToken');
  await artifacts.upsert('a-token-of-tom', { accountId: String(accountId), scope: 'openid mail' }, 3600);
  const { port } = doors.imap;
  const program = (accessToken: string) =>
    new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: true,
      tls: { rejectUnauthorized: false },
      auth: { user, accessToken },
      logger: false,
    });
  const client = program('a-token-of-tom');
  await client.connect();
  assert.ok(await client.mailboxOpen('INBOX'));
  await client.logout();
  const smtp = await connectSmtp({ port: doors.submission.port, tls: true });
  await smtp.reply();
  assert.match((await smtp.command('EHLO phone.test')).join(), /AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2/);
  const bearer = (token: string) => Buffer.from(`n,a=${user},\x01auth=Bearer ${token}\x01\x01`).toString('base64');
  assert.match((await smtp.command(`AUTH OAUTHBEARER ${bearer('another')}`)).join(), /^334 /);
  assert.match((await smtp.command('AQ==')).join(), /^535-5\.7\.8/);
  assert.match((await smtp.command(`AUTH OAUTHBEARER ${bearer('a-token-of-tom')}`)).join(), /^235/);
  smtp.destroy();
  const sieve = await connectManageSieve(doors.sieve.port);
  await sieve.answer();
  assert.ok((await sieve.startTls()).lines.includes('"SASL" "PLAIN OAUTHBEARER"'));
  sieve.send(`AUTHENTICATE "OAUTHBEARER" "${bearer('another')}"\r\n`);
  const told = JSON.parse(Buffer.from((await sieve.line())!.replaceAll('"', ''), 'base64').toString());
  assert.equal(told.status, 'invalid_token');
  assert.match((await sieve.command('"AQ=="')).status, /^NO/);
  const masked = Buffer.from(`n,a=${user},\x01auth=Bearer x\0y\x01\x01`).toString('base64');
  assert.match((await sieve.command(`AUTHENTICATE "OAUTHBEARER" "${masked}"`)).status, /^NO "R.*mal form/);
  assert.equal((await sieve.command(`AUTHENTICATE "OAUTHBEARER" "${bearer('a-token-of-tom')}"`)).status, 'OK');
  assert.match((await sieve.command('LISTSCRIPTS')).status, /^OK/);
  sieve.destroy();
  mail.clock.advance(3601_000);
  await assert.rejects(program('a-token-of-tom').connect(), { authenticationFailed: true });
});
