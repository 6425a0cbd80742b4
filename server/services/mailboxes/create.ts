import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import { hierarchyDelimiter, type MailboxId, type MailboxRole, type UidValidity } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { listRights, writeRights } from '../../store/acl.ts';
import type { Queryable } from '../../store/database.ts';
import { raiseForMailboxes } from '../../store/mail-accounts.ts';
import { insertMailboxes, listMailboxes, type Mailbox, setStraySubscription } from '../../store/mailboxes.ts';
import { noteShareChange } from '../../store/share-notifications.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { checkMailboxName } from './name.ts';
import { ownerOf, requireMayCreate } from './owner.ts';
import type { MailboxRef } from './permission.ts';

/**
 * Makes a mailbox, and those above it that are missing. rfc/9051#6.3.4
 * @throws Refusal not-permitted, mailbox-exists, bad-mailbox-name, too-many-mailboxes, role-taken
 */
export async function create(
  house: Pick<House, 'store' | 'limits'>,
  actor: Actor,
  asked: string,
  role: MailboxRole | null = null,
): Promise<{ ref: MailboxRef; uidValidity: UidValidity }> {
  const { store, limits } = house;
  const owned = await ownerOf(house, actor, asked);
  await requireMayCreate(house, actor, owned);
  const { name } = owned;
  const { accountId } = owned.owner;
  checkMailboxName(name, limits);
  const levels = name.split(hierarchyDelimiter);
  const path = levels.map((_, depth) => levels.slice(0, depth + 1).join(hierarchyDelimiter));

  const made = await store.database.transaction(async tx => {
    // As many numbers are reserved as levels: those of levels that exist are left unused.
    const raised = await raiseForMailboxes(tx, accountId, path.length);
    const existing = await listMailboxes(tx, accountId);
    const taken = new Set(existing.map(mailbox => mailbox.name));
    const missing = path.filter(one => !taken.has(one));
    if (taken.has(name)) throw new Refusal('mailbox-exists');
    if (role !== null && existing.some(mailbox => mailbox.role === role)) throw new Refusal('role-taken');
    if (existing.length + missing.length > limits.mailboxesPerAccount) throw new Refusal('too-many-mailboxes');
    const mailboxes = missing.map((missed, index) => ({
      id: (raised.lastId - index) as MailboxId,
      name: missed,
      role: missed === name ? role : null,
      subscribed: false,
      uidValidity: (raised.lastUidValidity - index) as UidValidity,
    }));
    await insertMailboxes(tx, accountId, raised.modseq, mailboxes);
    await setStraySubscription(tx, accountId, name, false);
    await inheritRights(tx, accountId, raised.modseq, existing, mailboxes);
    const last = mailboxes.at(-1)!;
    const ref = { accountId, mailboxId: last.id };
    return { modseq: raised.modseq, ref, uidValidity: last.uidValidity };
  });
  store.changes.announce({ accountId, modseq: made.modseq, kinds: ['mailbox'] });
  return made;
}

/** What is made below a shared mailbox is shared like it. rfc/4314#4 */
export async function inheritRights(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  existing: readonly Pick<Mailbox, 'id' | 'name'>[],
  made: readonly { id: MailboxId; name: string }[],
): Promise<void> {
  const [highest] = made;
  const above = highest!.name.split(hierarchyDelimiter).slice(0, -1).join(hierarchyDelimiter);
  const parent = existing.find(mailbox => mailbox.name === above);
  if (parent === undefined) return;
  for (const { grantee, rights } of await listRights(tx, accountId, parent.id)) {
    for (const { id } of made) await writeRights(tx, accountId, modseq, { mailboxId: id, grantee, rights });
    await noteShareChange(tx, grantee, accountId, modseq);
  }
}
