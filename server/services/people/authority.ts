import type { RoleName } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../actor.ts';

/** Who acts: somebody signed in, or whoever has the machine itself (the command line, a job). */
export type Operator = Actor | 'console';

/** @throws Refusal not-permitted unless the operator holds one of the roles, over the house or over this school */
export function requireRole(operator: Operator, roles: readonly RoleName[], uai = ''): void {
  if (operator === 'console') return;
  const held = operator.roles.some(each => roles.includes(each.role) && (each.uai === '' || each.uai === uai));
  if (!held) throw new Refusal('not-permitted');
}
