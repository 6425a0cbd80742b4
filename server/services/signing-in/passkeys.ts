/**
 * Passkeys (WebAuthn level 2): a key in the person's device signs a challenge for this very host name, after checking that
 * it is them. Both something they have and something they are or know, so it opens the portal alone; it cannot be phished.
 */
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { networkOf } from '../../formats/network/network.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent, insertSignIn } from '../../store/account-events.ts';
import { findCredentials, listAddresses } from '../../store/accounts.ts';
import {
  findPasskey,
  insertChallenge,
  insertPasskey,
  listPasskeys as listRows,
  type Passkey,
  removePasskey as removeRow,
  takeChallenge,
  useKey,
} from '../../store/passkeys.ts';
import { actAndWarn } from '../accounts/warn.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { openSession } from './sessions.ts';
import { refuseUnlessOpen } from './shut.ts';
import { throttle } from './throttle.ts';
import { hashToken } from './tokens.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'log' | 'accountWatch'>;
type WarnedParts = Parts & Pick<House, 'domains' | 'sms'>;

/** The host name that keys are bound to, and the origin of its pages. */
export type Site = { readonly rpId: string; readonly origin: string; readonly name: string };

const answerWithin = 5 * 60_000;
const atMost = 20;

export function listPasskeys(house: Parts, actor: Actor): Promise<Passkey[]> {
  return listRows(house.store.database, actor.accountId);
}

/** @returns what the browser is asked to make. @throws Refusal policy where there are too many */
export async function beginPasskey(
  house: Parts,
  actor: Actor,
  site: Site,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await listPasskeys(house, actor);
  if (known.length >= atMost) throw new Refusal('policy', `at most ${atMost}`);
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: site.rpId,
    userName: actor.address,
    userID: new TextEncoder().encode(String(actor.accountId)),
    challenge: new Uint8Array(house.random(32)),
    excludeCredentials: known.map(key => ({ id: key.credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(house, options.challenge, actor.accountId);
  return options;
}

/** @throws Refusal bad-credentials for an answer that does not hold */
export async function finishPasskey(
  house: WarnedParts,
  actor: Actor,
  site: Site,
  made: { readonly name: string; readonly response: RegistrationResponseJSON },
): Promise<void> {
  const { registrationInfo } = await verify(house, actor.accountId, expectedChallenge =>
    verifyRegistrationResponse({
      response: made.response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
    }),
  );
  if (registrationInfo === undefined) throw new Refusal('bad-credentials');
  const { credential } = registrationInfo;
  const at = house.clock.now();
  const key = {
    credentialId: credential.id,
    accountId: actor.accountId,
    rpId: site.rpId,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    name: made.name,
    createdAt: at,
  };
  await actAndWarn(house, actor.accountId, 'passkey', async tx => {
    if (!(await insertPasskey(tx, key))) throw new Refusal('bad-credentials');
    await insertEvent(tx, actor.accountId, { at, kind: 'passkey', door: 'portal', network: null, detail: {} });
  });
}

/** @throws Refusal policy where it is not theirs */
export async function removePasskey(house: Parts, actor: Actor, credentialId: string): Promise<void> {
  if (!(await removeRow(house.store.database, actor.accountId, credentialId)))
    throw new Refusal('policy', 'no such key');
}

/** The question to any key of this site: the browser shows those it has. */
export async function askForPasskey(house: Parts, site: Site): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    challenge: new Uint8Array(house.random(32)),
    userVerification: 'required',
  });
  await keepChallenge(house, options.challenge, null);
  return options;
}

/** @returns whose key answered. @throws Refusal bad-credentials, slow-down */
export async function provePasskey(
  house: Parts,
  site: Site,
  response: AuthenticationResponseJSON,
  remote: string,
): Promise<AccountId> {
  const db = house.store.database;
  const key = await findPasskey(db, response.id, site.rpId);
  if (key === null) throw new Refusal('bad-credentials');
  const counted = await throttle(house, `passkey of ${key.accountId}`, remote);
  const { authenticationInfo } = await verify(house, null, expectedChallenge =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: {
        id: key.credentialId,
        publicKey: new Uint8Array(key.publicKey),
        counter: key.counter,
        transports: key.transports as AuthenticatorTransport[],
      },
    }),
  );
  // A counter that went back is a copied key.
  if (!(await useKey(db, key.credentialId, authenticationInfo.newCounter, house.clock.now())))
    throw new Refusal('bad-credentials');
  await counted.succeeded();
  return key.accountId;
}

/**
 * @returns the token of a new session
 * @throws Refusal bad-credentials; suspended, closed, not-activated to whom proved the key; slow-down
 */
export async function enterByPasskey(
  house: Parts,
  site: Site,
  response: AuthenticationResponseJSON,
  from: { readonly remote: string; readonly client: string },
): Promise<string> {
  const db = house.store.database;
  const accountId = await provePasskey(house, site, response, from.remote);
  const at = house.clock.now();
  const [address] = await listAddresses(db, accountId);
  const credentials = address === undefined ? null : await findCredentials(db, address);
  if (credentials === null) throw new Refusal('closed');
  refuseUnlessOpen(credentials.state);
  const network = networkOf(from.remote);
  await insertSignIn(db, accountId, {
    at,
    door: 'portal',
    network,
    unlessSince: at,
    client: from.client.slice(0, 200),
  });
  house.accountWatch?.look(accountId);
  house.log.info('sign-in', { door: 'portal', account: accountId, by: 'passkey' });
  return await openSession(house, credentials, { ...from, strong: true });
}

/**
 * The library throws for every answer that does not hold: to us an expected no. What fails under the challenge's own
 * reading is no answer's fault and is thrown on.
 */
async function verify<Verified extends { verified: boolean }>(
  house: Parts,
  accountId: AccountId | null,
  ask: (expectedChallenge: (challenge: string) => Promise<boolean>) => Promise<Verified>,
): Promise<Verified> {
  const reading: { failure?: unknown } = {};
  const expected = (challenge: string): Promise<boolean> =>
    takeChallenge(house.store.database, hashToken(challenge), accountId, house.clock.now()).catch(error => {
      reading.failure = error;
      throw error;
    });
  const verified = await ask(expected).catch(() => null);
  if (reading.failure !== undefined) throw reading.failure;
  if (verified === null || !verified.verified) throw new Refusal('bad-credentials');
  return verified;
}

async function keepChallenge(house: Parts, challenge: string, accountId: AccountId | null): Promise<void> {
  const now = house.clock.now();
  const expiresAt = new Date(now.getTime() + answerWithin);
  await insertChallenge(house.store.database, { hash: hashToken(challenge), accountId, now, expiresAt });
}
