/**
 * Conversations as trees. `references` is the algorithm of rfc/5256#3 in its six steps; `refs` is the same without the
 * merging by subject, its threads ordered by their newest message; `orderedsubject` knows subjects and dates alone.
 *
 * Header fields that no row keeps (References) are read from the messages themselves.
 */
import { readMessageIds } from '../../formats/message/envelope.ts';
import { casemap } from '../../formats/message/fold.ts';
import { readHeader } from '../../formats/message/header.ts';
import { baseSubject } from '../../formats/message/subject.ts';
import type { Uid } from '../../model/mailbox.ts';
import type { Email } from '../../store/emails.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from '../mailboxes/permission.ts';
import { readOctets } from '../mailboxes/read.ts';
import type { MailboxView } from '../mailboxes/view.ts';
import { forEachEmail } from './rows.ts';
import { sentTime } from './sort.ts';
import { type Threaded, type ThreadTree, threadByReferences, threadBySubject } from './thread-trees.ts';

export type { ThreadTree } from './thread-trees.ts';
export type ThreadAlgorithm = 'orderedsubject' | 'references' | 'refs';

/** Headers read at once. */
const readTogether = 32;

/** The threads of some messages (ascending UIDs), oldest first. */
export async function thread(
  house: Pick<House, 'store'>,
  mailbox: MailboxRef,
  view: MailboxView,
  uids: readonly Uid[],
  algorithm: ThreadAlgorithm,
): Promise<ThreadTree[]> {
  const bySubject = algorithm === 'orderedsubject';
  const aspects = bySubject ? (['envelope', 'dates'] as const) : (['envelope', 'dates', 'structure', 'body'] as const);
  const messages: (Threaded & { email: Email })[] = [];
  await forEachEmail(house, mailbox, view, uids, aspects, (uid, email) => {
    const { base, reply } = baseSubject(email.subject);
    messages.push({ uid, email, sent: sentTime(email), subject: casemap(base), reply, id: null, references: [] });
  });
  if (bySubject) return threadBySubject(messages);
  for (let from = 0; from < messages.length; from += readTogether) {
    await Promise.all(messages.slice(from, from + readTogether).map(message => readReferences(house, message)));
  }
  return threadByReferences(messages, algorithm === 'references');
}

async function readReferences(house: Pick<House, 'store'>, message: Threaded & { email: Email }): Promise<void> {
  const { trace, structure } = message.email;
  const header = await readOctets(house, message.email, 0, trace.length + structure.body);
  const { fields } = readHeader(header);
  message.id = readMessageIds(header, fields, 'message-id')[0] ?? null;
  message.references = readMessageIds(header, fields, 'references');
  if (message.references.length === 0) message.references = readMessageIds(header, fields, 'in-reply-to').slice(0, 1);
}
