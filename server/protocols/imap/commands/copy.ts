import { Refusal } from '../../../model/refusal.ts';
import { copy as copyMessages } from '../../../services/mailboxes/copy.ts';
import { find } from '../../../services/mailboxes/find.ts';
import { watchArrivals } from '../events.ts';
import { tooManyAtOnce } from '../message-limit.ts';
import { bad, done, type Ending, ok, refused } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, type Session, selectedOf } from '../session.ts';
import { writeUidPairs } from '../uid-pairs.ts';
import { words } from '../words.ts';

/** COPY: with flags, dates and EMAILID. rfc/9051#6.4.7 */
export const copy: ImapCommand<CommandOf<'copy'>> = {
  name: 'copy',
  states: ['selected'],
  tells: ({ uid }) => (uid ? 'everything' : 'no-expunge'),
  async run(session, given) {
    const target = await prepare(session, given);
    if ('status' in target) return target;
    const { selected, uids, destination } = target;
    const tooMany = tooManyAtOnce(session, uids.length);
    if (tooMany !== null) return tooMany;
    const arrived = watchArrivals(session, 'COPY', destination.ref);
    const copied = await copyMessages(session.house, actorOf(session), selected.ref, uids, destination.ref);
    await arrived(copied.to);
    return copied.from.length === 0 ? done : ok(`COPYUID ${writeUidPairs(copied)}`);
  },
};

/** What COPY and MOVE settle first: the messages, and where they go; an ending where there is nothing to do. */
export async function prepare(session: Session, { set, uid, mailbox }: CommandOf<'copy' | 'move'>) {
  const selected = selectedOf(session);
  const slices = selected.resolve(set, uid);
  if (slices === null) return bad(words.noSuchNumber);
  const destination = await findOrTryCreate(session, mailbox);
  if ('status' in destination) return destination;
  const uids = selected.uidsAt(slices);
  return uids.length === 0 ? done : { selected, uids, destination };
}

/** Where messages are to go; a mailbox that is missing is said so that the client may make it. rfc/9051#7.1 */
export async function findOrTryCreate(session: Session, name: string) {
  try {
    return await find(session.house, actorOf(session), name);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason !== 'no-such-mailbox') throw error;
    return { ...refused(error), code: 'TRYCREATE' } as Ending;
  }
}
