import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../actor.ts';

/** The queue is looked at by support and analysts, and acted upon by administrators. @throws Refusal not-permitted */
export function requireQueueRight({ roles }: Pick<Actor, 'roles'>, right: 'look' | 'act'): void {
  const allowed = right === 'look' ? ['support', 'analyst', 'administrator'] : ['analyst', 'administrator'];
  if (!roles.some(({ role, uai }) => uai === '' && allowed.includes(role))) throw new Refusal('not-permitted');
}
