/** Roles have days and a reach, and two administrators make a third. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { twoPersonActs } from '../../server/services/accounts/two-person-acts.ts';
import type { Actor } from '../../server/services/actor.ts';
import { confirm, propose } from '../../server/services/audit/two-persons.ts';
import { grantRole, listRoles, revokeRole } from '../../server/services/people/grant-role.ts';
import { findCredentials } from '../../server/store/accounts.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

const own = '0805003K';
let life: LifeHouse;
let ada: Actor;
let ben: Actor;

before(async () => {
  life = await lifeHouse();
  await life.feed([
    { key: 'a', family: 'Deschamps', given: 'Ada' },
    { key: 'b', family: 'Zaïmi', given: 'Ben' },
    { key: '1', family: 'Carpentier', given: 'Sylvie', population: 'contractuel', to: '31/01/2027' },
  ]);
  await life.activate('a', 'b', '1');
  ada = await life.actor('a', 'administrator');
  ben = await life.actor('b', 'administrator');
});
after(() => life.close());
afterEach(() => assert.deepEqual(life.faults, []));

async function rolesOf(key: string): Promise<string[]> {
  const { address } = await life.actor(key);
  return (await findCredentials(life.house.store.database, address))!.roles.map(({ role, uai }) =>
    `${role} ${uai}`.trim(),
  );
}

test('R35 a role begins and ends on its days, and with its holder’s service', async () => {
  const sylvie = await life.accountOf('1');
  await grantRole(life.house, ada, sylvie, { role: 'secretary', uai: own, firstDay: '2026-12-01' });
  await grantRole(life.house, ada, sylvie, { role: 'support', lastDay: '2026-12-10' });
  assert.deepEqual(await rolesOf('1'), ['support']);
  await life.liveDay('2026-12-01');
  assert.deepEqual(await rolesOf('1'), ['secretary 0805003K', 'support']);
  await life.liveDay('2026-12-11');
  assert.deepEqual(await rolesOf('1'), ['secretary 0805003K']);
  await life.liveDay('2027-02-01');
  assert.deepEqual(await rolesOf('1'), [], 'her service is over');
});

test('a secretary and a référent have a school, the others the whole house; days are in order', async () => {
  const sylvie = await life.accountOf('1');
  const refused = { reason: 'policy' };
  await assert.rejects(grantRole(life.house, ada, sylvie, { role: 'secretary' }), refused);
  await assert.rejects(grantRole(life.house, ada, sylvie, { role: 'secretary', uai: '0809999Z' }), refused);
  await assert.rejects(grantRole(life.house, ada, sylvie, { role: 'analyst', uai: own }), refused);
  const days = { firstDay: '2027-03-01', lastDay: '2027-02-20' };
  await assert.rejects(grantRole(life.house, ada, sylvie, { role: 'analyst', ...days }), refused);
});

test('R35 an administrator is made and unmade by two, whatever one of them wants', async () => {
  const sylvie = await life.accountOf('1');
  await assert.rejects(grantRole(life.house, ada, sylvie, { role: 'administrator' }), { reason: 'two-persons' });
  await life.feed([{ key: '1', family: 'Carpentier', given: 'Sylvie' }], { scope: 'partial' });
  const detail = { reason: 'Nouvelle prise de poste.' };
  const made = await propose(life.house, ada, twoPersonActs, { kind: 'grant-administrator', subject: sylvie, detail });
  await assert.rejects(confirm(life.house, ada, twoPersonActs, made), { reason: 'not-permitted' });
  await confirm(life.house, ben, twoPersonActs, made);
  assert.deepEqual(await rolesOf('1'), ['administrator', 'secretary 0805003K'], 'her contract was renewed');

  const [grant] = await listRoles(life.house, ben, sylvie);
  await assert.rejects(revokeRole(life.house, ben, grant!.id), { reason: 'two-persons' });
  const unmade = await propose(life.house, ben, twoPersonActs, {
    kind: 'revoke-administrator',
    subject: sylvie,
    detail,
  });
  await confirm(life.house, ada, twoPersonActs, unmade);
  assert.deepEqual(await rolesOf('1'), ['secretary 0805003K']);
  assert.deepEqual((await life.inbox(sylvie)).slice(-2), [
    'Vous êtes administrateur de la messagerie',
    'Vous n’êtes plus administrateur de la messagerie',
  ]);
});

test('R29 whoever comes back years after the closing holds no role any more', async () => {
  const row = { key: '1', family: 'Carpentier', given: 'Sylvie', population: 'contractuel' };
  await life.feed([{ ...row, to: '10/02/2027' }], { scope: 'partial' });
  await life.liveDay('2027-04-01');
  await life.feed(
    [
      { ...row, to: '10/02/2027' },
      { ...row, from: '01/09/2029' },
    ],
    { scope: 'partial' },
  );
  await life.liveDay('2029-09-01');
  await life.liveDay('2029-09-02');
  assert.equal(await life.stateOf('1'), 'provisional');
  assert.deepEqual(await rolesOf('1'), []);
});
