import { listMailboxes } from '../../formats/address/parse.ts';
import type { parseMessage } from '../../formats/message/parse.ts';
import { Refusal } from '../../model/refusal.ts';
import { listAddresses } from '../../store/accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/**
 * The envelope sender is one of the actor's own addresses, or none (read receipts have none).
 * @throws Refusal sender-not-yours
 */
export async function checkSender({ store }: Pick<House, 'store'>, actor: Actor, sender: string | null): Promise<void> {
  if (sender === null) return;
  refuseUnlessAmong(await listAddresses(store.database, actor.accountId), sender);
}

/**
 * Every author the message names is one of the actor's addresses: what the reader sees is as true as the envelope.
 * @throws Refusal sender-not-yours, bad-message where it names none
 */
export async function checkAuthors(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  { envelope }: Pick<ReturnType<typeof parseMessage>, 'envelope'>,
): Promise<void> {
  const authors = listMailboxes([...envelope.from, ...envelope.sender]);
  if (authors.length === 0) throw new Refusal('bad-message', 'no From');
  const own = await listAddresses(store.database, actor.accountId);
  for (const { address } of authors) refuseUnlessAmong(own, address);
}

function refuseUnlessAmong(own: readonly string[], address: string): void {
  if (!own.some(one => one.toLowerCase() === address.toLowerCase())) throw new Refusal('sender-not-yours', address);
}
