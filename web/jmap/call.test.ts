import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCaller } from './call.ts';
import { JmapFault } from './fault.ts';
import type { Fetch } from './session.ts';

const capabilities = { 'urn:ietf:params:jmap:core': {}, 'urn:ietf:params:jmap:mail': {} };
const session = { accountId: 'A1', apiPath: '/jmap/api/', capabilities };

type Sent = { using: string[]; methodCalls: [string, Record<string, unknown>, string][] };

/** A server that answers each call by `answer`; what it was sent is kept. */
function server(answer: (name: string, args: Record<string, unknown>, id: string) => unknown[]) {
  const sent: Sent[] = [];
  const ask = (async (_path: string, init: RequestInit) => {
    const request = JSON.parse(String(init.body)) as Sent;
    sent.push(request);
    return Response.json({ methodResponses: request.methodCalls.flatMap(call => [answer(...call)]) });
  }) as unknown as Fetch;
  return { sent, call: createCaller(session, ask) };
}

test('calls of one tick travel together, in order, each with its account; a later one travels alone', async () => {
  const { sent, call } = server((name, args, id) => [name, args, id]);
  await Promise.all([call('Core/echo', { n: 1 }), call('Core/echo', { n: 2 })]);
  await call('Core/echo', { n: 3 });
  assert.deepEqual(
    sent.map(({ methodCalls }) => methodCalls.map(([, args]) => args)),
    [
      [
        { accountId: 'A1', n: 1 },
        { accountId: 'A1', n: 2 },
      ],
      [{ accountId: 'A1', n: 3 }],
    ],
  );
  assert.deepEqual(sent[0]!.using, Object.keys(capabilities));
});

test('a call refers to the answer of one made before it in the same tick', async () => {
  const { sent, call } = server((name, args, id) => [name, args, id]);
  const query = call('Email/query', { filter: null, sort: [], collapseThreads: false });
  await call('Email/get', { '#ids': query.reference('/ids') });
  const [first, second] = sent[0]!.methodCalls;
  assert.deepEqual(second![1]['#ids'], { resultOf: first![2], name: 'Email/query', path: '/ids' });
});

test('an error of one method fails that call alone, with its name', async () => {
  const { call } = server((name, args, id) =>
    name === 'Email/get' ? ['error', { type: 'serverFail' }, id] : [name, args, id],
  );
  const echo = call('Core/echo', { n: 1 });
  await assert.rejects(call('Email/get', { ids: [] }), { kind: 'failed', type: 'serverFail' });
  assert.deepEqual(await echo, { accountId: 'A1', n: 1 });
});

test('of two answers to one call the one under its own name counts', async () => {
  const ask = (async (_path: string, init: RequestInit) => {
    const id = (JSON.parse(String(init.body)) as Sent).methodCalls[0]![2];
    return Response.json({
      methodResponses: [
        ['Email/set', { newState: 'x' }, id],
        ['EmailSubmission/set', { newState: '7' }, id],
      ],
    });
  }) as unknown as Fetch;
  assert.equal((await createCaller(session, ask)('EmailSubmission/set', {})).newState, '7');
});

test('silence, the end of a session and a call that nobody answered each have their own name', async () => {
  const failing = (answer: () => Response) => createCaller(session, (async () => answer()) as unknown as Fetch);
  const silent = failing(() => {
    throw new TypeError('Failed to fetch');
  });
  await assert.rejects(silent('Core/echo', {}), { kind: 'unreachable' });
  await assert.rejects(failing(() => new Response('', { status: 401 }))('Core/echo', {}), { kind: 'signed-out' });
  await assert.rejects(failing(() => new Response('', { status: 429 }))('Core/echo', {}), { kind: 'slow-down' });
  const mute = failing(() => Response.json({ methodResponses: [] }));
  await assert.rejects(
    mute('Core/echo', {}),
    (error: unknown) => error instanceof JmapFault && error.kind === 'failed',
  );
});

test('more calls than one request may hold travel in several', async () => {
  const { sent, call } = server((name, args, id) => [name, args, id]);
  await Promise.all(Array.from({ length: 70 }, (_, n) => call('Core/echo', { n })));
  assert.deepEqual(
    sent.map(({ methodCalls }) => methodCalls.length),
    [32, 32, 6],
  );
});
