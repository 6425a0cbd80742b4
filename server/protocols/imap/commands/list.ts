import { readNotes } from '../../../services/mailboxes/annotate.ts';
import { list as listOwn, listShared } from '../../../services/mailboxes/list.ts';
import { writeDelimiter, writeList, writeMyRights, writeStatus } from '../grammar/write-mailbox.ts';
import { type Listing, listing, subscriptions } from '../listing.ts';
import { done } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, readsUtf8, type Session, signedIn } from '../session.ts';
import { statusValues } from '../status-values.ts';
import { enableCondstore } from './enable.ts';
import { tellListed } from './metadata.ts';

/** LIST, plain and extended, with what goes along with each name. rfc/9051#6.3.9, rfc/5258, rfc/5819, rfc/8440 */
export const list: ImapCommand<CommandOf<'list'>> = {
  name: 'list',
  states: signedIn,
  async run(session, given) {
    const { connection } = session;
    if (!given.extended && given.patterns[0] === '') {
      connection.write(writeDelimiter('LIST'));
      return done;
    }
    if (given.returns.status?.includes('HIGHESTMODSEQ')) enableCondstore(session);
    const { mailboxes, strays } = await visible(session);
    for (const line of listing(mailboxes, strays, given)) await tell(session, line, given.returns);
    return done;
  },
};

/** LSUB. rfc/3501#6.3.9 */
export const lsub: ImapCommand<CommandOf<'lsub'>> = {
  name: 'lsub',
  states: signedIn,
  async run(session, { reference, pattern }) {
    if (pattern === '') {
      session.connection.write(writeDelimiter('LSUB'));
      return done;
    }
    const { mailboxes, strays } = await visible(session);
    for (const line of subscriptions(mailboxes, strays, reference, pattern))
      session.connection.write(writeList('LSUB', line, readsUtf8(session)));
    return done;
  },
};

/** The actor's own mailboxes and those shared with it. */
export async function visible(session: Session) {
  const actor = actorOf(session);
  const { mailboxes, strays } = await listOwn(session.house, actor);
  return { mailboxes: [...mailboxes, ...(await listShared(session.house, actor, strays))], strays };
}

async function tell(session: Session, line: Listing, returns: CommandOf<'list'>['returns']): Promise<void> {
  const { connection } = session;
  const utf8 = readsUtf8(session);
  const { mailbox } = line;
  connection.write(writeList('LIST', line, utf8));
  if (mailbox === null) return;
  if (returns.myRights) connection.write(writeMyRights(line.name, mailbox.rights, utf8));
  if (returns.status && mailbox.rights.includes('r'))
    connection.write(writeStatus(line.name, await statusValues(session, mailbox, returns.status), utf8));
  if (returns.metadata) {
    const notes = await readNotes(session.house, actorOf(session), line.name);
    tellListed(session, line.name, notes, returns.metadata);
  }
  if (connection.congested) await connection.drain();
}
