import { listMailboxes } from '../../formats/address/parse.ts';
import type { Envelope } from '../../formats/message/envelope.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { collectAddresses } from './collect.ts';

/**
 * Collects those of a message's To and Cc who are its recipients. The message is on its way: what fails here is told
 * loudly and does not undo that.
 */
export async function collectFrom(
  house: Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'log'>,
  actor: Actor,
  recipients: readonly { readonly address: { readonly text: string } }[],
  { to, cc }: Pick<Envelope, 'to' | 'cc'>,
): Promise<void> {
  const reached = new Set(recipients.map(({ address }) => address.text.toLowerCase()));
  const written = listMailboxes([...to, ...cc]).filter(({ address }) => reached.has(address.toLowerCase()));
  await collectAddresses(house, actor, written).catch((error: Error) =>
    house.log.error('collect-failed', { account: actor.accountId, error }),
  );
}
