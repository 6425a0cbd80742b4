/** What filters have to be told of a message, and what they decide of it for one recipient: data, nothing done yet. */
import type { Address } from '../../formats/address/address.ts';
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { AccountId } from '../../model/account.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import type { DuplicateMemory } from '../../store/sieve-memories.ts';

export type FilterMessage = {
  /** Null: the null sender. */
  readonly sender: string | null;
  /** The bytes as they will be stored: asked for only where somebody has filters. */
  bytes(): Promise<Buffer>;
  /** What is known of them already; absent, they are parsed. */
  readonly facts?: Pick<MessageFacts, 'envelope' | 'structure'>;
  /** The host that brought it; null for mail written inside. */
  readonly client: { readonly name: string; readonly address: string } | null;
  /** DSN and DELIVERBY parameters of the message by the names of envelope parts: ret, envid, bymode, bytimerelative… */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What the judge found: null where it did not look. */
  readonly spamPercent: number | null;
  readonly virusLevel: number | null;
};

export type FilterRecipient = {
  readonly accountId: AccountId;
  /** Where what is kept goes: the inbox, or the junk mailbox where the judge sends it there. */
  readonly inboxId: MailboxId;
  /** As it was accepted, detail included. */
  readonly address: string;
  /** Of this recipient: notify, orcpt. */
  readonly parameters?: Readonly<Record<string, string>>;
};

/** A mailbox, and the marks the message bears there. `flags`: bits of model/email.ts. */
export type Marks = {
  readonly mailboxId: MailboxId;
  readonly flags: number;
  readonly keywords: readonly string[];
};

/** `bytes`: the message as the script changed it; null where it is filed as it came. */
export type Filed = Marks & { readonly bytes: Buffer | null };

/** A right to send something once: taken in the transaction that enqueues it. */
export type Reservation = { readonly key: Buffer; readonly until: Date };

export type Outgoing = {
  /** `forward`: the message itself. The others are written by us and go out under the null sender. */
  readonly kind: 'forward' | 'reply' | 'notification' | 'notice';
  /** Null: the null sender. */
  readonly sender: string | null;
  readonly recipients: readonly Address[];
  readonly bytes: Buffer;
  readonly reservation: Reservation | null;
  /** Where a copy of it is filed. RFC 8580 */
  readonly filed: Marks | null;
};

export type Filtered = {
  /** Empty where the message is discarded, sent on or refused. */
  readonly destinations: readonly Filed[];
  readonly outgoing: readonly Outgoing[];
  /** To be said while the sender waits wherever that can be done, else in a notice. rfc/5429#2 */
  readonly refused: { readonly how: 'reject' | 'ereject'; readonly reason: string } | null;
  readonly duplicates: readonly DuplicateMemory[];
};
