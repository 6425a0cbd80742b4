import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedDns, type Zone } from '../../../scenarios/outside/world.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { Refusal } from '../../model/refusal.ts';
import { createLog } from '../../observe/log.ts';
import { createSigningKey, signingRecords, signMessage } from '../queue/sign.ts';
import { withoutForgedFields } from './forged-fields.ts';
import { createJudge, type JudgeOptions } from './judge.ts';

const now = new Date('2026-11-24T09:00:00Z');
const keys = [createSigningKey('ac.test', 's', 'rsa'), createSigningKey('out.test', 's', 'rsa')];

const zone: Zone = {
  'out.test': { TXT: [['v=spf1 ip4:203.0.113.5 -all']], A: [] },
  '_dmarc.out.test': { TXT: [['v=DMARC1; p=reject']] },
  'soft.test': { TXT: [['v=spf1 -all']] },
  '_dmarc.soft.test': { TXT: [['v=DMARC1; p=quarantine']] },
  'broken.test': { SERVFAIL: [] },
  '_dmarc.broken.test': { SERVFAIL: [] },
};
for (const { name, value } of signingRecords(keys)) zone[name] = { TXT: [[value]] };

const options: JudgeOptions = {
  dns: scriptedDns(zone),
  clock: { now: () => now },
  log: createLog({ now: () => now }, () => {}),
  hostName: 'mail.ac.test',
  domains: ['ac.test'],
  trustedSealers: [],
  trustedHosts: ['203.0.113.99'],
};
const judge = createJudge(options);

async function judged(
  text: string,
  more: { sign?: boolean; from?: string; sender?: string; with?: typeof judge } = {},
) {
  const plain = Buffer.from(text.replaceAll('\n', '\r\n'));
  const bytes = more.sign ? Buffer.concat([await signMessage(plain, keys, new Date()), plain]) : plain;
  return await (more.with ?? judge)({
    bringer: { name: 'mx.out.test', address: more.from ?? '198.51.100.7', protocol: 'ESMTPS', tls: undefined },
    sender: more.sender ?? 'x@out.test',
    bytes,
    message: parseMessage(bytes),
  });
}

const good =
  'From: x@out.test\nTo: m@ac.test\nDate: Tue, 24 Nov 2026 10:00:00 +0100\nMessage-ID: <1@out.test>\nSubject: x\n\n.\n';
const refused = (error: unknown) => error instanceof Refusal && error.reason === 'policy';

test('what is proven goes to the inbox, with the proofs written in it', async () => {
  const verdict = await judged(good, { from: '203.0.113.5' });
  assert.equal(verdict.folder, 'inbox');
  assert.match(verdict.fields, /^Authentication-Results: mail\.ac\.test;/);
  assert.match(verdict.fields, /spf=pass/);
  assert.match(verdict.fields, /dmarc=pass/);
  const signed = await judged(good, { sign: true });
  assert.match(signed.fields, /dkim=pass/);
  assert.equal(signed.folder, 'inbox');
});

test('an unproven author whose domain asks for refusal is refused, for quarantine goes to junk', async () => {
  await assert.rejects(judged(good), refused);
  const soft = await judged(good.replaceAll('out.test', 'soft.test'), { sender: 'x@soft.test' });
  assert.equal(soft.folder, 'junk');
});

test('nobody outside writes in the house’s name, unless our own signature holds or the machine is known', async () => {
  const ours = good.replace('x@out.test', 'marie@ac.test');
  await assert.rejects(judged(ours, { from: '203.0.113.5' }), refused);
  assert.equal(
    (await judged(ours, { sign: true })).findings.some(({ rule }) => rule === 'dmarc-fail'),
    false,
  );
  assert.equal((await judged(ours, { from: '203.0.113.99' })).folder, 'inbox');
});

test('DNS that fails refuses nobody', async () => {
  const verdict = await judged(good.replaceAll('out.test', 'broken.test'), { sender: 'x@broken.test' });
  assert.match(verdict.fields, /temperror/);
});

test('the rules say what they found', async () => {
  const rulesOf = async (text: string) =>
    (await judged(text, { sender: 'x@free.test' })).findings.map(({ rule }) => rule);
  const free = good.replaceAll('out.test', 'free.test');
  assert.ok(
    (
      await rulesOf(free.replace('From: x', 'From: "Marie <marie@ac.test>" <x').replace('free.test', 'free.test>'))
    ).includes('name-of-the-house'),
  );
  assert.ok((await rulesOf(free.replace(/Date:.*\n/, ''))).includes('no-date'));
  const file = (name: string) =>
    free.replace('Subject: x\n', `Subject: x\nContent-Type: application/octet-stream; name="${name}"\n`);
  assert.deepEqual((await rulesOf(file('facture.pdf.exe'))).slice(0, 2), ['program-attached', 'masked-file']);
  const html = (body: string) => free.replace('Subject: x\n\n.', `Content-Type: text/html\n\n${body}`);
  assert.ok((await rulesOf(html('<a href="https://evil.test/x">https://portail.ac.test</a>'))).includes('lying-link'));
  assert.ok(
    !(await rulesOf(html('<a href="https://www.ac.test/x">https://portail.ac.test</a>'))).includes('lying-link'),
  );
});

test('a second opinion weighs like any rule', async () => {
  const suspicious = createJudge({
    ...options,
    opinions: [async () => ({ rule: 'rspamd', points: 9, fr: 'x', en: 'x' })],
  });
  assert.equal((await judged(good, { sign: true, with: suspicious })).folder, 'junk');
});

test('fields that only the house may write are taken out, others stay', () => {
  const text =
    'Authentication-Results: mail.ac.test; dmarc=pass\r\nAuthentication-Results: other.test; spf=pass\r\nX-Vaguemestre-Score: -9\r\n' +
    'Return-Path: <x@y>\r\nauthentication-results: "MAIL.ac.test" 1;\r\n none\r\nSubject: x\r\n\r\nAuthentication-Results: mail.ac.test\r\n';
  const bytes = Buffer.from(text);
  assert.equal(
    withoutForgedFields(bytes, parseMessage(bytes).fields, 'mail.ac.test').toString(),
    'Authentication-Results: other.test; spf=pass\r\nSubject: x\r\n\r\nAuthentication-Results: mail.ac.test\r\n',
  );
});
