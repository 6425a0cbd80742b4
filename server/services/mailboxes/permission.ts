/** Who may do what in a mailbox: the owner everything, a guest what its access list grants. rfc/4314 */
import type { AccountId } from '../../model/account.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { readGuestRights } from '../../store/acl.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../actor.ts';

/** The letters of rfc/4314#2.1: lookup, read, seen, write flags, insert, post, create, delete, delete messages, expunge, administer. */
export type Right = 'l' | 'r' | 's' | 'w' | 'i' | 'p' | 'k' | 'x' | 't' | 'e' | 'a';
export const allRights = 'lrswipkxtea';

/** A mailbox, named by the account that owns it. */
export type MailboxRef = { readonly accountId: AccountId; readonly mailboxId: MailboxId };

/** The rights of the actor over a mailbox; '' where it should not even know that it exists. */
export async function rightsOf(db: Queryable, actor: Actor, mailbox: MailboxRef): Promise<string> {
  if (actor.accountId === mailbox.accountId) return allRights;
  return await readGuestRights(db, mailbox.accountId, mailbox.mailboxId, actor.accountId);
}

/** @throws Refusal not-permitted; no-such-mailbox to whom may not even look it up */
export async function requireRights(db: Queryable, actor: Actor, mailbox: MailboxRef, needed: Right[]): Promise<void> {
  const rights = await rightsOf(db, actor, mailbox);
  if (needed.every(right => rights.includes(right))) return;
  throw new Refusal(rights.includes('l') ? 'not-permitted' : 'no-such-mailbox');
}
