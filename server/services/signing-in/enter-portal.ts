import { Refusal } from '../../model/refusal.ts';
import { addressOf } from '../accounts/check-letter.ts';
import type { House } from '../house.ts';
import { factorStanding } from './required-factor.ts';
import { hasSecondFactor, proveSecondFactor } from './second-factor.ts';
import { openSession } from './sessions.ts';

/** What the person gave: a code only once they were asked for it. */
export type Entering = {
  readonly identifier: string;
  readonly password: string;
  readonly code?: string | undefined;
  readonly remote: string;
  readonly client: string;
  /** The token by which the browser is known again. */
  readonly device?: string | undefined;
};

/**
 * Sign-in on the portal: password, second factor where one is on, then a session.
 * @returns the session's token, or null where a code is still needed
 * @throws Refusal as SignIn; bad-credentials for a wrong code; passkey-needed where that is how the person proves more
 * than a password, as they must
 */
export async function enterPortal(
  house: Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'log' | 'signIn' | 'domains' | 'renewal' | 'factorRule'>,
  { identifier, password, code, remote, client, device }: Entering,
): Promise<string | null> {
  const user = addressOf(identifier, house.domains[0]!);
  const actor = await house.signIn({
    user,
    password,
    door: 'portal',
    remote,
    client,
    ...(device === undefined ? {} : { device }),
  });
  const strong = await hasSecondFactor(house, actor.accountId);
  if (strong) {
    if (code === undefined) return null;
    await proveSecondFactor(house, actor.accountId, code, remote);
  }
  const standing = strong ? null : await factorStanding(house, actor);
  if (standing?.kind === 'set' && standing.by === 'passkey') throw new Refusal('passkey-needed');
  return await openSession(house, actor, { remote, client, strong });
}
