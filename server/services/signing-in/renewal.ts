import type { Population } from '../../model/account.ts';
import { readLife } from '../../store/account-states.ts';
import { findOwner } from '../../store/people.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** How long a password may serve. */
export const yearDays = 365;
const year = yearDays * 86_400_000;

/**
 * Must this person choose a new password before anything else (R18)? After a year: administrators always, others where
 * their population is held to it; everybody else is only reminded. And an administrator whose password was chosen before
 * they were one, shorter than theirs must be. And anybody an analyst asks it of: they gave theirs away.
 */
export async function mustRenew(
  house: Pick<House, 'store' | 'clock' | 'renewal'>,
  { accountId, roles }: Actor,
): Promise<boolean> {
  const life = await readLife(house.store.database, accountId);
  if (life?.passwordDue === true) return true;
  const setAt = life?.passwordSetAt ?? null;
  if (life === null || setAt === null) return false;
  const administers = roles.some(({ role }) => role === 'administrator');
  if (administers && !life.passwordLong) return true;
  if (house.clock.now().getTime() - setAt.getTime() <= year) return false;
  const owner = administers ? null : await findOwner(house.store.database, accountId);
  return isHeldToRenewal(house, { roles }, owner?.population ?? null);
}

/** Administrators always are, others by their population. */
export function isHeldToRenewal(
  { renewal }: Pick<House, 'renewal'>,
  { roles }: Pick<Actor, 'roles'>,
  population: Population | null,
): boolean {
  if (roles.some(({ role }) => role === 'administrator')) return true;
  return population !== null && (renewal?.forcedFor.includes(population) ?? false);
}
