/**
 * A browser on its way to another provider and back: one token that only the browser holds, good once and for ten minutes.
 * State, nonce and PKCE verifier are drawn from it, so that an answer is taken from the browser that asked and no other.
 */
import { createHash } from 'node:crypto';
import { insertChallenge, takeChallenge } from '../../store/passkeys.ts';
import type { House } from '../house.ts';
import { drawToken, hashToken } from './tokens.ts';

export type Trip = { readonly state: string; readonly nonce: string; readonly verifier: string };

const goodFor = 10 * 60_000;

/** @returns the token, for the cookie alone */
export async function beginTrip(house: Pick<House, 'store' | 'clock' | 'random'>): Promise<string> {
  const token = drawToken(house.random);
  const now = house.clock.now();
  const expiresAt = new Date(now.getTime() + goodFor);
  await insertChallenge(house.store.database, { hash: hashTrip(token), accountId: null, now, expiresAt });
  return token;
}

/** Uses the token up; false where it was used, or is too old. */
export async function endTrip({ store, clock }: Pick<House, 'store' | 'clock'>, token: string): Promise<boolean> {
  return await takeChallenge(store.database, hashTrip(token), null, clock.now());
}

export function tripOf(token: string): Trip {
  const part = (name: string): string => createHash('sha256').update(`${name}\0${token}`).digest('base64url');
  return { state: part('state'), nonce: part('nonce'), verifier: part('verifier') };
}

function hashTrip(token: string): Buffer {
  return hashToken(`provider\0${token}`);
}
