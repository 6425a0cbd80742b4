/** The second proof of a recovery (R32): what is registered, a code sent there, or a passkey. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { AccountId } from '../../model/account.ts';
import type { ContactKind } from '../../model/recovery-contact.ts';
import { Refusal } from '../../model/refusal.ts';
import { listPasskeys } from '../../store/passkeys.ts';
import { findRecovery, proveRecovery, type Recovery } from '../../store/recoveries.ts';
import type { House } from '../house.ts';
import { provePasskey, type Site } from '../signing-in/passkeys.ts';
import { throttleNetwork } from '../signing-in/throttle.ts';
import { hashToken } from '../signing-in/tokens.ts';
import { sendCode, takeCode } from './contact-codes.ts';
import { maskContact, readContacts } from './contacts.ts';
import { reachable } from './reach.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'domains' | 'log' | 'sms' | 'secondProof'>;

/** `hint`: the contact with gaps; null for a passkey. */
export type SecondProofOffered = { readonly kind: ContactKind | 'passkey'; readonly hint: string | null };

/**
 * What this person may give, of which one is asked; empty where none is.
 * @throws Refusal second-proof-needed where the house always asks for one and none is registered
 */
export async function secondProofs(house: Parts, accountId: AccountId): Promise<SecondProofOffered[]> {
  const asked = house.secondProof ?? 'registered';
  if (asked === 'never') return [];
  const db = house.store.database;
  const [contacts, passkeys] = await Promise.all([readContacts(db, house, accountId), listPasskeys(db, accountId)]);
  const offered: SecondProofOffered[] = reachable(house, contacts).map(each => ({
    kind: each.kind,
    hint: maskContact(each),
  }));
  if (passkeys.length > 0) offered.push({ kind: 'passkey', hint: null });
  if (offered.length === 0 && asked === 'always') throw new Refusal('second-proof-needed');
  return offered;
}

/** Sends a code to a contact of the person who recovers. @throws Refusal bad-credentials, slow-down, unavailable */
export async function sendRecoveryCode(
  house: Parts,
  asked: { readonly ticket: string; readonly kind: ContactKind; readonly remote: string },
): Promise<void> {
  const { accountId } = await waiting(house, asked);
  const contacts = reachable(house, await readContacts(house.store.database, house, accountId));
  const contact = contacts.find(({ kind }) => kind === asked.kind);
  if (contact === undefined) throw new Refusal('bad-credentials');
  await sendCode(house, accountId, contact, { purpose: 'recovery', sealed: null, remote: asked.remote });
}

/** @throws Refusal bad-credentials, slow-down */
export async function proveByCode(
  house: Parts,
  given: { readonly ticket: string; readonly code: string; readonly remote: string },
): Promise<void> {
  const { accountId } = await waiting(house, given);
  await takeCode(house, accountId, { purpose: 'recovery', code: given.code, remote: given.remote });
  await settle(house, accountId, given.ticket);
}

/** @throws Refusal bad-credentials for an answer that does not hold or is somebody else's; slow-down */
export async function proveByPasskey(
  house: Parts,
  site: Site,
  given: { readonly ticket: string; readonly response: AuthenticationResponseJSON; readonly remote: string },
): Promise<void> {
  const { accountId } = await waiting(house, given);
  const owner = await provePasskey(house, site, given.response, given.remote);
  if (owner !== accountId) throw new Refusal('bad-credentials');
  await settle(house, accountId, given.ticket);
}

async function waiting(
  house: Parts,
  { ticket, remote }: { readonly ticket: string; readonly remote: string },
): Promise<Recovery> {
  const recovery = await findRecovery(house.store.database, hashToken(ticket));
  if (recovery !== null && recovery.endsAt > house.clock.now() && !recovery.proven) return recovery;
  await throttleNetwork(house, 'recovery ticket', remote);
  throw new Refusal('bad-credentials');
}

async function settle(house: Parts, accountId: AccountId, ticket: string): Promise<void> {
  await proveRecovery(house.store.database, hashToken(ticket));
  house.log.info('recovery-proven', { account: accountId });
}
