import { type Claimed, claimDue, releaseClaims, unclaim } from '../../store/queue.ts';
import type { House } from '../house.ts';

/** Milliseconds a node has for what it claimed: longer than the slowest conversation. Past them, others may try. */
export const lease = 40 * 60_000;

/** Takes what is due, for one node; what it takes is given to no other until its lease is over. */
export async function claim(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  asked: { node: string; busy: readonly string[]; atMost: number },
): Promise<Claimed[]> {
  const now = clock.now();
  return await store.database.transaction(tx =>
    claimDue(tx, {
      claim: `${asked.node}/${now.getTime()}`,
      now,
      until: new Date(now.getTime() + lease),
      busy: asked.busy,
      atMost: asked.atMost,
    }),
  );
}

/** At the start of a node: gives back what its former life held, which it will never finish. */
export async function giveBack(
  { store, clock, log }: Pick<House, 'store' | 'clock' | 'log'>,
  node: string,
): Promise<void> {
  const recipients = await releaseClaims(store.database, node, clock.now());
  if (recipients > 0) log.info('queue-given-back', { node, recipients });
}

/** Gives back what this node has no use for: it is due, for whoever has. */
export async function unclaimNow(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  recipients: readonly Claimed[],
): Promise<void> {
  await unclaim(store.database, recipients, clock.now());
}

/** Milliseconds before something that could not even be tried is tried again. */
const afterTrouble = 60_000;

/** Gives back recipients of which a try ended in trouble of ours: nothing was said of them, so nothing is counted. */
export async function putBack(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  recipients: readonly Claimed[],
): Promise<void> {
  await unclaim(store.database, recipients, new Date(clock.now().getTime() + afterTrouble));
}
