/** Mailboxes as scripts name them: by name, by id (RFC 9042), by use (RFC 8579). */
import type { MailboxTarget } from '../../formats/sieve/action.ts';
import type { AccountId } from '../../model/account.ts';
import { type MailboxId, type MailboxRole, mailboxRoles } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { NamedMailbox } from '../../store/mailbox-names.ts';
import { findMailbox } from '../../store/mailboxes.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { create } from '../mailboxes/create.ts';

/** The mailbox of an object identifier as IMAP and JMAP show it: `M`, the account, a hyphen, the mailbox. rfc/8474#3 */
export function mailboxById(
  mailboxes: readonly NamedMailbox[],
  accountId: AccountId,
  id: string,
): NamedMailbox | undefined {
  const [, account, mailbox] = /^M([0-9a-z]{1,11})-([0-9a-z]{1,11})$/.exec(id) ?? [];
  if (mailbox === undefined || Number.parseInt(account!, 36) !== accountId) return undefined;
  return mailboxes.find(one => one.id === Number.parseInt(mailbox, 36));
}

export function mailboxByName(mailboxes: readonly NamedMailbox[], name: string): NamedMailbox | undefined {
  const wanted = canonicalName(name);
  return mailboxes.find(mailbox => mailbox.name === wanted);
}

export function mailboxByUse(mailboxes: readonly NamedMailbox[], use: string): NamedMailbox | undefined {
  const role = roleOf(use);
  return role === null ? undefined : mailboxes.find(mailbox => mailbox.role === role);
}

/** `\Junk` is the role `junk`. rfc/6154#2 */
function roleOf(use: string): MailboxRole | null {
  const name = use.replace(/^\\/, '').toLowerCase();
  return mailboxRoles.find(role => role === name) ?? null;
}

/** INBOX is itself whatever its case. rfc/9051#5.1 */
function canonicalName(name: string): string {
  const composed = name.normalize('NFC');
  return composed.toUpperCase() === 'INBOX' ? 'INBOX' : composed.replace(/^INBOX(?=\/)/i, 'INBOX');
}

/** The mailbox a copy goes to; made where the script asked for it, null where there is none. */
export async function findTarget(
  house: Pick<House, 'store' | 'limits'>,
  owner: Actor,
  mailboxes: readonly NamedMailbox[],
  target: MailboxTarget,
): Promise<MailboxId | null> {
  const found =
    (target.mailboxId === null ? undefined : mailboxById(mailboxes, owner.accountId, target.mailboxId)) ??
    (target.specialUse === null ? undefined : mailboxByUse(mailboxes, target.specialUse)) ??
    mailboxByName(mailboxes, target.mailbox);
  if (found) return found.id;
  if (!target.create) return null;
  return await makeMailbox(house, owner, canonicalName(target.mailbox), target.specialUse);
}

async function makeMailbox(
  house: Pick<House, 'store' | 'limits'>,
  owner: Actor,
  name: string,
  use: string | null,
): Promise<MailboxId | null> {
  try {
    return (await create(house, owner, name, use === null ? null : roleOf(use))).ref.mailboxId;
  } catch (error) {
    if (!(error instanceof Refusal) || error.lasts === 'later') throw error;
    // Another delivery made it meanwhile, or it cannot be made: then the inbox takes the message.
    return (await findMailbox(house.store.database, owner.accountId, name))?.id ?? null;
  }
}
