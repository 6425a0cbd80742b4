/** Special uses as attributes. rfc/6154#2 */
import type { MailboxRole } from '../../model/mailbox.ts';

const attributes = {
  inbox: null,
  drafts: '\\Drafts',
  sent: '\\Sent',
  archive: '\\Archive',
  junk: '\\Junk',
  trash: '\\Trash',
  // None stands for it in rfc/6154: a program knows it by its name.
  report: null,
} as const satisfies Record<MailboxRole, string | null>;

export function attributeOf(role: MailboxRole | null): string | null {
  return role === null ? null : attributes[role];
}

/** The role an attribute stands for; null for uses this house does not have. */
export function roleOf(attribute: string): MailboxRole | null {
  const found = Object.entries(attributes).find(([, known]) => known === attribute);
  return found === undefined ? null : (found[0] as MailboxRole);
}
