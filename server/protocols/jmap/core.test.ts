import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, jmapDoor, message, usual } from '../../../scenarios/jmap/door.ts';
import { limits } from './capabilities.ts';
import { pointTo } from './references.ts';

const door = await jmapDoor({ messageBytes: 100_000 });
after(() => door.close());
const marie = door.client(await door.account('marie'));
const paul = door.client(await door.account('paul'));

async function raw(
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; answer: Answer }> {
  const response = await marie.fetch('/jmap/api/', {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, answer: await response.json() };
}

test('the session tells absolute URLs, the account and what it can do', async () => {
  const session = (await (await marie.fetch('/.well-known/jmap')).json()) as Answer;
  assert.equal(session.username, 'marie@ac-amiens.test');
  assert.equal(session.apiUrl, `${door.origin}/jmap/api/`);
  assert.equal(session.primaryAccounts['urn:ietf:params:jmap:mail'], marie.accountId);
  assert.ok(session.accounts[marie.accountId].isPersonal);
  for (const name of ['downloadUrl', 'uploadUrl', 'eventSourceUrl']) assert.ok(session[name].startsWith(door.origin));
  assert.match(session.downloadUrl, /\{accountId\}.*\{blobId\}.*\{name\}.*\{type\}/);
  const { sessionState } = (await raw(JSON.stringify({ using: usual, methodCalls: [] }))).answer;
  assert.equal(sessionState, session.state);
});

test('nobody comes in without a password, and a wrong one is told so', async () => {
  const none = await fetch(`${door.origin}/.well-known/jmap`);
  assert.equal(none.status, 401);
  assert.match(none.headers.get('www-authenticate') ?? '', /^Basic /);
  const authorization = `Basic ${Buffer.from('marie@ac-amiens.test:wrong').toString('base64')}`;
  const wrong = await fetch(`${door.origin}/jmap/api/`, {
    method: 'POST',
    body: '{}',
    headers: { authorization, 'content-type': 'application/json' },
  });
  assert.equal(wrong.status, 401);
});

test('Core/echo gives back what it is given', async () => {
  const args = { hello: true, high: 5, nested: { a: [1, null, 'é'] } };
  assert.deepEqual(await marie.calls([['Core/echo', args, 'b3ff']]), [['Core/echo', args, 'b3ff']]);
});

test('a request that cannot be read is a problem with the standard’s name', async () => {
  const type = async (body: string | Buffer, headers = {}) => (await raw(body, headers)).answer.type;
  assert.equal(await type('{'), 'urn:ietf:params:jmap:error:notJSON');
  assert.equal(await type(Buffer.from([0x22, 0xff, 0x22])), 'urn:ietf:params:jmap:error:notJSON');
  assert.equal(await type('"\\ud800"'), 'urn:ietf:params:jmap:error:notJSON');
  assert.equal(await type('['.repeat(100_000) + ']'.repeat(100_000)), 'urn:ietf:params:jmap:error:notJSON');
  assert.equal(await type('{}', { 'content-type': 'text/plain' }), 'urn:ietf:params:jmap:error:notJSON');
  assert.equal(await type('{}'), 'urn:ietf:params:jmap:error:notRequest');
  assert.equal(await type('{"using":[],"methodCalls":[["a",{}]]}'), 'urn:ietf:params:jmap:error:notRequest');
  assert.equal(await type('{"using":["x:y"],"methodCalls":[]}'), 'urn:ietf:params:jmap:error:unknownCapability');
});

test('the limits of the session are kept', async () => {
  const echoes = Array.from({ length: limits.maxCallsInRequest + 1 }, (_, index) => ['Core/echo', {}, String(index)]);
  const calls = await raw(JSON.stringify({ using: usual, methodCalls: echoes }));
  assert.equal(calls.status, 400);
  assert.deepEqual([calls.answer.type, calls.answer.limit], ['urn:ietf:params:jmap:error:limit', 'maxCallsInRequest']);
  const large = await raw(`"${'x'.repeat(limits.maxSizeRequest)}"`);
  assert.equal(large.answer.limit, 'maxSizeRequest');
  const ids = Array.from({ length: limits.maxObjectsInGet + 1 }, (_, index) => `M1-${index}`);
  assert.equal((await marie.fails('Email/get', { ids })).type, 'requestTooLarge');
  const update = Object.fromEntries(ids.map(id => [id, {}]));
  assert.equal((await marie.fails('Email/set', { update })).type, 'requestTooLarge');
});

test('a method that is not known, or not asked for, is unknown', async () => {
  assert.equal((await marie.fails('Email/frobnicate')).type, 'unknownMethod');
  const { answer } = await raw(JSON.stringify({ using: usual.slice(0, 1), methodCalls: [['Mailbox/get', {}, 'a']] }));
  assert.deepEqual(answer.methodResponses, [['error', { type: 'unknownMethod' }, 'a']]);
});

test('arguments that will not do are told by name, and the next call is done all the same', async () => {
  const [first, second] = await marie.calls([
    ['Email/get', { ids: 'x' }],
    ['Core/echo', {}],
  ]);
  assert.deepEqual(first[1], { type: 'invalidArguments', description: 'ids must be a list' });
  assert.equal(second[0], 'Core/echo');
  assert.match((await marie.fails('Email/get', { idz: [] })).description, /^idz is not known/);
  assert.equal((await marie.fails('Email/get', { accountId: paul.accountId, ids: [] })).type, 'accountNotFound');
  assert.equal((await marie.fails('Email/get', { ids: [], properties: ['nothing'] })).type, 'invalidArguments');
});

test('an argument may be the result of an earlier call', async () => {
  const [, fetched] = await marie.calls([
    ['Mailbox/query', { sort: [{ property: 'sortOrder' }] }, 'q'],
    ['Mailbox/get', { '#ids': { resultOf: 'q', name: 'Mailbox/query', path: '/ids' }, properties: ['role'] }],
  ]);
  assert.deepEqual(
    fetched[1].list.map((one: Answer) => one.role),
    ['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash'],
  );
  const wrong = (path: string, name = 'Mailbox/query') =>
    marie.calls([
      ['Mailbox/query', {}, 'q'],
      ['Mailbox/get', { '#ids': { resultOf: 'q', name, path } }],
    ]);
  assert.equal((await wrong('/nothing'))[1][1].type, 'invalidResultReference');
  assert.equal((await wrong('/ids', 'Email/query'))[1][1].type, 'invalidResultReference');
  const both = await marie.calls([['Mailbox/get', { ids: [], '#ids': { resultOf: 'q', name: 'a', path: '' } }]]);
  assert.equal(both[0][1].type, 'invalidArguments');
});

test('a star in a path gathers from every item, lists of lists made flat', () => {
  const response = { list: [{ ids: ['a', 'b'] }, { ids: ['c'] }], 'a/b': { '~': 1 } };
  assert.deepEqual(pointTo(response, '/list/*/ids'), ['a', 'b', 'c']);
  assert.equal(pointTo(response, '/list/1/ids/0'), 'c');
  assert.equal(pointTo(response, '/a~1b/~0'), 1);
  assert.equal(pointTo(response, '/list/*/none'), undefined);
  assert.equal(pointTo(response, '/list/01'), undefined);
  assert.equal(pointTo(response, '/__proto__'), undefined);
});

test('bytes go up and come down, whole, in ranges, and for their owner alone', async () => {
  const bytes = Buffer.from('0123456789'.repeat(1000));
  const up = await marie.fetch(`/jmap/upload/${marie.accountId}/`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'text/plain' },
  });
  assert.equal(up.status, 201);
  const { blobId, size, type, accountId } = (await up.json()) as Answer;
  assert.deepEqual([size, type, accountId], [bytes.length, 'text/plain', marie.accountId]);

  const path = `/jmap/download/${accountId}/${blobId}/été.txt?accept=text/plain`;
  const down = await marie.fetch(path);
  assert.deepEqual(Buffer.from(await down.arrayBuffer()), bytes);
  assert.equal(down.headers.get('content-type'), 'text/plain');
  assert.equal(down.headers.get('content-disposition'), "attachment; filename*=UTF-8''%C3%A9t%C3%A9.txt");
  assert.match(down.headers.get('cache-control') ?? '', /immutable/);
  const range = async (header: string) => {
    const response = await marie.fetch(path, { headers: { range: header } });
    return [response.status, response.headers.get('content-range'), await response.text()];
  };
  assert.deepEqual(await range('bytes=2-4'), [206, 'bytes 2-4/10000', '234']);
  assert.deepEqual(await range('bytes=-3'), [206, 'bytes 9997-9999/10000', '789']);
  assert.deepEqual(await range('bytes=9998-'), [206, 'bytes 9998-9999/10000', '89']);
  assert.deepEqual((await range('bytes=10000-'))[0], 416);
  assert.deepEqual((await range('bytes=a'))[0], 200);
  const seen = await marie.fetch(path, { headers: { 'if-none-match': `"${blobId}"` } });
  assert.equal(seen.status, 304);

  assert.equal((await paul.fetch(`/jmap/download/${paul.accountId}/${blobId}/x`)).status, 404);
  assert.equal((await paul.fetch(path)).status, 404);
  assert.equal((await paul.fetch(`/jmap/upload/${marie.accountId}/`, { method: 'POST', body: 'x' })).status, 404);
});

test('an upload past the limit is refused by the name of the limit', async () => {
  const large = await marie.fetch(`/jmap/upload/${marie.accountId}/`, {
    method: 'POST',
    body: new Uint8Array(100_001),
  });
  assert.equal(large.status, 413);
  assert.equal(((await large.json()) as Answer).type, 'urn:ietf:params:jmap:error:limit');
});

test('an upload is forgotten after a day', async () => {
  const up = await marie.fetch(`/jmap/upload/${marie.accountId}/`, { method: 'POST', body: message('x\n').toString() });
  const { blobId } = (await up.json()) as Answer;
  const status = async () => (await marie.fetch(`/jmap/download/${marie.accountId}/${blobId}/x`)).status;
  assert.equal(await status(), 200);
  door.clock.advance(24 * 3_600_000);
  assert.equal(await status(), 404);
});

test('bytes are joined, read and found within requests', async () => {
  const [uploaded, got] = await marie.calls([
    ['Blob/upload', { create: { a: { data: [{ 'data:asText': 'été ' }, { 'data:asBase64': 'AP8=' }], type: 'x/y' } } }],
    ['Blob/get', { ids: ['#a', 'Bnone'], properties: ['data', 'size', 'digest:sha-256'], offset: 0, length: 5 }],
  ]);
  const { id, size, type } = uploaded[1].created.a;
  assert.deepEqual([size, type], [8, 'x/y']);
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from('été'))).toString('base64');
  assert.deepEqual(got[1].list, [{ id, 'data:asText': 'été', 'digest:sha-256': digest, size: 8 }]);
  assert.deepEqual(got[1].notFound, ['Bnone']);
  const whole = await marie.call('Blob/get', { ids: [id] });
  assert.deepEqual(whole.list, [{ id, 'data:asBase64': 'w6l0w6kgAP8=', size: 8 }]);
  const { notCreated } = await marie.call('Blob/upload', {
    create: {
      a: { data: [{ blobId: id, offset: 7, length: 2 }] },
      b: { data: [{ 'data:asText': 'x', blobId: id }] },
      c: { data: [{ 'data:asBase64': '???' }] },
      d: { data: [{ blobId: 'Bnone' }] },
    },
  });
  const types = Object.values(notCreated as Record<string, Answer>).map(error => error.type);
  assert.deepEqual(types, ['invalidProperties', 'invalidProperties', 'invalidProperties', 'blobNotFound']);
  const lookup = await marie.call('Blob/lookup', { typeNames: ['Email'], ids: [id, 'B1-zz'] });
  assert.deepEqual([lookup.list, lookup.notFound], [[{ id, matchedIds: { Email: [] } }], ['B1-zz']]);
  assert.equal((await marie.fails('Blob/lookup', { typeNames: ['Mood'], ids: [] })).type, 'unknownDataType');
});

test('two members of one name are refused, wherever they stand', async () => {
  const twice = async (body: string) => (await raw(body)).answer.type;
  const notJson = 'urn:ietf:params:jmap:error:notJSON';
  assert.equal(await twice('{"using":[],"using":[],"methodCalls":[]}'), notJson);
  const call = (args: string) => `{"using":${JSON.stringify(usual)},"methodCalls":[["Core/echo",${args},"c"]]}`;
  assert.equal(await twice(call('{"a":{"b":1,"\\u0062":2}}')), notJson);
  assert.equal(await twice(call('{"__proto__":1,"__proto__":2}')), notJson);
  const once = await raw(call('{"a:b":":\\":","__proto__":{"x":1},"c\\\\":[{"d":1},{"d":2}]}'));
  assert.equal(once.status, 200);
  assert.deepEqual(Object.keys(once.answer.methodResponses[0][1]), ['a:b', '__proto__', 'c\\']);
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));

test('a program that is not signed in is challenged, a page is only told: no window of the browser asks for a password', async () => {
  const asked = (headers: Record<string, string>) => fetch(`${door.origin}/.well-known/jmap`, { headers });
  const [program, page] = [await asked({}), await asked({ 'sec-fetch-site': 'same-origin' })];
  assert.deepEqual([program.status, page.status], [401, 401]);
  assert.match(program.headers.get('www-authenticate')!, /^Basic/);
  assert.equal(page.headers.get('www-authenticate'), null);
});
