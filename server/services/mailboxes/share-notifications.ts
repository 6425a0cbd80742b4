/** What a person is told of rights given to them or taken away. rfc/9670#3 */
import type { ModSeq } from '../../model/change.ts';
import { hierarchyDelimiter } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { buryObject } from '../../store/gone-objects.ts';
import { readOwnerName } from '../../store/identities.ts';
import { raiseModSeq, readModSeq } from '../../store/mail-accounts.ts';
import { listNotifications, removeNotification, type StoredNotification } from '../../store/share-notifications.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** `name` is the mailbox's own level. */
export type ShareNotification = StoredNotification & { readonly changedByName: string };

/** The actor's, the oldest first, no older than the modseq beside them. @throws Refusal closed */
export async function readShareNotifications(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
): Promise<{ modseq: ModSeq; notifications: ShareNotification[] }> {
  const account = await readModSeq(store.database, accountId);
  if (account === null) throw new Refusal('closed');
  const stored = await listNotifications(store.database, accountId);
  const who = [...new Set(stored.map(one => one.changedBy))];
  const names = new Map(
    await Promise.all(who.map(async one => [one, await readOwnerName(store.database, one)] as const)),
  );
  const notifications = stored.map(one => ({
    ...one,
    name: one.name.split(hierarchyDelimiter).at(-1)!,
    changedByName: names.get(one.changedBy) || one.changedByAddress,
  }));
  return { modseq: account.modseq, notifications };
}

/** Forgets one. @throws Refusal no-such-message where there is none such */
export async function forgetShareNotification(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  id: number,
): Promise<{ modseq: ModSeq }> {
  const modseq = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    if (!(await removeNotification(tx, accountId, id))) throw new Refusal('no-such-message');
    await buryObject(tx, accountId, modseq, 'share_notification', id);
    return modseq;
  });
  store.changes.announce({ accountId, modseq, kinds: ['access'] });
  return { modseq };
}
