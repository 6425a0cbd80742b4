import type { MessageFacts } from '../../formats/message/facts.ts';
import { baseSubject, messageIdsOf } from '../../formats/message/facts.ts';
import type { Email } from '../../store/emails.ts';

/** The facts of a stored message, as they were learnt when it came in: nothing is parsed again. */
export function factsOf(
  email: Pick<Email, 'bytes' | 'trace' | 'envelope' | 'structure' | 'preview' | 'subject' | 'sentAt' | 'hasAttachment'>,
): MessageFacts {
  return {
    bytes: email.bytes - email.trace.length,
    envelope: email.envelope,
    structure: email.structure,
    preview: email.preview,
    subject: email.subject,
    baseSubject: baseSubject(email.subject),
    sentAt: email.sentAt,
    hasAttachment: email.hasAttachment,
    messageIds: messageIdsOf(email.envelope),
  };
}
