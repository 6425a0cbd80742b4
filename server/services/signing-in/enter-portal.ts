import { addressOf } from '../accounts/check-letter.ts';
import type { House } from '../house.ts';
import { hasSecondFactor, proveSecondFactor } from './second-factor.ts';
import { openSession } from './sessions.ts';

/** What the person gave: a code only once they were asked for it. */
export type Entering = {
  readonly identifier: string;
  readonly password: string;
  readonly code?: string | undefined;
  readonly remote: string;
  readonly client: string;
};

/**
 * Sign-in on the portal: password, second factor where one is on, then a session.
 * @returns the session's token, or null where a code is still needed
 * @throws Refusal as SignIn; bad-credentials for a wrong code
 */
export async function enterPortal(
  house: Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'log' | 'signIn' | 'domains'>,
  { identifier, password, code, remote, client }: Entering,
): Promise<string | null> {
  const user = addressOf(identifier, house.domains[0]!);
  const actor = await house.signIn({ user, password, door: 'portal', remote, client });
  const strong = await hasSecondFactor(house, actor.accountId);
  if (strong) {
    if (code === undefined) return null;
    await proveSecondFactor(house, actor.accountId, code, remote);
  }
  return await openSession(house, actor, { remote, client, strong });
}
