import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { type Answer, jmapDoor, mailboxIds, message, put, usual } from '../../../scenarios/jmap/door.ts';
import type { ModSeq } from '../../model/change.ts';
import { type StateChange, startPush } from '../../services/push/state-changes.ts';
import { streamsPerAccount } from './streams.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const box = await mailboxIds(marie);
const letter = message('Subject: x\n\n.\n');

/** Events of a stream, one after the other. */
async function* events(response: Response): AsyncGenerator<Record<string, string>> {
  let waiting = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    waiting += chunk;
    for (let end = waiting.indexOf('\n\n'); end >= 0; end = waiting.indexOf('\n\n')) {
      const lines = waiting.slice(0, end).split('\n');
      waiting = waiting.slice(end + 2);
      yield Object.fromEntries(
        lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
    }
  }
}

test('a stream of events tells what changed, for the types asked, and closes after one when asked', async () => {
  const stream = await marie.fetch('/jmap/eventsource/?types=Email,Quota&closeafter=state&ping=0');
  assert.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  await put(marie, letter, box.inbox!);
  const told: Record<string, string>[] = [];
  for await (const event of events(stream)) told.push(event);
  assert.equal(told.length, 1);
  assert.equal(told[0]!.event, 'state');
  const { changed } = JSON.parse(told[0]!.data!);
  const { state } = await marie.call('Email/get', { ids: [] });
  assert.deepEqual(changed, { [marie.accountId]: { Email: state, Quota: state } });
  assert.equal(told[0]!.id, state);
});

test('who comes back with the id of the last event is told at once what was missed', async () => {
  const headers = { 'last-event-id': '1' };
  const stream = await marie.fetch('/jmap/eventsource/?types=*&closeafter=state&ping=0', { headers });
  const { value: event } = await events(stream).next();
  const { Email } = JSON.parse(event.data).changed[marie.accountId];
  assert.equal(Email, (await marie.call('Email/get', { ids: [] })).state);
});

test('a stream asked badly is refused, and so are too many', async () => {
  assert.equal((await marie.fetch('/jmap/eventsource/?types=*&closeafter=maybe&ping=0')).status, 400);
  assert.equal((await fetch(`${door.origin}/jmap/eventsource/?types=*&closeafter=no&ping=0`)).status, 401);
  const open = (signal: AbortSignal) => marie.fetch('/jmap/eventsource/?types=*&closeafter=no&ping=300', { signal });
  const stop = new AbortController();
  const streams = await Promise.all(Array.from({ length: streamsPerAccount }, () => open(stop.signal)));
  assert.ok(streams.every(({ status }) => status === 200));
  const one = await open(stop.signal);
  assert.equal(one.status, 429);
  stop.abort();
});

test('a client that does not read costs one state a type, the newest', async () => {
  const written: [StateChange, ModSeq][] = [];
  let read = Promise.withResolvers<void>();
  const pusher = startPush(door.house, marie.actor, new Set(['Email']), (change, modseq) => {
    written.push([change, modseq]);
    return read.promise;
  });
  const announce = (modseq: number) =>
    door.house.store.changes.announce({ accountId: marie.actor.accountId, modseq: modseq as ModSeq, kinds: ['email'] });
  for (let modseq = 1000; modseq < 1100; modseq += 1) announce(modseq);
  assert.equal(written.length, 1);
  const first = read;
  read = Promise.withResolvers();
  first.resolve();
  await new Promise(setImmediate);
  assert.deepEqual(
    written.map(([, modseq]) => modseq),
    [1000, 1099],
  );
  pusher.stop();
  read.resolve();
  announce(1100);
  await new Promise(setImmediate);
  assert.equal(written.length, 2);
});

async function socket(
  protocols = ['jmap'],
): Promise<{ client: WebSocket; say(value: unknown): void; hear(): Promise<Answer> }> {
  const client = new WebSocket(`${door.origin.replace('http', 'ws')}/jmap/ws/`, protocols, {
    headers: { authorization: marie.authorization },
  });
  const heard: string[] = [];
  let wake = Promise.withResolvers<void>();
  client.on('message', data => {
    heard.push(String(data));
    wake.resolve();
  });
  await once(client, 'open');
  return {
    client,
    say: value => client.send(typeof value === 'string' ? value : JSON.stringify(value)),
    async hear() {
      while (heard.length === 0) {
        await wake.promise;
        wake = Promise.withResolvers();
      }
      return JSON.parse(heard.shift()!);
    },
  };
}

test('requests, their faults and pushes share one WebSocket', async () => {
  const { client, say, hear } = await socket();
  assert.equal(client.protocol, 'jmap');
  say({ '@type': 'Request', id: 'R1', using: usual, methodCalls: [['Core/echo', { a: 1 }, 'c']] });
  const answer = await hear();
  assert.deepEqual([answer['@type'], answer.requestId], ['Response', 'R1']);
  assert.deepEqual(answer.methodResponses, [['Core/echo', { a: 1 }, 'c']]);
  say('{');
  assert.deepEqual(await hear(), {
    '@type': 'RequestError',
    requestId: null,
    type: 'urn:ietf:params:jmap:error:notJSON',
    status: 400,
    detail: 'The request is not I-JSON.',
  });
  say({ '@type': 'Request', id: 'R2', using: ['x:y'], methodCalls: [] });
  assert.equal((await hear()).type, 'urn:ietf:params:jmap:error:unknownCapability');
  say({ '@type': 'Odd', id: 'R3' });
  assert.deepEqual([(await hear()).requestId], ['R3']);
  say({ '@type': 'WebSocketPushEnable', dataTypes: ['Mailbox'], pushState: '1' });
  const missed = await hear();
  assert.equal(missed['@type'], 'StateChange');
  await put(marie, letter, box.inbox!);
  const told = await hear();
  const { state } = await marie.call('Mailbox/get', { ids: [] });
  assert.deepEqual(told, {
    '@type': 'StateChange',
    changed: { [marie.accountId]: { Mailbox: state } },
    pushState: state,
  });
  say({ '@type': 'WebSocketPushDisable' });
  client.close();
  await once(client, 'close');
});

test('a WebSocket of another protocol, or of nobody, is refused; bytes end it', async () => {
  const refused = async (protocols: string[], headers: Record<string, string>): Promise<number> => {
    const client = new WebSocket(`${door.origin.replace('http', 'ws')}/jmap/ws/`, protocols, { headers });
    const [, response] = await once(client, 'unexpected-response');
    response.resume();
    client.on('error', () => {});
    client.terminate();
    return response.statusCode;
  };
  const headers = { authorization: marie.authorization };
  assert.equal(await refused(['chat'], headers), 426);
  assert.equal(await refused(['jmap'], {}), 401);
  assert.equal(await refused(['jmap'], { ...headers, origin: 'https://elsewhere.test' }), 403);
  const { client } = await socket();
  client.send(Buffer.of(1), { binary: true });
  const [code] = await once(client, 'close');
  assert.equal(code, 1003);
});

test('a WebSocket whose client does not read is not read either, and loses nothing', async () => {
  const socket = new WebSocket(`${door.origin.replace('http', 'ws')}/jmap/ws/`, 'jmap', {
    headers: { authorization: marie.authorization },
  });
  await once(socket, 'open');
  let answered = 0;
  socket.on('message', data => {
    answered += JSON.parse(String(data)).methodResponses[0][1].text.length === echoed.length ? 1 : 0;
    if (answered === asked) all();
  });
  let all = () => {};
  const done = new Promise<void>(resolve => {
    all = resolve;
  });
  const [asked, echoed] = [300, 'é'.repeat(100_000)];
  const request = JSON.stringify({
    '@type': 'Request',
    using: usual,
    methodCalls: [['Core/echo', { text: echoed }, 'c']],
  });
  socket.pause();
  for (let index = 0; index < asked; index += 1) socket.send(request);
  // What is not read stays with who sent it: the server takes in no more once its own answers wait.
  let before = -1;
  for (let same = 0; same < 5; same = before === socket.bufferedAmount ? same + 1 : 0) {
    before = socket.bufferedAmount;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  assert.ok(before > request.length, 'most of it waits on the side of the client');
  socket.resume();
  await done;
  socket.terminate();
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
