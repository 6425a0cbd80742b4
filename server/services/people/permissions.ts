/**
 * The one table of who may do what to the accounts of others (R35, R38–R40): roles over the whole house, and roles over one
 * school, which reach the people who work in it and nobody else. No act reads a mailbox or signs in as somebody.
 */
import type { AccountId, RoleName } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { listSchoolsOf } from '../../store/roles.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from './authority.ts';

export const supportActs = {
  /** Find people and see the state of their account, with its reason. */
  see: ['administrator', 'support', 'analyst', 'secretary', 'referent'],
  /** When, by which door, program and network somebody came in. */
  'see-sign-ins': ['administrator', 'support', 'analyst'],
  /** Where to reach somebody outside the house, to check who is calling. */
  'see-contacts': ['administrator', 'support', 'secretary'],
  'print-letters': ['administrator', 'support', 'secretary'],
  'hand-letter': ['administrator', 'secretary'],
  /** A one-time code, once the identity is checked. */
  'hand-code': ['administrator', 'support', 'secretary'],
  suspend: ['administrator', 'support', 'analyst'],
  reopen: ['administrator', 'support'],
  close: ['administrator'],
  'grant-role': ['administrator'],
  'settle-feed': ['administrator'],
  'name-holders': ['administrator', 'support'],
  'read-journal': ['administrator'],
} as const satisfies Record<string, readonly RoleName[]>;

export type SupportAct = keyof typeof supportActs;

/** Roles that are held over a school; the others are held over the whole house. */
export const schoolRoles: readonly RoleName[] = ['secretary', 'referent'];

/** @throws Refusal not-permitted unless the operator may do this over the house, or over this school */
export function requireAct(operator: Operator, act: SupportAct, uai = ''): void {
  requireRole(operator, supportActs[act], uai);
}

/** Where somebody may do this: '' is the whole house, else a school. */
export function reachOf({ roles }: Pick<Exclude<Operator, 'console'>, 'roles'>, act: SupportAct): string[] {
  const allowed: readonly RoleName[] = supportActs[act];
  return [...new Set(roles.filter(({ role }) => allowed.includes(role)).map(({ uai }) => uai))];
}

/** @throws Refusal not-permitted unless the operator may do this to that account: over the house, or a school of its owner */
export async function requireActOver(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  operator: Operator,
  act: SupportAct,
  accountId: AccountId,
): Promise<void> {
  if (operator === 'console') return;
  const schools = await listSchoolsOf(store.database, accountId, parisDate(clock.now()));
  const roles: readonly RoleName[] = supportActs[act];
  const reaches = ({ role, uai }: { role: RoleName; uai: string }) =>
    roles.includes(role) && (uai === '' || schools.includes(uai));
  if (!operator.roles.some(reaches)) throw new Refusal('not-permitted');
}
