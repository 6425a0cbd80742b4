import { hierarchyDelimiter, type MailboxId, type MailboxRole, type UidValidity } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { raiseForMailboxes } from '../../store/mail-accounts.ts';
import { insertMailboxes, listMailboxes, setStraySubscription } from '../../store/mailboxes.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { checkMailboxName } from './name.ts';
import type { MailboxRef } from './permission.ts';

/**
 * Makes a mailbox, and those above it that are missing. rfc/9051#6.3.4
 * @throws Refusal mailbox-exists, bad-mailbox-name, too-many-mailboxes, role-taken
 */
export async function create(
  { store, limits }: Pick<House, 'store' | 'limits'>,
  actor: Actor,
  name: string,
  role: MailboxRole | null = null,
): Promise<{ ref: MailboxRef; uidValidity: UidValidity }> {
  checkMailboxName(name, limits);
  const levels = name.split(hierarchyDelimiter);
  const path = levels.map((_, depth) => levels.slice(0, depth + 1).join(hierarchyDelimiter));

  const made = await store.database.transaction(async tx => {
    // As many numbers are reserved as levels: those of levels that exist are left unused.
    const raised = await raiseForMailboxes(tx, actor.accountId, path.length);
    const existing = await listMailboxes(tx, actor.accountId);
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
    await insertMailboxes(tx, actor.accountId, raised.modseq, mailboxes);
    await setStraySubscription(tx, actor.accountId, name, false);
    const last = mailboxes.at(-1)!;
    const ref = { accountId: actor.accountId, mailboxId: last.id };
    return { modseq: raised.modseq, ref, uidValidity: last.uidValidity };
  });
  store.changes.announce({ accountId: actor.accountId, modseq: made.modseq, kinds: ['mailbox'] });
  return made;
}
