/** What applications learn of a person: the names that French public services give these claims. */
import { createHmac } from 'node:crypto';
import { type AccountId, opensMail } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { readLife } from '../../store/account-states.ts';
import { listAddresses } from '../../store/accounts.ts';
import { findMainWorkplace, findOwner } from '../../store/people.ts';
import type { House } from '../house.ts';

export type Claims = {
  readonly email: string;
  readonly email_verified: true;
  readonly uid: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly usual_name?: string;
  readonly name?: string;
  readonly siret?: string;
  readonly belonging_population: 'agent';
  readonly organizational_unit?: string;
};

/** Null for an account that opens nothing any more. `siret`: of the house. */
export async function claimsOf(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  accountId: AccountId,
  siret: string | null,
): Promise<Claims | null> {
  const db = store.database;
  const life = await readLife(db, accountId);
  if (life === null || !opensMail(life.state)) return null;
  const [[email], owner] = await Promise.all([listAddresses(db, accountId), findOwner(db, accountId)]);
  if (email === undefined) return null;
  const ground = {
    email,
    email_verified: true,
    uid: email.slice(0, email.lastIndexOf('@')),
    belonging_population: 'agent',
    ...(siret === null ? {} : { siret }),
  } as const;
  if (owner === null) return ground;
  const place = await findMainWorkplace(db, owner.personId, parisDate(clock.now()));
  return {
    ...ground,
    given_name: owner.givenName,
    family_name: owner.familyName,
    usual_name: owner.familyName,
    name: `${owner.givenName} ${owner.familyName}`,
    ...(place === null ? {} : { organizational_unit: place }),
  };
}

/** The name of a person for the applications of one host: the same each time, and different for every host. */
export function pairwiseName({ keys }: Pick<House, 'keys'>, sector: string, accountId: string): string {
  return createHmac('sha256', keys.numen).update(`pairwise\0${sector}\0${accountId}`).digest('base64url');
}
