/** Mailboxes that follow the post: opened by rule, held by day, handed over with all they hold. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { HrRow } from '../../dev/testing/people.ts';
import type { Actor } from '../../server/services/actor.ts';
import { grantRole } from '../../server/services/people/grant-role.ts';
import { endHolder, listHolders, nameHolder, settlePosts } from '../../server/services/people/posts.ts';
import { findCredentials, listAddressesLent } from '../../server/store/accounts.ts';
import { listRightsOf } from '../../server/store/acl.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

const uai = '0805003K';
const address = 'ce.0805003k@ac-amiens.test';
let life: LifeHouse;
const head: HrRow = { key: 'h', family: 'Royer', given: 'Hugo', population: 'direction', function: 'Principal' };
const secretary: HrRow = {
  key: 's',
  family: 'Carpentier',
  given: 'Sylvie',
  population: 'atss',
  function: 'Secrétaire de direction',
};
const teacher: HrRow = { key: 't', family: 'Martin', given: 'Marie' };

before(async () => {
  life = await lifeHouse();
  await life.feed([head, secretary, teacher]);
  await life.activate('h', 's', 't');
  await settlePosts(life.house);
});
after(() => life.close());
afterEach(() => assert.deepEqual(life.faults, []));

const lent = async (actor: Actor) => await listAddressesLent(life.house.store.database, actor.accountId);
async function shared(actor: Actor): Promise<number> {
  const post = await findCredentials(life.house.store.database, address);
  return (await listRightsOf(life.house.store.database, post!.accountId, actor.accountId)).size;
}

test('R43 every school has its office, which its direction manages and its secretary answers', async () => {
  assert.ok(await findCredentials(life.house.store.database, address));
  assert.ok(await findCredentials(life.house.store.database, 'ce.0805002j@ac-amiens.test'));
  const holders = await listHolders(life.house, 'console', uai);
  assert.deepEqual(holders.map(each => `${each.familyName} ${each.part}`).sort(), [
    'Carpentier answerer',
    'Royer manager',
  ]);
  for (const key of ['h', 's']) {
    const actor = await life.actor(key);
    assert.deepEqual(await lent(actor), [address], 'writes in its name');
    assert.ok((await shared(actor)) > 3, 'sees its mailboxes');
  }
  assert.deepEqual(await lent(await life.actor('t')), []);
  assert.deepEqual(
    await settlePosts(life.house),
    { opened: 0, begun: 0, ended: 0, rights: 0 },
    'twice changes nothing',
  );
});

test('R43 the manager names a reader for some days, who reads and does not write as the office', async () => {
  const [royer, marie] = [await life.actor('h'), await life.actor('t')];
  const wish = { uai, accountId: marie.accountId, part: 'reader', lastDay: '2026-12-01' } as const;
  await assert.rejects(nameHolder(life.house, marie, wish), { reason: 'not-permitted' });
  await assert.rejects(nameHolder(life.house, royer, { ...wish, part: 'manager' }), { reason: 'not-permitted' });
  const id = await nameHolder(life.house, royer, wish);
  assert.ok((await shared(marie)) > 3);
  assert.deepEqual(await lent(marie), []);
  await endHolder(life.house, royer, id);
  assert.equal(await shared(marie), 0);
  await nameHolder(life.house, royer, wish);
  life.goTo('2026-12-02');
  await settlePosts(life.house);
  assert.equal(await shared(marie), 0, 'its days are over');
});

test('R43 at a handover the next head has the office with its mail, and the last one nothing', async () => {
  const next: HrRow = { ...head, key: 'n', family: 'Lacroix', given: 'Anne', from: '01/01/2027' };
  await life.feed([{ ...head, to: '31/12/2026' }, next, secretary, teacher]);
  await life.activate('n');
  await life.liveDay('2027-01-01');
  const report = await settlePosts(life.house);
  assert.deepEqual([report.begun, report.ended], [1, 1]);
  assert.deepEqual(await lent(await life.actor('h')), []);
  assert.deepEqual(await lent(await life.actor('n')), [address]);
  const held = (await listHolders(life.house, 'console', uai)).map(
    each => `${each.familyName} ${each.firstDay} ${each.lastDay}`,
  );
  assert.ok(held.includes('Royer 2026-11-24 2026-12-31'), 'the history of the post is kept');
});

test('R43 whoever is made secretary of the school answers its office', async () => {
  const marie = await life.actor('t');
  await grantRole(life.house, 'console', marie.accountId, { role: 'secretary', uai });
  await settlePosts(life.house);
  assert.deepEqual(await lent(marie), [address]);
});
