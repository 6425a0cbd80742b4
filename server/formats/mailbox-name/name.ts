/**
 * What a mailbox may be called. One rule for every door (IMAP, JMAP, portal): levels separated by `/`, Net-Unicode (NFC, no
 * control characters), bounded in length and depth, and `INBOX` whatever its case, also as the first level of others.
 * rfc/9051#5.1
 */
import { hierarchyDelimiter } from '../../model/mailbox.ts';

/** Bytes of UTF-8: in all, and of one level. */
export const maxNameBytes = 1000;
export const maxLevelBytes = 255;
export const maxDepth = 32;

export type MailboxNameFault = 'empty' | 'empty-level' | 'forbidden-character' | 'too-long' | 'too-deep';

export type MailboxNameReading = { kind: 'name'; name: string } | { kind: 'refused'; fault: MailboxNameFault };

/** The canonical form of a name. One `/` at the end, by which CREATE announces children, is dropped. rfc/9051#6.3.4 */
export function readMailboxName(text: string): MailboxNameReading {
  if (Buffer.byteLength(text) > 2 * maxNameBytes) return refused('too-long');
  if (!text.isWellFormed() || forbiddenCharacter.test(text)) return refused('forbidden-character');
  const name = text.normalize('NFC').replace(/(?<=[^/])\/$/, '');
  if (name === '') return refused('empty');
  const levels = name.split(hierarchyDelimiter);
  if (levels.includes('')) return refused('empty-level');
  if (levels.length > maxDepth) return refused('too-deep');
  if (Buffer.byteLength(name) > maxNameBytes) return refused('too-long');
  if (levels.some(level => Buffer.byteLength(level) > maxLevelBytes)) return refused('too-long');
  if (levels[0]!.toUpperCase() === 'INBOX') levels[0] = 'INBOX';
  return { kind: 'name', name: levels.join(hierarchyDelimiter) };
}

/** Controls, line and paragraph separators, and what is never a character. */
const forbiddenCharacter = /[\p{Cc}\u2028\u2029\p{Noncharacter_Code_Point}]/u;
const refused = (fault: MailboxNameFault): MailboxNameReading => ({ kind: 'refused', fault });
