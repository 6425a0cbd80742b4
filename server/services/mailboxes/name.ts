import { hierarchyDelimiter } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Limits } from '../house.ts';
import { sharedRoot } from './shared-name.ts';

const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/**
 * What a mailbox may be called: levels that are not empty, no control characters, Unicode in composed form, nothing
 * else that looks like INBOX. rfc/9051#5.1
 * @throws Refusal bad-mailbox-name
 */
export function checkMailboxName(name: string, limits: Pick<Limits, 'mailboxNameLength' | 'mailboxDepth'>): void {
  const levels = name.split(hierarchyDelimiter);
  const fits =
    name.length <= limits.mailboxNameLength &&
    levels.length <= limits.mailboxDepth &&
    levels.every(level => level.trim() !== '') &&
    !unprintable.test(name) &&
    name === name.normalize('NFC');
  if (!fits) throw new Refusal('bad-mailbox-name');
  if (levels[0] === sharedRoot) throw new Refusal('bad-mailbox-name');
  if (levels[0]!.toUpperCase() === 'INBOX' && levels[0] !== 'INBOX') throw new Refusal('bad-mailbox-name');
}
