import { listMailboxes, listStraySubscriptions, type Mailbox } from '../../store/mailboxes.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** The actor's own mailboxes by name, and the names subscribed that have none. */
export async function list(
  { store }: Pick<House, 'store'>,
  actor: Actor,
): Promise<{ mailboxes: Mailbox[]; strays: string[] }> {
  const [mailboxes, strays] = await Promise.all([
    listMailboxes(store.database, actor.accountId),
    listStraySubscriptions(store.database, actor.accountId),
  ]);
  return { mailboxes: mailboxes.sort((a, b) => (a.name < b.name ? -1 : 1)), strays };
}
