/**
 * A second factor imposed on populations and roles. From the first sign-in on, the person has some days to set one up;
 * after them the portal opens nothing else, and mail programs need passwords of their own.
 */
import { listPasskeys } from '../../store/passkeys.ts';
import { findOwner } from '../../store/people.ts';
import { startGrace } from '../../store/required-factors.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { hasSecondFactor } from './second-factor.ts';

type Parts = Pick<House, 'store' | 'clock' | 'factorRule'>;

const day = 86_400_000;

/** `set`: by what the person proves more than a password; `dueAt`: until when they may do without. */
export type FactorStanding =
  | { readonly kind: 'free' }
  | { readonly kind: 'set'; readonly by: 'code' | 'passkey' }
  | { readonly kind: 'due'; readonly dueAt: Date };

/** Where somebody stands; the days of grace begin with the first question. */
export async function factorStanding(house: Parts, actor: Actor): Promise<FactorStanding> {
  if (!(await isHeld(house, actor))) return { kind: 'free' };
  const { accountId } = actor;
  if (await hasSecondFactor(house, accountId)) return { kind: 'set', by: 'code' };
  const db = house.store.database;
  if ((await listPasskeys(db, accountId)).length > 0) return { kind: 'set', by: 'passkey' };
  const now = house.clock.now();
  const until = new Date(now.getTime() + (house.factorRule?.graceDays ?? 0) * day);
  return { kind: 'due', dueAt: await startGrace(db, accountId, until) };
}

/** Must a session that proved a password alone set a second factor up before anything else? */
export async function mustEnrol(house: Parts, actor: Actor): Promise<boolean> {
  const standing = await factorStanding(house, actor);
  return standing.kind === 'due' && standing.dueAt <= house.clock.now();
}

async function isHeld({ store, factorRule }: Parts, { accountId, roles }: Actor): Promise<boolean> {
  const held = factorRule?.requiredFor ?? [];
  if (held.length === 0) return false;
  if (roles.some(({ role }) => held.includes(role))) return true;
  const owner = await findOwner(store.database, accountId);
  return owner !== null && held.includes(owner.population);
}
