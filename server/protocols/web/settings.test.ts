import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { absenceReply } from '@vaguemestre/contract/absence.ts';
import { filtersReply, previewReply, runReply, scriptReply } from '@vaguemestre/contract/filters.ts';
import { foldersReply } from '@vaguemestre/contract/folders.ts';
import { signatureReply } from '@vaguemestre/contract/signature.ts';
import Fastify from 'fastify';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { Refusal } from '../../model/refusal.ts';
import { importEmail } from '../../services/emails/import.ts';
import { ownAccess } from '../../services/mailboxes/access.ts';
import { find } from '../../services/mailboxes/find.ts';
import { openSession } from '../../services/signing-in/sessions.ts';
import { absenceRoutes } from './absence.ts';
import { filtersRoutes } from './filters.ts';
import { foldersRoutes } from './folders.ts';
import { refusalAnswer, WebRefusal, webAnswer } from './replies.ts';
import { signatureRoutes } from './signature.ts';

const { house, account, faults, close } = await mailHouse();
const app = Fastify();
app.setErrorHandler((error, _request, reply) => {
  if (error instanceof WebRefusal || error instanceof Refusal) {
    const { status, body } = error instanceof WebRefusal ? webAnswer(error.reason) : refusalAnswer(error);
    return reply.code(status).send(body);
  }
  return reply.send(error);
});
for (const routes of [absenceRoutes, signatureRoutes, filtersRoutes, foldersRoutes]) routes(app as never, house);
after(async () => {
  await app.close();
  await close();
  assert.deepEqual(faults, []);
});
const marie = await account('marie');
const yanis = await account('yanis');
const cookie = `__Host-portal=${await openSession(house, marie, { remote: '192.0.2.1', client: 'test', strong: true })}`;

async function ask(url: string, body?: object, headers: Record<string, string> = { cookie }) {
  const request =
    body === undefined
      ? { method: 'GET' as const, url, headers }
      : { method: 'POST' as const, url, headers, payload: body };
  const reply = await app.inject(request);
  return { status: reply.statusCode, json: reply.json<Record<string, unknown>>() };
}

const away = {
  enabled: true,
  firstDay: '2026-12-19',
  lastDay: '2027-01-03',
  subject: ' ',
  colleagues: 'Absente.',
  outsiders: null,
  replacement: { name: 'Yanis', address: 'yanis@ac-amiens.test' },
};

test('none of it is told or changed without a session', async () => {
  for (const url of ['/api/absence', '/api/signature', '/api/filters', '/api/folders'])
    assert.equal((await ask(url, undefined, {})).status, 401, url);
  assert.equal((await ask('/api/absence', away, {})).status, 401);
});

test('R25 days are whole ones in Paris, holidays those of the zone, the replacement is in the words', async () => {
  const before = absenceReply.parse((await ask('/api/absence')).json);
  assert.equal(before.absence, null);
  assert.deepEqual([before.zone, before.holidays[0]?.kind], ['B', 'christmas']);
  const kept = absenceReply.parse((await ask('/api/absence', away)).json);
  assert.deepEqual(
    [kept.state, kept.absence?.firstDay, kept.absence?.lastDay],
    ['pending', '2026-12-19', '2027-01-03'],
  );
  assert.equal(kept.absence?.subject, null);
  const { json } = await ask('/api/absence/preview', away);
  assert.equal(json.colleagues, json.outsiders);
  assert.match(String(json.colleagues), /écrire à Yanis\s: yanis@ac-amiens\.test/);
});

test('R25 an absence that ends before it begins, or says nothing, is not kept', async () => {
  assert.equal((await ask('/api/absence', { ...away, lastDay: '2026-12-18' })).status, 422);
  assert.equal((await ask('/api/absence', { ...away, colleagues: ' ' })).status, 422);
  assert.equal((await ask('/api/absence', { ...away, firstDay: 'demain' })).status, 400);
  assert.equal((await ask('/api/absence', { ...away, colleagues: 'x'.repeat(4001) })).status, 400);
});

test('R24 the signature is that of the directory with own lines; too many are refused', async () => {
  const { signature } = signatureReply.parse((await ask('/api/signature', { lines: 'Bureau 12', added: true })).json);
  assert.match(signature!.text, /Bureau 12/);
  assert.match(signature!.html, /Collège d’essai/);
  assert.equal((await ask('/api/signature', { lines: '1\n2\n3\n4\n5', added: true })).status, 422);
});

const rule = {
  id: 'r1',
  name: 'Notes',
  enabled: true,
  when: 'all',
  conditions: [{ kind: 'subject', match: 'contains', values: ['note'] }],
  actions: [{ kind: 'move', mailbox: 'Archives' }],
  last: false,
};

test('rules come back as they were put; one that is none is refused at the door', async () => {
  assert.ok(scriptReply.parse((await ask('/api/filters/rules', { rules: [rule] })).json).kept);
  const { rules, script, byHand } = filtersReply.parse((await ask('/api/filters')).json);
  assert.deepEqual([rules, script, byHand], [[rule], 'Règles', false]);
  for (const wrong of [
    { ...rule, actions: [] },
    { ...rule, conditions: [{ kind: 'header', name: 'X Y', match: 'is', values: ['a'] }] },
    { ...rule, actions: [{ kind: 'mark', flags: ['a b'] }] },
  ])
    assert.equal((await ask('/api/filters/rules', { rules: [wrong] })).status, 400);
});

test('a rule is run on mail that is there and taken back; nobody runs one elsewhere', async () => {
  const { ref } = await find(house, marie, 'INBOX');
  const bytes = Buffer.from('Subject: Une note\r\nFrom: a@b.test\r\n\r\nTexte.\r\n');
  await importEmail(house, ownAccess(marie), {
    bytes,
    mailboxIds: [ref.mailboxId],
    marks: { bits: 0, keywords: [] },
    receivedAt: house.clock.now(),
    receivedZone: 60,
  });
  const { folders } = foldersReply.parse((await ask('/api/folders')).json);
  const inbox = folders.find(({ path }) => path === 'INBOX')!;
  assert.equal(inbox.messages, 1);
  const found = previewReply.parse((await ask('/api/filters/preview', { mailbox: inbox.id, rule, after: 0 })).json);
  assert.deepEqual([found.uids.length, found.emails.length, found.after], [1, 1, null]);
  const { run, messages } = runReply.parse(
    (await ask('/api/filters/run', { mailbox: inbox.id, rule, uids: found.uids })).json,
  );
  assert.equal(messages, 1);
  assert.deepEqual((await ask('/api/filters/undo', { run })).json, { undone: true });
  assert.deepEqual((await ask('/api/filters/undo', { run })).json, { undone: false });
  assert.equal((await ask('/api/filters/preview', { mailbox: `M${ref.accountId}x-1`, rule, after: 0 })).status, 404);
});

test('a script is checked without being kept, kept when right, and removed once it is not active', async () => {
  const wrong = { name: 'Essai', text: 'keep', keep: true };
  const { kept, faults: found } = scriptReply.parse((await ask('/api/filters/script', wrong)).json);
  assert.ok(!kept && found[0]!.line === 1 && found[0]!.sentence.fr !== '');
  assert.ok(!scriptReply.parse((await ask('/api/filters/script', { ...wrong, text: 'keep;', keep: false })).json).kept);
  assert.equal((await ask('/api/filters/script?name=Essai')).status, 404);
  assert.ok(scriptReply.parse((await ask('/api/filters/script', { ...wrong, text: 'keep;' })).json).kept);
  assert.equal((await ask('/api/filters/script?name=Essai')).json.text, 'keep;');
  await ask('/api/filters/script/activate', { name: 'Essai' });
  assert.equal((await ask('/api/filters/script/remove', { name: 'Essai' })).status, 409);
  await ask('/api/filters/script/activate', { name: null });
  assert.equal((await ask('/api/filters/script/remove', { name: 'Essai' })).status, 200);
});

test('a script may be far longer than other requests, and not longer than scripts are', async () => {
  const long = (length: number) => ({ name: 'Long', text: `#${'é'.repeat(length)}\nkeep;`, keep: true });
  assert.ok(scriptReply.parse((await ask('/api/filters/script', long(50_000))).json).kept);
  assert.equal((await ask('/api/filters/script', long(2_000_000))).status, 413);
});

test('a folder is shared by levels in words, and with nobody outside the house', async () => {
  const { folders } = foldersReply.parse((await ask('/api/folders')).json);
  const { id } = folders.find(({ path }) => path === 'Archives')!;
  const share = async (body: object) => await ask('/api/folders/share', { id, address: yanis.address, ...body });
  const sharesOf = (json: unknown) => foldersReply.parse(json).folders.find(each => each.id === id)!.shares;
  for (const level of ['read', 'file', 'manage'] as const)
    assert.deepEqual(sharesOf((await share({ level })).json), [{ address: yanis.address, level }]);
  assert.deepEqual(sharesOf((await share({ level: 'none' })).json), []);
  assert.equal((await share({ level: 'read', address: 'x@exemple.fr' })).status, 422);
  assert.equal((await share({ level: 'read', id: 'M9-9' })).status, 404);
});
