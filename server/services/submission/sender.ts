import { listMailboxes } from '../../formats/address/parse.ts';
import type { parseMessage } from '../../formats/message/parse.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { findDeliveryAddresses, listAddresses, listAddressesLent } from '../../store/accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/**
 * The envelope sender is one of the actor's own addresses, one of a mailbox that lets them post in its name, or none (read
 * receipts have none).
 * @throws Refusal sender-not-yours
 */
export async function checkSender({ store }: Pick<House, 'store'>, actor: Actor, sender: string | null): Promise<void> {
  if (sender === null) return;
  await refuseUnlessTheirs(store, actor, [sender]);
}

/**
 * Every author the message names is one of these addresses too: what the reader sees is as true as the envelope.
 * @throws Refusal sender-not-yours, bad-message where it names none
 */
export async function checkAuthors(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  { envelope }: Pick<ReturnType<typeof parseMessage>, 'envelope'>,
): Promise<void> {
  const authors = listMailboxes([...envelope.from, ...envelope.sender]);
  if (authors.length === 0) throw new Refusal('bad-message', 'no From');
  await refuseUnlessTheirs(
    store,
    actor,
    authors.map(({ address }) => address),
  );
}

/** Their own addresses first: whose mailboxes they may send as is asked only where another is named. */
async function refuseUnlessTheirs(
  { database }: House['store'],
  { accountId }: Actor,
  addresses: readonly string[],
): Promise<void> {
  const foreign = missing(await listAddresses(database, accountId), addresses);
  if (foreign.length === 0) return;
  const [refused] = missing(await listAddressesLent(database, accountId), foreign);
  if (refused !== undefined) throw new Refusal('sender-not-yours', refused);
}

function missing(known: readonly string[], addresses: readonly string[]): string[] {
  const folded = new Set(known.map(one => one.toLowerCase()));
  return addresses.filter(address => !folded.has(address.toLowerCase()));
}

/** The account that sends from an address of the house. @throws Refusal no-such-recipient */
export async function findSender({ store }: Pick<House, 'store'>, address: string): Promise<AccountId> {
  const found = (await findDeliveryAddresses(store.database, [address.toLowerCase()])).get(address.toLowerCase());
  if (found === undefined) throw new Refusal('no-such-recipient', address);
  return found.accountId;
}
