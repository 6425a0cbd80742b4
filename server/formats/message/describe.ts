import { parseDate } from './date.ts';
import { readMessageIds } from './envelope.ts';
import type { MessageFacts } from './facts.ts';
import { parseMessage } from './parse.ts';
import { leaves, type Part } from './part.ts';
import { preview } from './preview.ts';
import { baseSubject } from './subject.ts';
import { decodeWords } from './words.ts';

/** Ids of one message that lead to threads: enough for long conversations, bounded for hostile ones. */
const maxMessageIds = 100;

/** Learns once all that is kept of a message beside its bytes. Never throws, whatever the bytes. */
export function describeMessage(bytes: Buffer): MessageFacts {
  const { part, envelope, fields } = parseMessage(bytes);
  const subject = storable(decodeWords(envelope.subject ?? ''));
  const ids = ['message-id', 'in-reply-to', 'references'].flatMap(name => readMessageIds(bytes, fields, name));
  const sent = envelope.date === null ? null : parseDate(envelope.date);
  return {
    bytes: bytes.length,
    envelope,
    structure: part,
    preview: storable(preview(bytes, part)),
    subject,
    baseSubject: baseSubject(subject).base,
    sentAt: sent === null ? null : new Date(sent.ms),
    hasAttachment: hasAttachment(part),
    // The message's own id first, then the newest of those it answers.
    messageIds: [...new Set([...ids.slice(0, 1), ...ids.slice(1).slice(-maxMessageIds)])],
  };
}

/** A file a person would call attached: not the text, not a picture shown within it. rfc/8621#4.1.4 */
function hasAttachment(part: Part): boolean {
  for (const leaf of leaves(part)) {
    if (leaf.disposition?.type === 'attachment') return true;
    const shown = leaf.type === 'text' || (leaf.id !== undefined && leaf.type === 'image');
    if (!shown && leaf !== part) return true;
  }
  return false;
}

/** PostgreSQL's text holds neither NUL nor half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
