import assert from 'node:assert/strict';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { after, test } from 'node:test';
import { type Scripted, startScriptedResolver } from '../../../scenarios/outside/scripted-resolver.ts';
import { openWorld } from '../../../scenarios/outside/world.ts';
import { createCertificates } from '../../cli/certificates.ts';
import { throwawayCertificate } from '../../protocols/wire/throwaway-certificate.ts';
import type { RemoteMessage } from '../smtp/remote-session.ts';
import { createValidatingDns } from '../validating-dns.ts';
import { matchesDane } from './dane.ts';
import type { TlsSeen } from './outside.ts';

const certificate = await throwawayCertificate('another.name', new Date());
const answers = new Map<string, Scripted>();
const resolver = await startScriptedResolver(answers);
const seen: TlsSeen[] = [];
const world = await openWorld(certificate, {
  authorities: [],
  validating: createValidatingDns({ servers: [resolver.server], random: randomBytes, timeout: 300 }),
  tlsSeen: one => seen.push(one),
});
after(async () => {
  await world.close();
  await resolver.close();
});

const spki = (pem: string) => new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const record = (usage: number, selector: number, matching: number, data: Buffer) =>
  Buffer.concat([Buffer.from([usage, selector, matching]), data]);
const right = record(3, 1, 1, digest(spki(certificate.certificate)));

const message = (address: string): RemoteMessage => ({
  sender: 'marie@ac.test',
  recipients: [{ address, notify: null, orcpt: null }],
  bytes: Buffer.from('Subject: x\r\n\r\n.\r\n'),
  body: '7BIT',
  utf8: false,
  tls: 'usual',
  ret: null,
  envid: null,
  by: null,
  priority: null,
});

/** A domain whose zone is signed, and whose host publishes this. */
async function domain(name: string, tlsa: Scripted, more: { signed?: boolean; tls?: 'good' | 'none' } = {}) {
  const mx = await world.add(name, { tls: more.tls ?? 'good' });
  const secure = more.signed ?? true;
  answers.set(`MX ${name}`, { secure });
  answers.set(`A mx.${name}`, { secure });
  answers.set(`AAAA mx.${name}`, { secure });
  answers.set(`TLSA _${world.port()}._tcp.mx.${name}`, tlsa);
  const [outcome] = await world.outside.send(name, message(`a@${name}`));
  return { ...outcome!, taken: mx.taken.length };
}

test('the certificate its zone publishes is believed, whatever authorities and names say', async () => {
  const outcome = await domain('right.test', { records: [right], secure: true });
  assert.deepEqual([outcome.kind, outcome.taken], ['sent', 1]);
  assert.deepEqual(seen.at(-1), { domain: 'right.test', host: 'mx.right.test', policy: 'tlsa', fault: null });
});

test('another certificate puts the mail off, and so does a server without TLS', async () => {
  const wrong = record(3, 1, 1, digest(Buffer.from('x')));
  const outcome = await domain('wrong.test', { records: [wrong], secure: true });
  assert.deepEqual([outcome.kind, outcome.status, outcome.taken], ['put-off', '4.7.5', 0]);
  assert.equal(seen.at(-1)?.fault, 'tlsa-invalid');
  const bare = await domain('bare.test', { records: [right], secure: true }, { tls: 'none' });
  assert.deepEqual([bare.kind, bare.taken], ['put-off', 0]);
  assert.equal(seen.at(-1)?.fault, 'starttls-not-supported');
});

test('a resolver that fails on the question keeps the mail waiting: somebody may be hiding the proof', async () => {
  const outcome = await domain('bogus.test', { code: 2 });
  assert.deepEqual([outcome.kind, outcome.taken], ['put-off', 0]);
  assert.equal(seen.at(-1)?.fault, 'dnssec-invalid');
});

test('records that nothing proves, or of an unsigned zone, mean nothing', async () => {
  const wrong = record(3, 1, 1, digest(Buffer.from('x')));
  assert.equal((await domain('unproven.test', { records: [wrong] })).kind, 'sent');
  assert.equal((await domain('unsigned.test', { code: 2 }, { signed: false })).kind, 'sent');
  assert.ok(!resolver.asked.includes(`TLSA _${world.port()}._tcp.mx.unsigned.test`));
});

test('records that cannot be used demand TLS, from whomever', async () => {
  const strange = record(1, 1, 1, digest(Buffer.from('x')));
  assert.equal((await domain('strange.test', { records: [strange], secure: true })).kind, 'sent');
  const bare = await domain('strange-bare.test', { records: [strange], secure: true }, { tls: 'none' });
  assert.equal(bare.kind, 'put-off');
});

test('an authority of theirs: the chain must lead there, the name must be in the certificate, the dates count', async () => {
  const now = new Date();
  const { authority, server } = await createCertificates({ now: () => now }, ['mx.right.test']);
  const chain = [server, authority].map(({ certificate }) => new X509Certificate(certificate).raw);
  const tlsa = { usage: 2, selector: 0, matching: 1, data: digest(chain[1]!) };
  assert.ok(matchesDane([tlsa], chain, ['mx.right.test'], now));
  assert.ok(!matchesDane([tlsa], chain, ['mx.other.test'], now));
  assert.ok(!matchesDane([tlsa], chain.slice(0, 1), ['mx.right.test'], now));
  assert.ok(!matchesDane([tlsa], chain, ['mx.right.test'], new Date(now.getTime() + 800 * 86_400_000)));
  const stranger = new X509Certificate(certificate.certificate).raw;
  assert.ok(!matchesDane([tlsa], [stranger, chain[1]!], ['another.name'], now));
});
