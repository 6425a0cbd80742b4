import { passwordLengths, plainProvisional } from '@vaguemestre/contract/password-composition.ts';
import type { Proof } from '@vaguemestre/contract/text.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Credentials, findCredentials } from '../../store/accounts.ts';
import { findOwner } from '../../store/people.ts';
import type { House } from '../house.ts';
import { hasNumen, isBornOn, type Owner } from '../people/proofs.ts';
import { throttle } from '../signing-in/throttle.ts';

/** A letter in hand: who it names, what it says, and what only the person knows (R6). */
export type LetterInHand = {
  readonly identifier: string;
  readonly provisionalPassword: string;
  readonly proof: Proof;
  /** The client's address, as text. */
  readonly remote: string;
};

export type CheckedLetter = {
  readonly credentials: Credentials & { readonly provisionalHash: string };
  readonly owner: Owner;
  /** Characters the new password must have at least. */
  readonly leastLength: number;
};

type Parts = Pick<House, 'store' | 'clock' | 'keys' | 'passwords' | 'domains' | 'log'>;

/**
 * Tries a letter and its proof; opens nothing. An unknown name, an account already activated, a wrong password and a
 * wrong proof take as long and answer the same.
 * @throws Refusal bad-credentials, slow-down; letter-expired to whom proved everything
 */
export async function checkLetter(house: Parts, letter: LetterInHand): Promise<CheckedLetter> {
  const db = house.store.database;
  const name = addressOf(letter.identifier, house.domains[0]!);
  const credentials = await findCredentials(db, name);
  const counted = await throttle(house, credentials?.accountId ?? name, letter.remote);
  const owner = credentials === null ? null : await findOwner(db, credentials.accountId);
  const hash = credentials?.state === 'provisional' ? credentials.provisionalHash : null;
  const typed = plainProvisional(letter.provisionalPassword);
  const passwordHolds = hash === null ? await nothing(house, typed) : await house.passwords.verify(hash, typed);
  const proofHolds = owner !== null && holds(house, owner, letter.proof);
  if (credentials === null || owner === null || hash === null || !passwordHolds || !proofHolds) {
    house.log.info('letter-refused', { account: credentials?.accountId ?? null });
    throw new Refusal('bad-credentials');
  }
  await counted.succeeded();
  if (credentials.provisionalUntil === null || credentials.provisionalUntil <= house.clock.now()) {
    throw new Refusal('letter-expired');
  }
  return { credentials: { ...credentials, provisionalHash: hash }, owner, leastLength: leastLength(credentials.roles) };
}

/** The address, or what stands before its @. */
export function addressOf(identifier: string, domain: string): string {
  const name = identifier.trim().toLowerCase();
  return name.includes('@') ? name : `${name}@${domain}`;
}

/** Characters a password has at least: more for who administers the house. */
export function leastLength(roles: Credentials['roles']): number {
  return roles.some(each => each.role === 'administrator') ? passwordLengths.administrator : passwordLengths.least;
}

/** Would it do for an administrator? */
export function isLong(password: string): boolean {
  return [...password].length >= passwordLengths.administrator;
}

async function nothing(house: Parts, password: string): Promise<false> {
  await house.passwords.verifyNothing(password);
  return false;
}

/** The NUMEN, or the birth date where the State gave none. */
function holds({ keys }: Pick<House, 'keys'>, owner: Owner, proof: Proof): boolean {
  if (proof.kind === 'numen') return hasNumen(keys, owner, proof.numen);
  return isBornOn(keys, owner, proof.birthDate) && owner.numen === null;
}
