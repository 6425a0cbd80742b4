/**
 * Roles, for the days they are given: the secretary and the référent numérique of a school, the support, the analyst, the
 * administrator of the house. One administrator gives and takes the others; for an administrator it takes two.
 */
import type { AccountId, RoleName } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Transaction } from '../../store/database.ts';
import {
  endGrant,
  findGrant,
  findPersonOf,
  insertGrant,
  listGrants,
  type RoleGrant,
  settleRoles,
} from '../../store/roles.ts';
import { listSchools } from '../../store/schools.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import type { Operator } from './authority.ts';
import { requireAct, schoolRoles } from './permissions.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'log'>;

export type RoleWish = {
  readonly role: RoleName;
  /** '' for a role over the whole house. */
  readonly uai?: string;
  /** `YYYY-MM-DD`; absent: today. */
  readonly firstDay?: string;
  /** Null or absent: as long as its holder serves. */
  readonly lastDay?: string | null;
};

/**
 * Gives a role to the owner of an account.
 * @throws Refusal not-permitted; two-persons for an administrator, but on the machine itself; policy: a school where the
 * role has none, or none where it needs one, days in the wrong order, the account of a post
 */
export async function grantRole(house: Parts, operator: Operator, accountId: AccountId, wish: RoleWish): Promise<void> {
  requireAct(operator, 'grant-role');
  if (operator !== 'console' && wish.role === 'administrator') throw new Refusal('two-persons');
  await house.store.database.transaction(tx => grantRoleIn(tx, house, operator, accountId, wish));
}

/** As `grantRole`, in the caller's transaction and with its permission. */
export async function grantRoleIn(
  tx: Transaction,
  house: Pick<House, 'clock' | 'random'>,
  operator: Operator,
  accountId: AccountId,
  wish: RoleWish,
): Promise<void> {
  const personId = await findPersonOf(tx, accountId);
  if (personId === null) throw new Refusal('policy', 'a post holds no role');
  const { role, uai = '', lastDay = null } = wish;
  const at = house.clock.now();
  const today = parisDate(at);
  const firstDay = wish.firstDay ?? today;
  if (schoolRoles.includes(role) !== (uai !== '')) throw new Refusal('policy', `${role} over ${uai || 'the house'}`);
  if (uai !== '' && !(await listSchools(tx)).some(school => school.uai === uai)) throw new Refusal('policy', uai);
  if (lastDay !== null && (lastDay < firstDay || lastDay < today))
    throw new Refusal('policy', 'days in the wrong order');
  const by = operator === 'console' ? null : operator.accountId;
  if (!(await insertGrant(tx, { personId, role, uai, firstDay, lastDay, by, at }))) return;
  await settleRoles(tx, today);
  const facts = { role, uai, firstDay, lastDay };
  await record(tx, house, { kind: 'role-granted', actor: operator, subject: accountId, facts });
}

/**
 * Takes a role back at once.
 * @throws Refusal not-permitted; two-persons for an administrator, but on the machine itself; policy: ended already
 */
export async function revokeRole(house: Parts, operator: Operator, grantId: number): Promise<void> {
  requireAct(operator, 'grant-role');
  const grant = await findGrant(house.store.database, grantId);
  if (grant === null) throw new Refusal('policy', 'no such grant');
  if (operator !== 'console' && grant.role === 'administrator') throw new Refusal('two-persons');
  await house.store.database.transaction(tx => revokeRoleIn(tx, house, operator, grant));
}

/** As `revokeRole`, in the caller's transaction and with its permission. */
export async function revokeRoleIn(
  tx: Transaction,
  house: Pick<House, 'clock' | 'random'>,
  operator: Operator,
  { id, accountId, role, uai }: Pick<RoleGrant, 'id' | 'accountId' | 'role' | 'uai'>,
): Promise<void> {
  const at = house.clock.now();
  const by = operator === 'console' ? null : operator.accountId;
  if ((await endGrant(tx, id, { by, at })) === null) throw new Refusal('policy', 'ended already');
  await settleRoles(tx, parisDate(at));
  await record(tx, house, { kind: 'role-revoked', actor: operator, subject: accountId, facts: { role, uai } });
}

/** Roles that were given and not taken back, those to come included. @throws Refusal not-permitted */
export async function listRoles(
  { store }: Pick<House, 'store'>,
  operator: Operator,
  accountId: AccountId | null = null,
): Promise<RoleGrant[]> {
  requireAct(operator, 'grant-role');
  return await listGrants(store.database, accountId);
}
