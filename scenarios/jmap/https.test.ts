/** JMAP behind the house's own web server: TLS, its limits and its guards, beside the portal. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:https';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { mailHouse } from '../../dev/testing/mail-house.ts';
import { jmapRoutes } from '../../server/protocols/jmap/routes.ts';
import { startWeb } from '../../server/protocols/web/server.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { type Answer, usual } from './door.ts';

const { house, account, faults, close } = await mailHouse();
const secure = serverSecureContext(await throwawayCertificate('localhost', new Date()));
const web = await startWeb(house, {
  host: '127.0.0.1',
  port: 0,
  secureContext: () => secure,
  limits: { total: 100, perNetwork: 100 },
  front: '/nowhere',
  portalName: 'Essai',
  routes: [(app, bySession) => jmapRoutes(app, house, { authenticate: bySession })],
});
after(async () => {
  await web.close(0);
  await close();
});
const marie = await account('marie');
const authorization = `Basic ${Buffer.from(`${marie.address}:secret`).toString('base64')}`;
const place = { host: '127.0.0.1', port: web.port, rejectUnauthorized: false, agent: false } as const;

/** One request over TLS; the body read as JSON where it is. */
async function ask(
  method: string,
  path: string,
  body: string | Buffer = '',
  headers: Record<string, string> = {},
): Promise<{ status: number; answer: Answer }> {
  const asked = request({
    ...place,
    method,
    path,
    headers: { authorization, 'content-type': 'application/json', ...headers },
  });
  asked.end(body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { status: response.statusCode, answer: text.startsWith('{') ? JSON.parse(text) : text };
}

test('the session’s URLs are those of the TLS port, and a request larger than the portal’s own is done', async () => {
  const { answer: session } = await ask('GET', '/.well-known/jmap');
  assert.equal(session.apiUrl, `https://127.0.0.1:${web.port}/jmap/api/`);
  const echo = { text: 'x'.repeat(100_000) };
  const { status, answer } = await ask(
    'POST',
    '/jmap/api/',
    JSON.stringify({ using: usual, methodCalls: [['Core/echo', echo, 'a']] }),
  );
  assert.equal(status, 200);
  assert.deepEqual(answer.methodResponses[0][1], echo);
});

test('uploads stream past the portal’s limit, and a long name comes down', async () => {
  const accountId = Object.keys((await ask('GET', '/.well-known/jmap')).answer.accounts)[0];
  const { status, answer } = await ask('POST', `/jmap/upload/${accountId}/`, Buffer.alloc(300_000, 'a'), {
    'content-type': 'text/plain',
  });
  assert.equal(status, 201);
  const down = await ask('GET', `/jmap/download/${accountId}/${answer.blobId}/${'n'.repeat(250)}.txt`);
  assert.equal(down.answer.length, 300_000);
});

test('a change that comes from another site is refused by the web server, in its own words', async () => {
  const { status, answer } = await ask('POST', '/jmap/api/', '{}', { origin: 'https://elsewhere.test' });
  assert.equal(status, 403);
  assert.equal(answer.reason, 'cross-site');
  assert.equal((await ask('GET', '/healthz')).answer.status, 'ok');
});

test('a WebSocket opens over TLS', async () => {
  const client = new WebSocket(`wss://127.0.0.1:${web.port}/jmap/ws/`, ['jmap'], {
    headers: { authorization },
    rejectUnauthorized: false,
  });
  await once(client, 'open');
  client.send(JSON.stringify({ '@type': 'Request', id: 'a', using: usual, methodCalls: [] }));
  const [data] = await once(client, 'message');
  assert.equal(JSON.parse(String(data)).requestId, 'a');
  client.close();
  await once(client, 'close');
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
