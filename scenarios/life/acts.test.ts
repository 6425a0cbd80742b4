/** What takes two persons, and the journal that tells of it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { HrRow } from '../../dev/testing/people.ts';
import { type Reason, Refusal } from '../../server/model/refusal.ts';
import { reopen, suspend } from '../../server/services/accounts/change-state.ts';
import { twoPersonActs } from '../../server/services/accounts/two-person-acts.ts';
import type { Actor } from '../../server/services/actor.ts';
import { confirm, listToConfirm, propose, withdraw } from '../../server/services/audit/two-persons.ts';
import { verifyJournal } from '../../server/services/audit/verify.ts';
import { forgetPersonal, readHead } from '../../server/store/acts.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

let life: LifeHouse;
let ada: Actor;
let ben: Actor;
let eva: Actor;
const marie: HrRow = { key: '1', family: 'Martin', given: 'Marie' };
const zoe: HrRow = { key: '2', family: 'Ouali', given: 'Zoé', population: 'contractuel', to: '30/11/2026' };
const staff: HrRow[] = [
  { key: 'a', family: 'Deschamps', given: 'Ada' },
  { key: 'b', family: 'Zaïmi', given: 'Ben' },
  { key: 'e', family: 'Roy', given: 'Eva' },
];
before(async () => {
  life = await lifeHouse();
  await life.feed([marie, zoe, ...staff]);
  await life.activate('1', '2', 'a', 'b', 'e');
  ada = await life.actor('a', 'administrator');
  ben = await life.actor('b', 'administrator');
  eva = await life.actor('e', 'support');
});
after(() => life.close());
afterEach(() => assert.deepEqual(life.faults, []));

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const wish = (kind: string, subject: Actor['accountId']) => ({ kind, subject, detail: { reason: 'erreur' } });

test('R35 one person opens an account again; for whoever holds a role it takes two, neither of them the one concerned', async () => {
  const { house } = life;
  const account = await life.accountOf('1');
  await suspend(house, eva, account, 'Mot de passe divulgué.');
  await reopen(house, eva, account);
  assert.equal(await life.stateOf('1'), 'active');

  await suspend(house, ada, ben.accountId, 'Poste perdu.');
  await assert.rejects(reopen(house, ada, ben.accountId), refuses('two-persons'));
  await assert.rejects(propose(house, ben, twoPersonActs, wish('reopen', ben.accountId)), refuses('not-permitted'));
  const id = await propose(house, ada, twoPersonActs, wish('reopen', ben.accountId));
  await assert.rejects(confirm(house, ada, twoPersonActs, id), refuses('not-permitted'));
  await assert.rejects(confirm(house, ben, twoPersonActs, id), refuses('not-permitted'));
  const marieActs = { ...(await life.actor('1')) };
  await assert.rejects(confirm(house, marieActs, twoPersonActs, id), refuses('not-permitted'));
  assert.deepEqual(
    (await listToConfirm(house, eva, twoPersonActs)).map(each => each.id),
    [id],
  );
  await confirm(house, eva, twoPersonActs, id);
  assert.equal(await life.stateOf('b'), 'active');
  assert.deepEqual(await life.inbox(ben.accountId), [
    'Votre boîte aux lettres est suspendue',
    'Votre boîte aux lettres est rouverte',
  ]);
  await assert.rejects(confirm(house, eva, twoPersonActs, id), refuses('policy'));
});

test('R35 a proposal may be withdrawn, and is worth nothing after a week', async () => {
  const { house } = life;
  await suspend(house, ada, ben.accountId, 'Poste perdu.');
  const first = await propose(house, ada, twoPersonActs, wish('reopen', ben.accountId));
  await withdraw(house, eva, twoPersonActs, first);
  await assert.rejects(confirm(house, eva, twoPersonActs, first), refuses('policy'));
  const second = await propose(house, ada, twoPersonActs, wish('reopen', ben.accountId));
  life.goTo('2026-12-02');
  await assert.rejects(confirm(house, eva, twoPersonActs, second), refuses('policy'));
  assert.equal(await life.stateOf('b'), 'suspended');
  await confirm(house, eva, twoPersonActs, await propose(house, ada, twoPersonActs, wish('reopen', ben.accountId)));
});

test('R29 an error of HR is undone by two administrators, with all the mailbox held, and the unused new account gives way', async () => {
  const { house } = life;
  const account = await life.accountOf('2');
  await life.liveDay('2026-12-10');
  const before = await life.inbox(account);
  await life.liveDay('2026-12-31');
  assert.equal(await life.stateOf('2'), 'closed');
  const early = await propose(house, ada, twoPersonActs, wish('reinstate', account));
  await assert.rejects(confirm(house, eva, twoPersonActs, early), refuses('not-permitted'));
  await assert.rejects(confirm(house, ben, twoPersonActs, early), refuses('policy'), 'HR still says it is over');
  await life.feed([marie, { ...zoe, to: '31/08/2027' }, ...staff]);
  await life.liveDay('2027-01-02');
  assert.notEqual(await life.accountOf('2'), account);
  await confirm(house, ben, twoPersonActs, early);
  assert.equal(await life.accountOf('2'), account);
  assert.equal(await life.stateOf('2'), 'active');
  assert.equal((await life.actor('2')).address, 'zoe.ouali@ac-amiens.test');
  assert.deepEqual((await life.inbox(account)).slice(0, before.length), before);
  await life.liveDay('2027-01-03');
  assert.equal(await life.stateOf('2'), 'active');
});

test('the journal holds, keeps holding when personal words are forgotten, and shows what is changed or cut', async () => {
  const { house } = life;
  const { database } = house.store;
  const exported = await readHead(database);
  assert.equal((await verifyJournal(house, [exported])).kind, 'whole');
  const account = await life.accountOf('1');
  assert.equal(await forgetPersonal(database, account), 1);
  const verdict = await verifyJournal(house);
  assert.ok(verdict.kind === 'whole' && verdict.forgotten === 1);

  await database.run({
    text: `update act_personal set words = '{"reason":"autre"}' where seq = (select max(seq) from act_personal)`,
  });
  const spoilt = await verifyJournal(house);
  assert.ok(spoilt.kind === 'broken' && spoilt.why === 'personal');

  // Somebody with the database in hand cuts the end and moves the head back: only the exported head knows.
  await database.run({ text: 'delete from act_personal' });
  const cut = exported.seq - 1;
  await database.run({
    text: `update act_head set seq = ${cut}, hash = (select hash from act where seq = ${cut})`,
    name: '',
  });
  await database.run({ text: `delete from act where seq > ${cut}`, name: '' });
  assert.equal((await verifyJournal(house)).kind, 'whole');
  assert.deepEqual(await verifyJournal(house, [exported]), { kind: 'broken', seq: exported.seq, why: 'missing' });
});
