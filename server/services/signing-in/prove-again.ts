import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import type { House } from '../house.ts';
import type { SessionActor } from './sessions.ts';
import { throttle } from './throttle.ts';

/** For so long after signing in, nobody is asked again. */
const fresh = 15 * 60_000;

/**
 * What would help a thief at a computer left open takes a sign-in of the last quarter of an hour, or the password again.
 * @throws Refusal prove-again where neither is there; bad-credentials, slow-down
 */
export async function proveAgain(
  house: Pick<House, 'store' | 'clock' | 'keys' | 'passwords'>,
  actor: SessionActor,
  { password, remote }: { readonly password?: string | undefined; readonly remote: string },
): Promise<void> {
  if (house.clock.now().getTime() - actor.openedAt.getTime() <= fresh) return;
  if (password === undefined) throw new Refusal('prove-again');
  const credentials = await findCredentials(house.store.database, actor.address);
  const counted = await throttle(house, actor.accountId, remote);
  const hash = credentials?.passwordHash ?? null;
  if (hash === null || !(await house.passwords.verify(hash, password))) throw new Refusal('bad-credentials');
  await counted.succeeded();
}
