import type { Address } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import { readGuestRights } from '../../store/acl.ts';
import { findMailbox, type Mailbox } from '../../store/mailboxes.ts';
import { countUnseenBy } from '../../store/seen.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { allRights, type MailboxRef } from './permission.ts';
import { readSharedName } from './shared-name.ts';

export type { Mailbox } from '../../store/mailboxes.ts';

/** A mailbox as one actor finds it: `rights` are the actor's; `owner` is null for its own. */
export type FoundMailbox = {
  readonly ref: MailboxRef;
  readonly mailbox: Mailbox;
  readonly rights: string;
  readonly owner: Address | null;
};

/**
 * The mailbox of that name, the actor's own or one shared with it.
 * @throws Refusal no-such-mailbox, also where the actor may not know that it exists
 */
export async function find({ store }: Pick<House, 'store'>, actor: Actor, name: string): Promise<FoundMailbox> {
  const shared = readSharedName(name);
  if (shared === null) {
    const mailbox = await findMailbox(store.database, actor.accountId, name);
    if (mailbox === null) throw new Refusal('no-such-mailbox');
    return { ref: { accountId: actor.accountId, mailboxId: mailbox.id }, mailbox, rights: allRights, owner: null };
  }
  const owner = shared.name === '' ? null : await findCredentials(store.database, shared.owner);
  if (owner === null || owner.accountId === actor.accountId) throw new Refusal('no-such-mailbox');
  const mailbox = await findMailbox(store.database, owner.accountId, shared.name);
  if (mailbox === null) throw new Refusal('no-such-mailbox');
  const ref = { accountId: owner.accountId, mailboxId: mailbox.id };
  const rights = await readGuestRights(store.database, ref.accountId, ref.mailboxId, actor.accountId);
  if (!rights.includes('l')) throw new Refusal('no-such-mailbox');
  const unseen = await countUnseenBy(store.database, owner.accountId, [mailbox.id], actor.accountId);
  return { ref, mailbox: { ...mailbox, unseen: unseen.get(mailbox.id) ?? 0 }, rights, owner: owner.address };
}
