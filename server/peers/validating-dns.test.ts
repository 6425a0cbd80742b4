import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { type Scripted, startScriptedResolver } from '../../scenarios/outside/scripted-resolver.ts';
import { DnsFailure } from './dns.ts';
import { createValidatingDns } from './validating-dns.ts';

const answers = new Map<string, Scripted>();
const resolver = await startScriptedResolver(answers);
after(() => resolver.close());
const ask = createValidatingDns({ servers: [resolver.server], random: randomBytes, timeout: 300 });
const one = Buffer.from('0300', 'hex');

test('what the resolver has validated is told apart from what it has not, and proven absence from mere absence', async () => {
  answers.set('TLSA secure.test', { records: [one], secure: true });
  answers.set('TLSA plain.test', { records: [one] });
  answers.set('TLSA none.test', { code: 3, secure: true });
  assert.deepEqual(await ask('secure.test', 'TLSA'), { records: [one], secure: true });
  assert.deepEqual(await ask('plain.test', 'TLSA'), { records: [one], secure: false });
  assert.deepEqual(await ask('none.test', 'TLSA'), { records: [], secure: true });
});

test('a cut answer is asked for again over TCP', async () => {
  answers.set('TLSA long.test', { records: Array(100).fill(Buffer.alloc(40, 1)), secure: true, cut: true });
  assert.equal((await ask('long.test', 'TLSA')).records.length, 100);
});

test('an answer with another number is passed over', async () => {
  answers.set('TLSA forged.test', { records: [one], forged: [Buffer.from('0000', 'hex')] });
  assert.deepEqual(await ask('forged.test', 'TLSA'), { records: [one], secure: false });
});

test('failure and silence are told as trying later', async () => {
  answers.set('TLSA bogus.test', { code: 2 });
  answers.set('TLSA silent.test', { silent: true });
  const later = (error: unknown) => error instanceof DnsFailure && error.kind === 'try-later';
  await assert.rejects(ask('bogus.test', 'TLSA'), later);
  await assert.rejects(ask('silent.test', 'TLSA'), later);
});
