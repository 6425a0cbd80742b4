import type { Brand } from './brand.ts';

/** Number of a message inside its account, whatever the mailboxes that hold it. rfc/8474#5.1 */
export type EmailId = Brand<number, 'EmailId'>;

/** Number of a conversation inside its account: that of its first email; threads never merge. rfc/8474#5.2 */
export type ThreadId = Brand<number, 'ThreadId'>;

/** SHA-256 of the bytes of a message as received, 32 octets. */
export type BlobHash = Brand<Buffer, 'BlobHash'>;

/**
 * System flags as bits, as stored and as kept in memory. `\Deleted` belongs to the placement, the others to the email:
 * they are equal in all its placements. rfc/9051#2.3.2
 */
export const flagBits = { seen: 1, answered: 2, flagged: 4, draft: 8, deleted: 16 } as const;

/** The bits that follow the email into every mailbox that holds it. */
export const emailFlagMask = flagBits.seen | flagBits.answered | flagBits.flagged | flagBits.draft;

/** All bits. */
export const allFlagMask = emailFlagMask | flagBits.deleted;

/** The flags of one message: system flags as bits, other keywords by name, folded to lower case for comparison. */
export type Flags = { readonly bits: number; readonly keywords: readonly string[] };

/** How flags are changed. rfc/9051#6.4.6 */
export type FlagOperation = 'add' | 'remove' | 'replace';
