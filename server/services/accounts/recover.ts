/**
 * A forgotten password set anew by the person alone (R32): NUMEN and birth date, then a second proof where the person has
 * registered one; where not, and the account was used lately, an hour's wait that every open session sees and can cancel.
 * Holders of a role recover only with a code that two persons handed over together. A second factor stays on.
 */
import { networkOf } from '../../formats/network/network.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent, listEvents } from '../../store/account-events.ts';
import { type Credentials, findCredentials, listAddresses } from '../../store/accounts.ts';
import { removeAllAppPasswords } from '../../store/app-passwords.ts';
import { useHandedCode } from '../../store/handed-codes.ts';
import { findOwner } from '../../store/people.ts';
import { beginRecovery, endRecovery, findRecovery, pendingRecovery } from '../../store/recoveries.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { hasNumen, isBornOn } from '../people/proofs.ts';
import { refuseUnlessOpen } from '../signing-in/shut.ts';
import { throttle } from '../signing-in/throttle.ts';
import { drawToken, hashToken } from '../signing-in/tokens.ts';
import { addressOf, leastLength } from './check-letter.ts';
import { hashHandedCode } from './hand-recovery-code.ts';
import { type SecondProofOffered, secondProofs } from './second-proofs.ts';
import { setPassword } from './set-password.ts';
import { actAndWarn } from './warn.ts';

type Parts = Pick<
  House,
  'store' | 'clock' | 'random' | 'keys' | 'passwords' | 'domains' | 'log' | 'leaked' | 'sms' | 'secondProof'
>;

const hour = 3_600_000;
/** A sign-in so recent means that the owner is probably there to object. */
const lately = 14 * 24 * hour;
/** From the moment a new password may be set. */
const openFor = hour;

export type RecoveryTicket = {
  readonly ticket: string;
  readonly opensAt: Date;
  readonly leastLength: number;
  /** One of them has to be given before a password can be set; empty where none is asked. */
  readonly proofs: readonly SecondProofOffered[];
};

/**
 * Proves who one is. Unknown names, wrong NUMENs and wrong dates take as long and answer the same.
 * @throws Refusal bad-credentials, slow-down; to whom proved everything: not-activated, suspended, closed, two-persons,
 * second-proof-needed where the house always asks for one and none is registered
 */
export async function askRecovery(
  house: Parts,
  asked: { readonly identifier: string; readonly birthDate: string; readonly remote: string } & (
    | { readonly numen: string }
    | { readonly code: string }
  ),
): Promise<RecoveryTicket> {
  const db = house.store.database;
  const name = addressOf(asked.identifier, house.domains[0]!);
  const credentials = await findCredentials(db, name);
  const counted = await throttle(house, credentials?.accountId ?? name, asked.remote);
  const owner = credentials === null ? null : await findOwner(db, credentials.accountId);
  const born = owner !== null && isBornOn(house.keys, owner, asked.birthDate);
  const byCode = 'code' in asked;
  const handed =
    byCode && born
      ? await useHandedCode(db, owner.accountId!, hashHandedCode(house, asked.code), house.clock.now())
      : null;
  const proven = byCode ? handed !== null : born && hasNumen(house.keys, owner, asked.numen);
  if (credentials === null || !proven) throw new Refusal('bad-credentials');
  await counted.succeeded();
  const byTwo = handed?.byTwo ?? false;
  refuseUnlessRecoverable(credentials, byTwo);

  const now = house.clock.now();
  // Whoever handed the code over saw the person: nothing is left to prove or to wait for.
  const proofs = byCode ? [] : await secondProofs(house, credentials.accountId);
  const wait = !byCode && proofs.length === 0 && (await usedLately(house, credentials)) ? hour : 0;
  const ticket = drawToken(house.random);
  const first = new Date(now.getTime() + wait);
  const network = networkOf(asked.remote);
  let opensAt = first;
  await actAndWarn(house, credentials.accountId, 'recovery-asked', async tx => {
    opensAt = await beginRecovery(tx, credentials.accountId, {
      ticketHash: hashToken(ticket),
      askedAt: now,
      opensAt: first,
      endsAt: new Date(first.getTime() + openFor),
      proven: proofs.length === 0,
      byTwo,
    });
    await insertEvent(tx, credentials.accountId, {
      at: now,
      kind: 'recovery-asked',
      door: 'portal',
      network,
      detail: {},
    });
  });
  house.log.info('recovery-asked', { account: credentials.accountId, waits: wait > 0, proofs: proofs.length });
  return { ticket, opensAt, leastLength: leastLength(credentials.roles), proofs };
}

/**
 * Sets the new password; sessions and the passwords of devices end.
 * @throws Refusal bad-credentials for a ticket that is unknown, used, cancelled or too old; slow-down before its time;
 * second-proof-needed before it was given; weak-password
 */
export async function finishRecovery(
  house: Parts,
  finished: { readonly ticket: string; readonly newPassword: string; readonly remote: string },
): Promise<void> {
  const db = house.store.database;
  const ticketHash = hashToken(finished.ticket);
  const recovery = await findRecovery(db, ticketHash);
  const now = house.clock.now();
  if (recovery === null || recovery.endsAt <= now) throw new Refusal('bad-credentials');
  if (!recovery.proven) throw new Refusal('second-proof-needed');
  if (recovery.opensAt > now) throw new Refusal('slow-down', recovery.opensAt.toISOString());
  const [address] = await listAddresses(db, recovery.accountId);
  const credentials = await findCredentials(db, address!);
  const passwordHash = credentials?.passwordHash ?? null;
  if (credentials === null || passwordHash === null) throw new Refusal('bad-credentials');
  refuseUnlessRecoverable(credentials, recovery.byTwo);
  await setPassword(
    house,
    { ...credentials, passwordHash },
    {
      newPassword: finished.newPassword,
      kind: 'recovered',
      network: networkOf(finished.remote),
      async with(tx) {
        if (!(await endRecovery(tx, recovery.accountId, ticketHash))) throw new Refusal('bad-credentials');
        await removeAllAppPasswords(tx, recovery.accountId);
      },
    },
  );
}

/** The recovery under way for somebody signed in, who may not have asked for it. */
export async function recoveryUnderWay(house: Parts, actor: Actor): Promise<{ opensAt: Date } | null> {
  return await pendingRecovery(house.store.database, actor.accountId, house.clock.now());
}

/** Cancels it: who is signed in needs none. */
export async function cancelRecovery(house: Parts, actor: Actor): Promise<void> {
  const at = house.clock.now();
  await house.store.database.transaction(async tx => {
    if (!(await endRecovery(tx, actor.accountId, null))) return;
    await insertEvent(tx, actor.accountId, {
      at,
      kind: 'recovery-cancelled',
      door: 'portal',
      network: null,
      detail: {},
    });
  });
}

function refuseUnlessRecoverable({ state, roles }: Credentials, byTwo: boolean): void {
  if (roles.length > 0 && !byTwo) throw new Refusal('two-persons');
  refuseUnlessOpen(state);
}

async function usedLately(house: Parts, { accountId }: Credentials): Promise<boolean> {
  const since = house.clock.now().getTime() - lately;
  const events = await listEvents(house.store.database, accountId, 50);
  return events.some(event => event.kind === 'signed-in' && event.at.getTime() > since);
}
