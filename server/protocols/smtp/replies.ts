/**
 * Replies: a code, an enhanced code (rfc/3463) and a text, in French and then in English, one line each. Texts are ASCII:
 * the French ones lose their accents here, because a client that did not ask for UTF-8 may be reading. rfc/6531#3.7.4
 */

import { type Reason, type Refusal, reasons } from '../../model/refusal.ts';
import { plainText } from '../wire/plain-text.ts';

export type Reply = {
  readonly code: number;
  /** `5.1.1`; null where none may stand: the greeting, replies to HELO and EHLO, intermediate replies. */
  readonly enhanced: string | null;
  readonly lines: readonly string[];
  /** The connection ends after it. */
  readonly close?: boolean;
};

/** Characters of a reply line at most, with the code and the line ending. rfc/5321#4.5.3.1.5 */
const maxLine = 512;

export function reply(code: number, enhanced: string | null, ...lines: string[]): Reply {
  return { code, enhanced, lines };
}

/** The same reply, after which the connection ends. */
export function closing(answer: Reply): Reply {
  return { ...answer, close: true };
}

/** The reply as bytes on the wire, as text. */
export function writeReply({ code, enhanced, lines }: Reply): string {
  const front = enhanced === null ? '' : `${enhanced} `;
  return lines
    .map((line, index) => {
      const separator = index === lines.length - 1 ? ' ' : '-';
      return `${`${code}${separator}${front}${plainText(line)}`.slice(0, maxLine - 2)}\r\n`;
    })
    .join('');
}

/** How each reason is said here. The text is the reason's own. */
const codes = {
  'bad-credentials': [535, '5.7.8'],
  'not-activated': [535, '5.7.8'],
  suspended: [535, '5.7.8'],
  closed: [535, '5.7.8'],
  'slow-down': [454, '4.7.0'],
  'too-many-connections': [421, '4.7.0'],
  'weak-password': [535, '5.7.8'],
  'no-such-mailbox': [550, '5.2.0'],
  'mailbox-exists': [550, '5.2.0'],
  'mailbox-has-children': [550, '5.2.0'],
  'mailbox-fixed': [550, '5.2.0'],
  'bad-mailbox-name': [550, '5.2.0'],
  'too-many-mailboxes': [550, '5.2.0'],
  'role-taken': [550, '5.2.0'],
  'letter-expired': [535, '5.7.8'],
  'app-password-needed': [534, '5.7.9'],
  'renewal-overdue': [534, '5.7.9'],
  'second-proof-needed': [550, '5.7.1'],
  'passkey-needed': [550, '5.7.1'],
  'prove-again': [550, '5.7.1'],
  'two-persons': [550, '5.7.1'],
  'too-many-keywords': [550, '5.2.0'],
  'no-such-address-book': [550, '5.2.0'],
  'address-book-fixed': [550, '5.2.0'],
  'too-many-address-books': [550, '5.2.0'],
  'no-such-contact': [550, '5.2.0'],
  'contact-exists': [550, '5.2.0'],
  'bad-contact': [550, '5.2.0'],
  'contact-too-large': [550, '5.2.0'],
  'photo-no-picture': [550, '5.2.0'],
  'too-many-contacts': [550, '5.2.0'],
  'no-such-message': [550, '5.2.0'],
  'no-such-script': [550, '5.2.0'],
  'script-exists': [550, '5.2.0'],
  'script-active': [550, '5.2.0'],
  'bad-script-name': [550, '5.2.0'],
  'too-many-scripts': [550, '5.2.0'],
  'script-too-large': [550, '5.2.0'],
  'not-permitted': [550, '5.7.1'],
  'over-quota': [452, '4.2.2'],
  'full-for-long': [552, '5.2.2'],
  'message-too-large': [552, '5.3.4'],
  'bad-message': [550, '5.6.0'],
  'no-such-recipient': [550, '5.1.1'],
  'recipient-closed': [550, '5.2.1'],
  'list-closed': [550, '5.7.2'],
  'relay-denied': [550, '5.7.1'],
  'sender-not-yours': [553, '5.7.1'],
  'own-password': [550, '5.7.1'],
  'own-numen': [550, '5.7.1'],
  'too-many-recipients': [452, '4.5.3'],
  'mail-loop': [554, '5.4.6'],
  policy: [550, '5.7.1'],
  unavailable: [451, '4.3.0'],
  'disk-full': [452, '4.3.1'],
} as const satisfies Record<Reason, readonly [number, string]>;

/** The honest no, in both languages; what the refusal adds stands in the English line. */
export function refusalReply(refusal: Refusal): Reply {
  const [code, enhanced] = codes[refusal.reason];
  return reply(code, enhanced, reasons[refusal.reason].fr, refusal.message);
}

/** The answer to a bug of ours: bland, and worth another try. */
export const failureReply = refusalLike('unavailable');

function refusalLike(reason: Reason): Reply {
  const [code, enhanced] = codes[reason];
  return reply(code, enhanced, reasons[reason].fr, reasons[reason].en);
}
