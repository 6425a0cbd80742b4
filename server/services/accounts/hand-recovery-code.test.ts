import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  handClock,
  importRows,
  openedAccount,
  type PeopleHouse,
  type PeopleStore,
  peopleHouse,
  peopleStore,
} from '../../../dev/testing/people.ts';
import type { AccountId, Address } from '../../model/account.ts';
import { confirm, propose } from '../audit/two-persons.ts';
import { grantRole } from '../people/grant-role.ts';
import { activate } from './activate.ts';
import { handRecoveryCode } from './hand-recovery-code.ts';
import { provision } from './provision.ts';
import { askRecovery, finishRecovery } from './recover.ts';
import { twoPersonActs } from './two-person-acts.ts';

let kept: PeopleStore;
let house: PeopleHouse;
let yanis: AccountId;
const clock = handClock('2026-09-10T08:00:00Z');
const remote = '192.0.2.1';
const identifier = 'yanis.ouali';
const secretary = {
  accountId: 99 as AccountId,
  address: 's@ac-amiens.test' as Address,
  roles: [{ role: 'secretary', uai: '0805003K' }],
} as const;

before(async () => {
  kept = await peopleStore(clock);
  house = peopleHouse(kept, clock);
  yanis = openedAccount(await importRows(house, [{ key: '1', family: 'Ouali', given: 'Yanis' }]), '1');
  const { password } = await provision(house, 'console', yanis, { validDays: 60 });
  await activate(house, {
    identifier,
    provisionalPassword: password,
    proof: { kind: 'birth-date', birthDate: '1974-11-02' },
    charterAccepted: true,
    newPassword: 'Cerise-Violon-82!',
    remote,
  });
});
after(() => kept.close());

const ask = (code: string, birthDate = '1974-11-02') => askRecovery(house, { identifier, code, birthDate, remote });

test('R33 the secretary’s code and the birth date set a new password, at once and once', async () => {
  const { code } = await handRecoveryCode(house, secretary, yanis, 'known');
  await assert.rejects(ask(code, '1974-11-03'), { reason: 'bad-credentials' });
  const { ticket, opensAt } = await ask(code.toLowerCase().replaceAll('-', ' '));
  assert.deepEqual(opensAt, clock.now());
  await finishRecovery(house, { ticket, newPassword: 'Granit_Papaye_38', remote });
  await assert.rejects(ask(code), { reason: 'bad-credentials' });
  await house.signIn({ user: `${identifier}@ac-amiens.test`, password: 'Granit_Papaye_38', door: 'imap', remote });
});

test('R33 a second code makes the first worthless, and none lives longer than a week', async () => {
  const { code: first } = await handRecoveryCode(house, 'console', yanis, 'known');
  const { code: second } = await handRecoveryCode(house, 'console', yanis, 'known');
  await assert.rejects(ask(first), { reason: 'bad-credentials' });
  clock.advance(7 * 86_400);
  await assert.rejects(ask(second), { reason: 'bad-credentials' });
});

test('R33 R35 the secretary of another school, the référent, and anybody for a role holder: no code', async () => {
  const elsewhere = { ...secretary, roles: [{ role: 'secretary', uai: '0805002J' }] } as const;
  await assert.rejects(handRecoveryCode(house, elsewhere, yanis, 'known'), { reason: 'not-permitted' });
  const referent = { ...secretary, roles: [{ role: 'referent', uai: '0805003K' }] } as const;
  await assert.rejects(handRecoveryCode(house, referent, yanis, 'known'), { reason: 'not-permitted' });
  await grantRole(house, 'console', yanis, { role: 'support' });
  await assert.rejects(handRecoveryCode(house, secretary, yanis, 'known'), { reason: 'two-persons' });
});

test('R35 a code that two persons handed over opens the account of somebody who holds a role', async () => {
  const one = { ...secretary, accountId: 97 as AccountId, roles: [{ role: 'support', uai: '' }] } as const;
  const two = { ...one, accountId: 98 as AccountId };
  const wish = { kind: 'hand-code', subject: yanis, detail: { identity: 'passport' } };
  const proposal = await propose(house, one, twoPersonActs, wish);
  await assert.rejects(confirm(house, one, twoPersonActs, proposal), { reason: 'not-permitted' });
  const handed = await confirm(house, two, twoPersonActs, proposal);
  const { ticket } = await ask(handed!.code);
  await finishRecovery(house, { ticket, newPassword: 'Basalte!Mangue!57', remote });
});
