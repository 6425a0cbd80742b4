import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { archiveReply, attachmentsReply, deletedReply, roomReply, takeBackReply } from '@vaguemestre/contract/room.ts';
import Fastify from 'fastify';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { mail } from '../../formats/sieve/trial.ts';
import { append, keepMessage } from '../../services/mailboxes/append.ts';
import { expunge } from '../../services/mailboxes/expunge.ts';
import { find } from '../../services/mailboxes/find.ts';
import { openSession } from '../../services/signing-in/sessions.ts';
import { refusalAnswer, WebRefusal, webAnswer } from './replies.ts';
import { roomRoutes } from './room.ts';

const tests = await mailHouse();
const { house } = tests;
const app = Fastify();
app.setErrorHandler((error, _request, reply) => {
  const { status, body } = error instanceof WebRefusal ? webAnswer(error.reason) : refusalAnswer(error as never);
  return reply.code(status).send(body);
});
roomRoutes(app as never, house);
after(async () => {
  await app.close();
  await tests.close();
});
const marie = await tests.account('marie');
const cookie = `__Host-portal=${await openSession(house, marie, { remote: '192.0.2.1', client: 'test', strong: true })}`;
const { ref } = await find(house, marie, 'INBOX');

const ask = async (url: string, payload?: object, headers: Record<string, string> = { cookie }) => {
  const reply = await app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: reply.statusCode, body: JSON.parse(reply.body) };
};

test('R37 the page of room: what takes it, what was deleted, and back', async () => {
  const kept = await keepMessage(house, mail('From: =?utf-8?Q?L=C3=A9a?= <lea@example.org>', 'Subject: Gros', '', 'x'));
  const more = { flags: 0, keywords: [], receivedAt: new Date('2025-03-01T10:00:00Z'), receivedZone: 60 };
  const { uids } = await append(house, marie, ref, [{ ...kept, ...more }]);
  const room = roomReply.parse((await ask('/api/room')).body);
  assert.deepEqual([room.heaviest[0]!.from, room.years[0]!.year, room.deletedDays], ['Léa', 2025, 14]);
  const { id } = room.heaviest[0]!;
  assert.deepEqual(attachmentsReply.parse((await ask('/api/room/attachments', { emails: [id] })).body), {
    changed: [],
  });
  await expunge(house, marie, ref, uids);
  const deleted = deletedReply.parse((await ask('/api/room/deleted')).body);
  assert.deepEqual([deleted.emails[0]!.id, deleted.emails[0]!.folder, deleted.more], [id, 'INBOX', false]);
  const after = deletedReply.parse(
    (await ask(`/api/room/deleted?after=${id}&at=${deleted.emails[0]!.deletedAt}`)).body,
  );
  assert.deepEqual(after.emails, []);
  assert.deepEqual(takeBackReply.parse((await ask('/api/room/take-back', { emails: [id] })).body), { taken: 1 });
  assert.deepEqual(archiveReply.parse((await ask('/api/room/archive', { year: 2025 })).body), { moved: 1 });
});

test('strangers see nothing, and what follows no shape is refused', async () => {
  assert.equal((await ask('/api/room', undefined, {})).status, 401);
  assert.equal((await ask('/api/room/take-back', { emails: ['E1-1'] }, {})).status, 401);
  assert.equal((await ask('/api/room/deleted?after=E1-1')).status, 400);
  assert.equal((await ask('/api/room/deleted?at=hier&after=E1-1')).status, 400);
  assert.equal((await ask('/api/room/archive', { year: 12 })).status, 400);
  assert.equal((await ask('/api/room/take-back', { emails: ['Ezz-1'] })).status, 404);
});
