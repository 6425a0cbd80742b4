import { move as moveMessages } from '../../../services/mailboxes/move.ts';
import { watchArrivals } from '../events.ts';
import { cutBelow } from '../message-limit.ts';
import { done, no, ok, writeEnding } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand } from '../session.ts';
import { writeUidPairs } from '../uid-pairs.ts';
import { words } from '../words.ts';
import { prepare } from './copy.ts';

/** MOVE: COPYUID comes first, untagged, then the expunges. rfc/9051#6.4.8 */
export const move: ImapCommand<CommandOf<'move'> & { kind: 'move' }> = {
  name: 'move',
  states: ['selected'],
  async run(session, given) {
    const target = await prepare(session, given);
    if ('status' in target) return target;
    const { selected, destination } = target;
    const uids = target.uids.slice(-session.options.limits.messages);
    if (selected.readOnly) return no(words.readOnly, 'NOPERM');
    const arrived = watchArrivals(session, 'COPY', destination.ref);
    const moved = await moveMessages(session.house, actorOf(session), selected.ref, uids, destination.ref);
    if (moved.from.length === 0) {
      // Gone, or reported: then the client hears at once that they left.
      await selected.held.reach(moved.modseq);
      return done;
    }
    session.connection.write(writeEnding(session, ok(`COPYUID ${writeUidPairs(moved)}`)));
    await selected.held.reach(moved.modseq);
    await arrived(moved.to);
    const ending = session.enabled.has('QRESYNC') ? ok(`HIGHESTMODSEQ ${selected.view.highestModSeq}`) : done;
    return uids.length < target.uids.length ? cutBelow(session, ending, uids[0]!) : ending;
  },
};
