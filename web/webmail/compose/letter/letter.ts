/** What somebody is writing, as the page holds it: plain values, that can be kept on this machine as they are. */
import type { Id } from '../../../jmap/objects.ts';
import type { Recipient } from '../recipients/parse.ts';

/** A file that goes with the letter; `cid` where the text shows it in its place. */
export type Attached = {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  /** Octets. */
  readonly size: number;
  readonly cid: string | null;
  /** Where the server keeps it; null until it is there. */
  readonly blobId: Id | null;
};

export type Letter = {
  /** Null until the identities are known. */
  readonly identityId: Id | null;
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly bcc: readonly Recipient[];
  readonly subject: string;
  /** Clean HTML; its own pictures are `cid:`. */
  readonly html: string;
  /** What is sent where `plain`. */
  readonly text: string;
  readonly plain: boolean;
  readonly files: readonly Attached[];
  readonly important: boolean;
  /** Word is wished when it has arrived. rfc/3461 */
  readonly receipt: boolean;
  /** The same for every draft of the letter, so that one whose saving was not answered is found again. */
  readonly messageId: string;
  readonly inReplyTo: readonly string[] | null;
  readonly references: readonly string[] | null;
  /** The mail that bears the mark once this one is sent. */
  readonly about: { readonly emailId: Id; readonly keyword: '$answered' | '$forwarded' } | null;
};

export const blank: Omit<Letter, 'messageId'> = {
  identityId: null,
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  html: '',
  text: '',
  plain: false,
  files: [],
  important: false,
  receipt: false,
  inReplyTo: null,
  references: null,
  about: null,
};

export function everybody({ to, cc, bcc }: Pick<Letter, 'to' | 'cc' | 'bcc'>): Recipient[] {
  return [...to, ...cc, ...bcc];
}
