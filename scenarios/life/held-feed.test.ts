/** A feed that would change too much waits, is shown, and is applied as it was shown or not at all. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { type HrRow, hrCsv } from '../../dev/testing/people.ts';
import { usualRule } from '../../server/formats/person-name/address-rule.ts';
import type { Actor } from '../../server/services/actor.ts';
import { usualLife } from '../../server/services/lifecycle/rules.ts';
import { confirmHeld, showHeld } from '../../server/services/people/held-feeds.ts';
import { type Answer, type Desk, openDesk } from './desk.ts';

let desk: Desk;
let ada: Actor;
let post: (path: string, body?: unknown) => Promise<Answer>;
const everybody: HrRow[] = Array.from({ length: 60 }, (_, index) => ({ key: `p${index}`, family: 'Nom', given: 'Jo' }));
const administrator: HrRow = { key: 'a', family: 'Deschamps', given: 'Ada' };

before(async () => {
  desk = await openDesk({ people: { address: usualRule, life: usualLife } });
  await desk.feed([administrator, ...everybody]);
  await desk.activate('a');
  ada = await desk.actor('a', 'administrator');
  post = await desk.at(ada);
});
after(() => desk.close());
afterEach(() => assert.deepEqual(desk.faults, []));

async function upload(rows: readonly HrRow[], verb: 'preview' | 'import' = 'import'): Promise<Answer> {
  return await desk.upload(ada, `/api/feeds/${verb}?scope=complete&name=rh.csv`, hrCsv(rows));
}

type Reply = { outcome: string; feed: number; held: { fr: string }; rows: { what: string; hrKey: string }[] };

test('what closes more than two in a hundred is held, listed and shown; nothing has changed', async () => {
  const answer = await upload([administrator, ...everybody.slice(10)]);
  assert.equal(answer.status, 200, answer.bytes.toString());
  const { outcome, feed, held } = answer.json<Reply>();
  assert.equal(outcome, 'held');
  assert.match(held.fr, /en ferait partir 10 /);
  const list = (await post('/api/feeds/held')).json<{ feeds: { id: number; origin: string }[] }>();
  assert.deepEqual(
    list.feeds.map(each => [each.id, each.origin]),
    [[feed, 'rh.csv']],
  );
  const diff = (await post('/api/feeds/diff', { id: feed })).json<{ rows: { what: string }[] }>();
  assert.deepEqual(
    diff.rows.map(row => row.what),
    Array(10).fill('missing'),
  );
  const csv = await post('/api/feeds/diff.csv', { id: feed });
  assert.match(csv.bytes.toString(), /^\ufeffnature;agent;ligne;détail\r\nabsent;p0;;\r\n/);
  assert.equal(await desk.stateOf('p0'), 'expected');
});

test('it is sealed while it waits', async () => {
  const [row] = await desk.house.store.database.query<{ sealed: Buffer }>({ text: 'select sealed from held_feed' });
  assert.ok(!row!.sealed.includes('Nom'));
});

test('it is applied as it was shown: once the directory has moved, it must be looked at again', async () => {
  const [{ id } = { id: 0 }] = (await post('/api/feeds/held')).json<{ feeds: { id: number }[] }>().feeds;
  const { fingerprint } = (await post('/api/feeds/diff', { id })).json<{ fingerprint: string }>();
  await desk.feed([administrator, ...everybody.slice(1)]);
  assert.equal((await post('/api/feeds/confirm', { id, fingerprint })).status, 409);
  const again = await showHeld(desk.house, ada, id, { addressRule: usualRule });
  assert.equal(again.rows.length, 9);
  const confirmed = await post('/api/feeds/confirm', { id, fingerprint: again.fingerprint });
  assert.equal(confirmed.json<Reply>().outcome, 'applied');
  assert.equal((await post('/api/feeds/confirm', { id, fingerprint: again.fingerprint })).status, 409, 'once');
  const left = await desk.house.store.database.query({ text: 'select from held_feed where sealed is not null' });
  assert.equal(left.length, 0, 'its octets are gone');
});

test('a feed that is dropped leaves nothing but its trace', async () => {
  const { feed } = (await upload([administrator, ...everybody.slice(30)])).json<Reply>();
  assert.equal((await post('/api/feeds/drop', { id: feed })).status, 200);
  const options = { addressRule: usualRule, agreed: null };
  await assert.rejects(confirmHeld(desk.house, 'console', feed, options), { reason: 'policy' });
});

test('the same file twice changes nothing, a preview never', async () => {
  const rows = [administrator, ...everybody.slice(10)];
  assert.equal((await upload(rows, 'preview')).json<Reply>().outcome, 'previewed');
  assert.deepEqual((await upload(rows)).json<Reply>().rows, []);
  assert.deepEqual((await upload(rows)).json<Reply>().rows, []);
});

test('nobody but an administrator, and nothing but a feed', async () => {
  await desk.activate('p20');
  const other = await desk.actor('p20', 'support');
  assert.equal((await desk.upload(other, '/api/feeds/import?scope=partial', hrCsv([]))).status, 403);
  assert.equal((await desk.upload(ada, '/api/feeds/import?scope=partial', Buffer.from('bonjour'))).status, 422);
  assert.equal((await desk.upload(ada, '/api/feeds/import', hrCsv([]))).status, 400);
});
