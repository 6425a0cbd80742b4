import type { Brand } from './brand.ts';

/** Number of a mailbox inside its account. Kept over renames. */
export type MailboxId = Brand<number, 'MailboxId'>;

/** Unique identifier of a message in a mailbox: 1 to 2^32-1, strictly ascending. rfc/9051#2.3.1.1 */
export type Uid = Brand<number, 'Uid'>;

/** Validity of the UIDs of a mailbox: never given twice in one account, even after DELETE. rfc/9051#2.3.1.1 */
export type UidValidity = Brand<number, 'UidValidity'>;

/**
 * Special uses a mailbox may have, one mailbox each. rfc/6154#2 and the JMAP roles of the same names; `report` is this
 * house's own: what is moved there is reported as phishing.
 */
export const mailboxRoles = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash', 'report'] as const;
export type MailboxRole = (typeof mailboxRoles)[number];

/** What a new account finds, in this order. */
export const firstMailboxes: readonly { name: string; role: MailboxRole }[] = [
  { name: 'INBOX', role: 'inbox' },
  { name: 'Brouillons', role: 'drafts' },
  { name: 'Envoyés', role: 'sent' },
  { name: 'Archives', role: 'archive' },
  { name: 'Indésirables', role: 'junk' },
  { name: 'Corbeille', role: 'trash' },
];

/** The mailbox by which any mail program reports. */
export const reportMailbox = { name: 'Signaler un hameçonnage', role: 'report' } as const;

/** Levels of a mailbox name are parted by this, in every door. */
export const hierarchyDelimiter = '/';
