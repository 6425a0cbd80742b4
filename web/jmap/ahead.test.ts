import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callAhead } from './ahead.ts';
import { createCaller } from './call.ts';

function house() {
  const requests: string[][] = [];
  const call = createCaller({ accountId: 'A1', apiPath: '/jmap/api/', capabilities: {} }, (async (_url, init) => {
    const { methodCalls } = JSON.parse(String(init?.body)) as { methodCalls: [string, object, string][] };
    requests.push(methodCalls.map(([name]) => name));
    return Response.json({ methodResponses: methodCalls.map(([name, args, id]) => [name, args, id]) });
  }) as typeof fetch);
  return { requests, ...callAhead(call) };
}

test('the same call later has the answer that was asked for ahead, once', async () => {
  const { requests, ahead, call } = house();
  void ahead('Mailbox/get', { ids: null });
  await call('Mailbox/get', { ids: null });
  assert.deepEqual(requests, [['Mailbox/get']]);
  await call('Mailbox/get', { ids: null });
  assert.deepEqual(requests, [['Mailbox/get'], ['Mailbox/get']]);
});

test('calls that refer to each other are taken together', async () => {
  const { requests, ahead, call } = house();
  const run = async (ask: typeof call) => {
    const boxes = ask('Mailbox/get', { ids: null });
    return await ask('Thread/get', { '#ids': boxes.reference('/list/*/id') });
  };
  void run(ahead);
  await run(call);
  assert.deepEqual(requests, [['Mailbox/get', 'Thread/get']]);
});

test('another call is made as ever', async () => {
  const { requests, ahead, call } = house();
  void ahead('Mailbox/get', { ids: null });
  await call('Mailbox/get', { ids: ['M1'] });
  assert.deepEqual(requests, [['Mailbox/get', 'Mailbox/get']]);
});
