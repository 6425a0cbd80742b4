import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../actor.ts';

/** An analyst who signed in, or whoever has the machine itself. */
export type Analyst = Pick<Actor, 'roles'> | 'console';

/** @throws Refusal not-permitted, unless the actor is a security analyst or an administrator of the whole house */
export function requireAnalyst(actor: Analyst): void {
  if (actor === 'console') return;
  const may = actor.roles.some(({ role, uai }) => (role === 'analyst' || role === 'administrator') && uai === '');
  if (!may) throw new Refusal('not-permitted');
}
