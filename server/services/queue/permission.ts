import type { RoleName } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Operator } from '../people/authority.ts';

/** Roles over the whole house. */
export const queueRoles: Readonly<Record<'look' | 'act', readonly RoleName[]>> = {
  look: ['support', 'analyst', 'administrator'],
  act: ['analyst', 'administrator'],
};

/**
 * The queue is looked at by support and analysts, and acted upon by analysts and administrators; whoever has the machine
 * itself may do both.
 * @throws Refusal not-permitted
 */
export function requireQueueRight(operator: QueueOperator, right: 'look' | 'act'): void {
  if (operator === 'console') return;
  if (!operator.roles.some(({ role, uai }) => uai === '' && queueRoles[right].includes(role)))
    throw new Refusal('not-permitted');
}

/** Who asks: of somebody signed in, what decides is the roles. */
export type QueueOperator = Pick<Exclude<Operator, 'console'>, 'accountId' | 'roles'> | 'console';

/** As the journal names who acted. */
export function nameOf(operator: QueueOperator): number | 'console' {
  return operator === 'console' ? operator : operator.accountId;
}
