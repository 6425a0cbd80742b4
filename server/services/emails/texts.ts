/** Emails whose words meet a condition of a filter. rfc/8621#4.4.1 */
import { fold } from '../../formats/message/fold.ts';
import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import type { House } from '../house.ts';
import { findWords, type WordsAsked } from '../search/find-words.ts';
import { readWords } from '../search/words.ts';
import type { TextCondition, TextPlace } from './filter.ts';

const fieldsOf: Readonly<Record<TextPlace, readonly string[]>> = {
  text: ['subject', 'from', 'to', 'cc', 'bcc'],
  from: ['from'],
  to: ['to'],
  cc: ['cc'],
  bcc: ['bcc'],
  subject: ['subject'],
  body: [],
};

/** Which of these emails meet the condition. */
export function findTexts(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  condition: TextCondition,
): Promise<Set<number>> {
  return findWords(house, accountId, emailIds, askedBy(condition));
}

function askedBy(condition: TextCondition): WordsAsked {
  if (condition.kind === 'header') {
    const { name, contains } = condition;
    return { kind: 'field', name, contains: contains === null ? null : fold(contains) };
  }
  const { where, words } = condition;
  return {
    kind: 'words',
    words: readWords(words),
    fields: fieldsOf[where],
    body: where === 'text' || where === 'body',
  };
}
