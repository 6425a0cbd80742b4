import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type DuplicatesReply,
  duplicatesReply,
  importReply,
  type SuggestReply,
  suggestReply,
} from '@vaguemestre/contract/contacts.ts';
import Fastify from 'fastify';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { createDirectory } from '../../services/contacts/directory.ts';
import { openSession } from '../../services/signing-in/sessions.ts';
import { contactsRoutes } from './contacts.ts';
import { refusalAnswer, WebRefusal, webAnswer } from './replies.ts';

const tests = await mailHouse();
const house = { ...tests.house, directory: createDirectory(tests.house) };
const app = Fastify();
app.setErrorHandler((error, _request, reply) => {
  const { status, body } = error instanceof WebRefusal ? webAnswer(error.reason) : refusalAnswer(error as never);
  return reply.code(status).send(body);
});
contactsRoutes(app as never, house);
after(async () => {
  await app.close();
  await tests.close();
});
const marie = await tests.account('marie');
await tests.account('paul');
const cookie = `__Host-portal=${await openSession(house, marie, { remote: '192.0.2.1', client: 'test', strong: true })}`;

const ask = async (
  method: 'GET' | 'POST',
  url: string,
  payload?: string,
  type = 'text/vcard',
  headers: object = { cookie },
) => {
  const reply = await app.inject({
    method,
    url,
    headers: { 'content-type': type, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: reply.statusCode, text: reply.body, headers: reply.headers };
};

test('a file goes in by the session, with a sentence for each row that did not; another comes out', async () => {
  const csv = 'Nom;Courriel\r\nRenée Lefèvre;r@x.test\r\nR. Lefèvre;R@x.test\r\nFaux;faux\r\n';
  const { status, text } = await ask('POST', '/api/contacts/import', csv, 'text/csv');
  assert.equal(status, 200);
  const read = importReply.parse(JSON.parse(text));
  assert.deepEqual(
    [read.added, read.refused[0]!.line, read.refused[0]!.sentence.fr],
    [2, 4, 'Une adresse de messagerie est mal formée.'],
  );
  const out = await ask('GET', '/api/contacts/export?format=csv&language=fr');
  assert.match(out.text, /^\ufeffNom à afficher,/);
  assert.match(String(out.headers['content-disposition']), /contacts-2026-11-24\.csv/);
  assert.match((await ask('GET', '/api/contacts/export?format=vcard3')).text, /VERSION:3\.0/);
  assert.equal((await ask('GET', '/api/contacts/export?format=xml')).status, 400);
  assert.equal((await ask('GET', '/api/contacts/export?format=csv&book=K9-9')).status, 404);
  assert.equal((await ask('POST', '/api/contacts/import', 'rien')).status, 422);
});

test('suggestions, and duplicates made one', async () => {
  const { suggestions } = suggestReply.parse(
    JSON.parse((await ask('GET', '/api/contacts/suggest?text=pau')).text),
  ) as SuggestReply;
  assert.deepEqual(
    suggestions.map(one => [one.address, one.source, one.school]),
    [['paul@ac-amiens.test', 'staff', 'Collège d’essai']],
  );
  const { groups } = duplicatesReply.parse(
    JSON.parse((await ask('GET', '/api/contacts/duplicates')).text),
  ) as DuplicatesReply;
  assert.equal(groups.length, 1);
  const ids = groups[0]!.map(one => one.id);
  const merged = await ask('POST', '/api/contacts/merge', JSON.stringify({ ids }), 'application/json');
  assert.deepEqual(JSON.parse(merged.text), { id: ids[0] });
  assert.equal((await ask('POST', '/api/contacts/merge', JSON.stringify({ ids }), 'application/json')).status, 404);
});

test('without a session nothing is told, nothing is taken', async () => {
  for (const [method, url] of [
    ['GET', '/api/contacts/suggest?text=ab'],
    ['GET', '/api/contacts/export?format=csv'],
    ['GET', '/api/contacts/duplicates'],
    ['POST', '/api/contacts/import'],
  ] as const) {
    assert.equal((await ask(method, url, method === 'POST' ? 'x' : undefined, 'text/csv', {})).status, 401, url);
  }
});
