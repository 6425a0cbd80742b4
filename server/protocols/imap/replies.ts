/**
 * How commands end, and how each refusal of the house is said in IMAP: the response codes of rfc/5530 and of rfc/9051#7.1,
 * the sentence of the reason itself.
 */
import { type Reason, type Refusal, reasons } from '../../model/refusal.ts';
import type { Session } from './session.ts';
import { type Sentence, say, words } from './words.ts';

/** The tagged response of a command. `code` goes between brackets. */
export type Ending = {
  readonly status: 'OK' | 'NO' | 'BAD';
  readonly code?: string;
  readonly sentence: Sentence;
  /** It was sent already, before the connection changed under it. */
  readonly sent?: true;
};

export const done: Ending = { status: 'OK', sentence: words.done };

export function ok(code?: string, sentence: Sentence = words.done): Ending {
  return code === undefined ? { status: 'OK', sentence } : { status: 'OK', code, sentence };
}

export function no(sentence: Sentence, code?: string): Ending {
  return code === undefined ? { status: 'NO', sentence } : { status: 'NO', code, sentence };
}

export function bad(sentence: Sentence, code?: string): Ending {
  return code === undefined ? { status: 'BAD', sentence } : { status: 'BAD', code, sentence };
}

/** `* OK [code] text`, or with a tag the end of a command. */
export function writeEnding(session: Session, { status, code, sentence }: Ending, tag = '*'): string {
  return `${tag} ${status} ${code === undefined ? '' : `[${code}] `}${say(session, sentence)}\r\n`;
}

export function writeBye(session: Session, sentence: Sentence, code?: string): string {
  return `* BYE ${code === undefined ? '' : `[${code}] `}${say(session, sentence)}\r\n`;
}

/** Null: a plain NO. */
const codes = {
  'bad-credentials': 'AUTHENTICATIONFAILED',
  'not-activated': 'CONTACTADMIN',
  'letter-expired': 'CONTACTADMIN',
  'app-password-needed': 'AUTHENTICATIONFAILED',
  'renewal-overdue': 'EXPIRED',
  'second-proof-needed': 'NOPERM',
  'passkey-needed': 'NOPERM',
  'prove-again': 'NOPERM',
  'two-persons': 'NOPERM',
  suspended: 'CONTACTADMIN',
  closed: 'CONTACTADMIN',
  'slow-down': 'UNAVAILABLE',
  'too-many-connections': 'LIMIT',
  'weak-password': 'AUTHORIZATIONFAILED',
  'no-such-mailbox': 'NONEXISTENT',
  'mailbox-exists': 'ALREADYEXISTS',
  'mailbox-has-children': 'HASCHILDREN',
  'mailbox-fixed': 'CANNOT',
  'bad-mailbox-name': 'CANNOT',
  'too-many-mailboxes': 'LIMIT',
  'role-taken': 'USEATTR',
  'too-many-keywords': 'LIMIT',
  'no-such-address-book': null,
  'address-book-fixed': null,
  'too-many-address-books': null,
  'no-such-contact': null,
  'contact-exists': null,
  'bad-contact': null,
  'contact-too-large': null,
  'photo-no-picture': null,
  'too-many-contacts': null,
  'no-such-message': 'NONEXISTENT',
  'not-permitted': 'NOPERM',
  'over-quota': 'OVERQUOTA',
  'full-for-long': 'OVERQUOTA',
  'message-too-large': 'TOOBIG',
  'bad-message': 'CANNOT',
  'no-such-recipient': null,
  'recipient-closed': null,
  'list-closed': null,
  'relay-denied': null,
  'sender-not-yours': null,
  'own-password': null,
  'own-numen': null,
  'too-many-recipients': 'LIMIT',
  'mail-loop': null,
  policy: 'NOPERM',
  'no-such-script': 'NONEXISTENT',
  'script-exists': 'ALREADYEXISTS',
  'script-active': 'CANNOT',
  'bad-script-name': 'CANNOT',
  'too-many-scripts': 'LIMIT',
  'script-too-large': 'LIMIT',
  unavailable: 'UNAVAILABLE',
  'disk-full': 'UNAVAILABLE',
} as const satisfies Record<Reason, string | null>;

/** The honest no. */
export function refused({ reason }: Refusal): Ending {
  const code = codes[reason];
  return code === null ? no(reasons[reason]) : no(reasons[reason], code);
}
