/** What the person knows of themselves, compared in constant time, and what a password may not hold of it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccountId } from '../../model/account.ts';
import { findOwner, listWorkplaces, type StoredPerson } from '../../store/people.ts';
import type { House, Keys } from '../house.ts';
import type { PersonalReferences } from '../signing-in/password-rule.ts';
import { hashNumen, openBirthDate } from './secrets.ts';

export type Owner = Omit<StoredPerson, 'assignments'>;

/** Is this NUMEN theirs? Never, where they have none. */
export function hasNumen(keys: Keys, owner: Owner, numen: string): boolean {
  return owner.numen !== null && same(hashNumen(keys, numen), owner.numen);
}

/** `YYYY-MM-DD`. */
export function isBornOn(keys: Keys, owner: Owner, birthDate: string): boolean {
  return same(digest(openBirthDate(keys, owner.hrKey, owner.birthDate)), digest(birthDate));
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** What the password rule may not find in a new password of this account; that of a post has no person. */
export async function referencesOf(
  house: Pick<House, 'store' | 'keys'>,
  accountId: AccountId,
  address: string,
  numen: string | null,
): Promise<PersonalReferences> {
  const local = address.split('@')[0]!;
  const owner = await findOwner(house.store.database, accountId);
  if (owner === null) return { words: [local], birthDate: null, numen };
  const places = await listWorkplaces(house.store.database, owner.personId);
  const names = [owner.givenName, owner.familyName, owner.birthName ?? '', owner.hrKey];
  return {
    words: [...names, local, ...places.flatMap(place => [place.name, place.town])],
    birthDate: openBirthDate(house.keys, owner.hrKey, owner.birthDate),
    numen: numen?.replace(/[\s.-]/g, '') ?? null,
  };
}
