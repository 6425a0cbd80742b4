import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../actor.ts';

/** @throws Refusal not-permitted, unless the actor is a security analyst or an administrator of the whole house */
export function requireAnalyst(actor: Actor): void {
  const may = actor.roles.some(({ role, uai }) => (role === 'analyst' || role === 'administrator') && uai === '');
  if (!may) throw new Refusal('not-permitted');
}
