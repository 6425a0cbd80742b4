/** What a script decides, as data: nothing here is done yet. */

/** `bytes` is the message as the script has changed it, or null for the message as it came. */
type Content = { readonly bytes: Buffer | null };

/** Where and how a copy is kept. Flags are as written: system flags with their backslash, keywords without. */
type Filing = { readonly flags: readonly string[] };

export type MailboxTarget = {
  readonly mailbox: string;
  /** Make it where it is missing. rfc/5490#3.2 */
  readonly create: boolean;
  /** Tried before the name. RFC 9042 */
  readonly mailboxId: string | null;
  /** A special use such as `\Junk`, tried before the name. RFC 8579 */
  readonly specialUse: string | null;
};

export type KeepAction = { readonly kind: 'keep' } & Content & Filing;
export type FileIntoAction = { readonly kind: 'fileinto' } & MailboxTarget & Content & Filing;

/** `list` names an external list whose members receive the message. */
export type RedirectAction = {
  readonly kind: 'redirect';
  readonly address: string;
  readonly list: boolean;
} & Content;

/** `ereject` refuses while the sender waits wherever that can be done. rfc/5429#2.1 */
export type RejectAction = { readonly kind: 'reject'; readonly how: 'reject' | 'ereject'; readonly reason: string };

/** A copy of an automatic message, to be filed. RFC 8580 */
export type CarbonCopy = MailboxTarget & Filing;

export type VacationAction = {
  readonly kind: 'vacation';
  readonly reason: string;
  /** The reason is a MIME entity with its own header. rfc/5230#4.4 */
  readonly mime: boolean;
  readonly subject: string | null;
  readonly from: string | null;
  /** More addresses of the owner's own. */
  readonly addresses: readonly string[];
  readonly seconds: number;
  /** What makes two replies the same one. rfc/5230#4.2 */
  readonly handle: string;
  readonly fcc: CarbonCopy | null;
};

export type NotifyAction = {
  readonly kind: 'notify';
  readonly method: string;
  readonly from: string | null;
  readonly importance: 1 | 2 | 3;
  readonly options: readonly string[];
  readonly message: string | null;
  readonly fcc: CarbonCopy | null;
};

export type Action =
  | KeepAction
  | FileIntoAction
  | RedirectAction
  | RejectAction
  | VacationAction
  | NotifyAction
  | { readonly kind: 'discard' };

/** A `duplicate` test that was asked: to be remembered once the run has ended well. rfc/7352#3 */
export type DuplicateMark = {
  readonly handle: string;
  readonly uniqueId: string;
  readonly seconds: number;
  /** The time counts from the last sight, not the first. */
  readonly last: boolean;
  /** As answered by the environment. */
  readonly seen: boolean;
};
