/** How each refusal is said here: a response code of rfc/5804#1.3 where there is one, and both languages. */
import type { Fault } from '../../formats/sieve/faults.ts';
import { type Reason, type Refusal, reasons } from '../../model/refusal.ts';
import type { Answer } from './session.ts';

const codes = {
  'bad-credentials': null,
  'not-activated': null,
  'letter-expired': null,
  'app-password-needed': null,
  'renewal-overdue': null,
  'second-proof-needed': null,
  'passkey-needed': null,
  'prove-again': null,
  'two-persons': null,
  suspended: null,
  closed: null,
  'slow-down': 'TRYLATER',
  'too-many-connections': 'TRYLATER',
  'weak-password': null,
  'no-such-mailbox': null,
  'mailbox-exists': null,
  'mailbox-has-children': null,
  'mailbox-fixed': null,
  'bad-mailbox-name': null,
  'too-many-mailboxes': null,
  'role-taken': null,
  'too-many-keywords': null,
  'no-such-script': 'NONEXISTENT',
  'script-exists': 'ALREADYEXISTS',
  'script-active': 'ACTIVE',
  'bad-script-name': null,
  'too-many-scripts': 'QUOTA/MAXSCRIPTS',
  'script-too-large': 'QUOTA/MAXSIZE',
  'no-such-address-book': null,
  'address-book-fixed': null,
  'too-many-address-books': null,
  'no-such-contact': null,
  'contact-exists': null,
  'bad-contact': null,
  'contact-too-large': null,
  'photo-no-picture': null,
  'too-many-contacts': null,
  'no-such-message': null,
  'not-permitted': null,
  'over-quota': 'QUOTA',
  'full-for-long': null,
  'message-too-large': null,
  'bad-message': null,
  'no-such-recipient': null,
  'recipient-closed': null,
  'list-closed': null,
  'relay-denied': null,
  'sender-not-yours': null,
  'own-password': null,
  'own-numen': null,
  'too-many-recipients': null,
  'mail-loop': null,
  policy: null,
  unavailable: 'TRYLATER',
  'disk-full': 'TRYLATER',
} as const satisfies Record<Reason, string | null>;

export function refusalAnswer(refusal: Refusal): Answer {
  return no(`${reasons[refusal.reason].fr} / ${refusal.message}`, codes[refusal.reason] ?? undefined);
}

/** The answer to a bug of ours: bland, and worth another try. */
export const failureAnswer: Answer = {
  status: 'NO',
  code: codes.unavailable,
  text: `${reasons.unavailable.fr} / ${reasons.unavailable.en}`,
};

export function no(text: string, code?: string): Answer {
  return { status: 'NO', text, ...(code === undefined ? {} : { code }) };
}

export const ok: Answer = { status: 'OK' };

/** What is wrong with a script, a line a fault, French and then English. */
export function faultsText(faults: readonly Fault[]): string {
  const lines = [
    ...faults.map(({ line, column, fr }) => `ligne ${line}, colonne ${column} : ${fr}`),
    ...faults.map(({ line, column, en }) => `line ${line}, column ${column}: ${en}`),
  ];
  return lines.join('\r\n');
}

/** OK, with the remarks there are. */
export function okWith(warnings: readonly Fault[]): Answer {
  return warnings.length === 0 ? ok : { status: 'OK', code: 'WARNINGS', text: faultsText(warnings) };
}
