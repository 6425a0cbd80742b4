import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { traceReply, waitingReply } from '@vaguemestre/contract/queue.ts';
import { openTestHouse, type Person } from '../../../scenarios/outside/house.ts';
import { parseAddress } from '../../formats/address/address.ts';
import { openSession } from '../../services/signing-in/sessions.ts';
import { submit } from '../../services/submission/submit.ts';
import { serverSecureContext } from '../wire/secure-context.ts';
import { throwawayCertificate } from '../wire/throwaway-certificate.ts';
import { startWeb } from './server.ts';

const { house, person, query, faults, close } = await openTestHouse();
const secure = serverSecureContext(await throwawayCertificate('localhost', new Date()));
const front = await mkdtemp(join(tmpdir(), 'front-'));
const web = await startWeb(house, {
  host: '127.0.0.1',
  port: 0,
  secureContext: () => secure,
  limits: { total: 50, perNetwork: 50 },
  front,
  portalName: 'Arena',
});
const agent = new Agent({ rejectUnauthorized: false, keepAlive: false });
after(async () => {
  await web.close();
  await close();
  await rm(front, { recursive: true });
});
const marie = await person('marie@ac.test');
const chief = await cookieOf(await person('chief@ac.test'), 'administrator');
const desk = await cookieOf(await person('desk@ac.test'), 'support');
const nobody = await cookieOf(marie, null);

/** Signs somebody in, with a role over the whole house where one is given. */
async function cookieOf(who: Person, role: string | null): Promise<string> {
  if (role !== null) {
    const [row] = await query<{ person_id: number }>(
      `insert into person (hr_key, title, given_name, family_name, birth_date, population, function, first_day)
       values ($1, 'M', 'x', 'x', '\\x00', 'atss', 'x', '2020-01-01') returning person_id`,
      [who.address],
    );
    await query('update account set post_id = null, person_id = $2 where account_id = $1', [
      who.accountId,
      row!.person_id,
    ]);
    await query(`insert into role values ($1, $2, '')`, [row!.person_id, role]);
  }
  const token = await openSession(house, who, { remote: '127.0.0.1', client: 'test', strong: true });
  return `__Host-portal=${token}`;
}

function ask(path: string, cookie: string, body?: unknown): Promise<{ status: number; body: never }> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ host: '127.0.0.1', port: web.port, path, agent, method, headers }, response => {
      let text = '';
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(text) as never }));
    });
    sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const { trace } = await submit(house, marie, {
  sender: marie.address,
  recipients: ['x@out.test', 'y@other.test'].map(address => ({ address: parseAddress(address)! })),
  bytes: Buffer.from('From: marie@ac.test\r\nMessage-ID: <m1@ac.test>\r\n\r\n.\r\n'),
  protocol: 'ESMTPSA',
  tls: undefined,
  wishes: {},
});

test('the queue is shown to who may look, by domain and message by message, in the words of the contract', async () => {
  const { domains } = (await ask('/api/queue', desk)).body as { domains: { domain: string; waiting: number }[] };
  assert.deepEqual(
    domains.map(({ domain, waiting }) => [domain, waiting]),
    [
      ['other.test', 1],
      ['out.test', 1],
    ],
  );
  const { body } = await ask('/api/queue/waiting', desk, {
    selection: { account: 'marie@ac.test', domain: 'OUT.test' },
  });
  const { waiting, next } = waitingReply.parse(body);
  assert.deepEqual([waiting.length, waiting[0]?.address, waiting[0]?.trace], [1, 'x@out.test', trace]);
  const rest = await ask('/api/queue/waiting', desk, { selection: {}, after: next });
  assert.deepEqual(
    waitingReply.parse(rest.body).waiting.map(({ address }) => address),
    ['y@other.test'],
  );
  const told = traceReply.parse((await ask('/api/queue/trace', desk, { name: 'm1@ac.test' })).body);
  assert.deepEqual(new Set(told.steps.map(({ event }) => event)), new Set(['taken', 'queued']));
  assert.deepEqual((await ask('/api/queue/reports', desk)).body, { reports: [] });
});

test('administrators hold, release, hasten and drop; each answer says how many', async () => {
  const one = { selection: { trace, domain: 'out.test' } };
  const act = async (path: string, body: unknown) => (await ask(`/api/queue/${path}`, chief, body)).body as unknown;
  assert.deepEqual(await act('hold', { ...one, why: 'à voir' }), { recipients: 1 });
  assert.deepEqual(await act('release', { selection: { held: true } }), { recipients: 1 });
  assert.deepEqual(await act('retry', { selection: { all: true } }), { recipients: 2 });
  assert.deepEqual(await act('free', { account: 'marie@ac.test' }), { recipients: 0 });
  assert.deepEqual(await act('drop', { ...one, why: 'erreur' }), { recipients: 1 });
});

test('support may not act, others may not look, strangers are asked to sign in; a vague order is none', async () => {
  const drop = { selection: { all: true }, why: 'x' };
  const status = async (path: string, cookie: string, body?: unknown) => (await ask(path, cookie, body)).status;
  assert.equal(await status('/api/queue/drop', desk, drop), 403);
  assert.equal(await status('/api/queue', nobody), 403);
  assert.equal(await status('/api/queue/waiting', nobody, { selection: { account: 'none@ac.test' } }), 403);
  assert.equal(await status('/api/queue', ''), 401);
  assert.equal(await status('/api/queue/drop', chief, { selection: {}, why: 'x' }), 400);
  assert.equal(await status('/api/queue/drop', chief, { selection: { all: true } }), 400);
  assert.equal(await status('/api/queue/free', chief, { account: 'none@ac.test' }), 422);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
