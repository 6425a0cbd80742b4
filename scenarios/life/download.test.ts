/** A package is fetched in pieces, by its link alone, as long as the link holds and the account is open. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Actor } from '../../server/services/actor.ts';
import { makePackage } from '../../server/services/departure/packages.ts';
import { usualLife } from '../../server/services/lifecycle/rules.ts';
import { tell } from '../../server/services/people/tell.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let folder: string;
let marie: Actor;
let url: string;
let whole: Buffer;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packages-'));
  desk = await openDesk({
    departure: { packages: folder, rules: usualLife, openRemote: () => Promise.reject(new Error('not here')) },
  });
  await desk.feed([
    { key: 'm', family: 'Martin', given: 'Marie', population: 'contractuel', to: '30/11/2026' },
    { key: 'o', family: 'Ouali', given: 'Zoé' },
  ]);
  await desk.activate('m', 'o');
  marie = await desk.actor('m');
  const words = { subject: 'Essai', fr: 'Bonjour', en: 'Hello' };
  for (let count = 0; count < 5; count += 1) {
    await desk.house.store.database.transaction(tx => tell(tx, desk.house, marie.accountId, words));
  }
  const post = await desk.at(marie);
  const { id } = (await post('/api/departure/package')).json<{ id: number }>();
  assert.equal((await post('/api/departure/link', { id })).status, 503, 'not made yet');
  assert.ok(await makePackage(desk.house, folder, async () => []));
  ({ url } = (await post('/api/departure/link', { id })).json<{ url: string }>());
});
after(async () => {
  await desk.close();
  await rm(folder, { recursive: true });
});
afterEach(() => assert.deepEqual(desk.faults, []));

const get = (headers: Record<string, string> = {}, method = 'GET') => desk.ask(method, url, { headers });

test('R28 the whole, with its checksum', async () => {
  const answer = await get();
  assert.equal(answer.status, 200);
  whole = answer.bytes;
  assert.equal(createHash('sha256').update(whole).digest('hex'), answer.headers['x-checksum-sha256']);
  const head = await get({}, 'HEAD');
  assert.deepEqual([head.headers['content-length'], head.bytes.length], [String(whole.length), 0]);
});

test('R28 a download that was cut goes on where it stopped, and only over the same file', async () => {
  const half = whole.length >> 1;
  const { headers, status, bytes } = await get({ range: `bytes=0-${half - 1}` });
  assert.equal(status, 206);
  assert.equal(headers['content-range'], `bytes 0-${half - 1}/${whole.length}`);
  const rest = await get({ range: `bytes=${half}-`, 'if-range': String(headers.etag) });
  assert.ok(Buffer.concat([bytes, rest.bytes]).equals(whole));
  const other = await get({ range: `bytes=${half}-`, 'if-range': '"another"' });
  assert.deepEqual([other.status, other.bytes.length], [200, whole.length]);
  const tail = await get({ range: 'bytes=-10' });
  assert.ok(tail.bytes.equals(whole.subarray(-10)));
});

test('ranges that make no sense', async () => {
  const beyond = await get({ range: `bytes=${whole.length}-` });
  assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, `bytes */${whole.length}`]);
  for (const range of ['bytes=5-2', 'bytes=-', 'lines=1-2', 'bytes=0-1,4-5', 'bytes=x-']) {
    assert.equal((await get({ range })).status, 200, range);
  }
});

test('nobody has a link to the package of somebody else, nor one of their own making', async () => {
  const other = await desk.at(await desk.actor('o'));
  assert.equal((await other('/api/departure/link', { id: 1 })).status, 403);
  for (const forged of [`${url}x`, url.replace(/\.[^.]+\./, '.zzzzzzzz.'), '/paquets/1', '/paquets/1.2.3']) {
    assert.equal((await desk.ask('GET', forged)).status, 403, forged);
  }
});

test('R27 the portal counts the days', async () => {
  const answer = await (await desk.at(marie))('/api/departure');
  const { plan } = answer.json<{ plan: { lastDay: string; closesOn: string; daysLeft: number } }>();
  assert.deepEqual(plan, { lastDay: '2026-11-30', closesOn: '2026-12-30', daysLeft: 36, readOnlyFrom: null });
});

test('R29 after a week the link is over; after the closing there is a clear refusal', async () => {
  desk.clock.advance(8 * 86_400_000);
  assert.equal((await get()).status, 403);
  const post = await desk.at(marie);
  const { id } = (await post('/api/departure/package')).json<{ id: number }>();
  await makePackage(desk.house, folder, async () => []);
  ({ url } = (await post('/api/departure/link', { id })).json<{ url: string }>());
  assert.equal((await get()).status, 200);
  await rm(join(folder, `${id}.zip`));
  assert.equal((await get()).status, 503, 'another node has it');
  await desk.liveDay('2026-12-31');
  const refused = await get();
  assert.equal(refused.status, 403);
});
