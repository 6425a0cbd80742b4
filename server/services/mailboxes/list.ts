import type { AccountId } from '../../model/account.ts';
import { listOwners, listRightsOf } from '../../store/acl.ts';
import { listMailboxes, listStraySubscriptions, type Mailbox } from '../../store/mailboxes.ts';
import { countUnseenBy } from '../../store/seen.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { allRights } from './permission.ts';
import { writeSharedName } from './shared-name.ts';

/** A mailbox as listed to one actor, under the name the actor calls it by. */
export type ListedMailbox = Mailbox & { readonly accountId: AccountId; readonly rights: string };

/** The actor's own mailboxes by name, and the names subscribed that have none. */
export async function list(
  { store }: Pick<House, 'store'>,
  actor: Actor,
): Promise<{ mailboxes: ListedMailbox[]; strays: string[] }> {
  const [mailboxes, strays] = await Promise.all([
    listMailboxes(store.database, actor.accountId),
    listStraySubscriptions(store.database, actor.accountId),
  ]);
  const own = mailboxes.map(mailbox => ({ ...mailbox, accountId: actor.accountId, rights: allRights }));
  return { mailboxes: byName(own), strays };
}

/** The mailboxes others let the actor look up. A subscription to one is a stray name of the actor's own account. */
export async function listShared(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  strays: readonly string[],
): Promise<ListedMailbox[]> {
  const owners = await listOwners(store.database, actor.accountId);
  const listed = await Promise.all(
    owners.map(async ({ owner, address }) => {
      const [mailboxes, rights] = await Promise.all([
        listMailboxes(store.database, owner),
        listRightsOf(store.database, owner, actor.accountId),
      ]);
      const visible = mailboxes.filter(({ id }) => rights.get(id)?.includes('l'));
      const unseen = await countUnseenBy(
        store.database,
        owner,
        visible.map(({ id }) => id),
        actor.accountId,
      );
      return visible.map(mailbox => {
        const name = writeSharedName({ owner: address, name: mailbox.name });
        const mine = { name, role: null, subscribed: strays.includes(name), unseen: unseen.get(mailbox.id) ?? 0 };
        return { ...mailbox, ...mine, accountId: owner, rights: rights.get(mailbox.id)! };
      });
    }),
  );
  return byName(listed.flat());
}

function byName<Named extends { readonly name: string }>(mailboxes: Named[]): Named[] {
  return mailboxes.sort((a, b) => (a.name < b.name ? -1 : 1));
}
