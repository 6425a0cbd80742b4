import type { AccountId } from './account.ts';
import type { Brand } from './brand.ts';

/** The account's change counter: raised by every change to anything in the account. rfc/7162#3 and JMAP states. */
export type ModSeq = Brand<number, 'ModSeq'>;

/** What a change touched, so that a listener may pass over what it does not show. */
export type ChangeKind =
  | 'email'
  | 'mailbox'
  | 'delivery'
  | 'subscription'
  | 'quota'
  | 'access'
  | 'submission'
  | 'contacts';

/**
 * Told after a commit. A hint, never the truth: who wakes reads what is newer than the modseq it knows, so that a lost
 * or doubled announcement does no harm.
 */
export type Change = { readonly accountId: AccountId; readonly modseq: ModSeq; readonly kinds: readonly ChangeKind[] };
