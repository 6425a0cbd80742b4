import { readLife } from '../../store/account-states.ts';
import { findOwner } from '../../store/people.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

const year = 365 * 86_400_000;

/**
 * Must this person choose a new password before anything else (R18)? After a year: administrators always, others where
 * their population is held to it; everybody else is only reminded.
 */
export async function mustRenew(
  { store, clock, renewal }: Pick<House, 'store' | 'clock' | 'renewal'>,
  { accountId, roles }: Actor,
): Promise<boolean> {
  const setAt = (await readLife(store.database, accountId))?.passwordSetAt ?? null;
  if (setAt === null || clock.now().getTime() - setAt.getTime() <= year) return false;
  if (roles.some(({ role }) => role === 'administrator')) return true;
  const owner = await findOwner(store.database, accountId);
  return owner !== null && (renewal?.forcedFor.includes(owner.population) ?? false);
}
