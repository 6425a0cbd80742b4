import type { MessageFacts } from '../../formats/message/facts.ts';
import { baseSubject } from '../../formats/message/subject.ts';
import type { Email } from '../../store/emails.ts';

/** The facts of a stored message, as they were learnt when it came in: nothing is parsed again. */
export function factsOf(
  email: Pick<Email, 'bytes' | 'trace' | 'envelope' | 'structure' | 'preview' | 'subject' | 'sentAt' | 'hasAttachment'>,
): MessageFacts {
  const { messageId, inReplyTo } = email.envelope;
  return {
    ...email,
    bytes: email.bytes - email.trace.length,
    baseSubject: baseSubject(email.subject).base,
    messageIds: `${messageId ?? ''} ${inReplyTo ?? ''}`.match(/<[^<>\s]+>/g) ?? [],
  };
}
