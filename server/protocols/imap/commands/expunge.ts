import { expunge as remove } from '../../../services/mailboxes/expunge.ts';
import { cutBelow } from '../message-limit.ts';
import { done, no, ok } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, selectedOf } from '../session.ts';
import { words } from '../words.ts';

/** EXPUNGE, and UID EXPUNGE of the UIDs named alone. rfc/9051#6.4.3, rfc/9051#6.4.9 */
export const expunge: ImapCommand<CommandOf<'expunge'>> = {
  name: 'expunge',
  states: ['selected'],
  async run(session, { set }) {
    const selected = selectedOf(session);
    if (selected.readOnly) return no(words.readOnly, 'NOPERM');
    await selected.held.refresh();
    let uids = selected.deletedUids();
    if (set !== undefined) {
      const named = new Set(selected.uidsAt(selected.resolve(set, true)!));
      uids = uids.filter(uid => named.has(uid));
    }
    // EXPUNGE itself is whole always: what it leaves would come back as a surprise.
    const now = set === undefined ? uids : uids.slice(-session.options.limits.messages);
    if (uids.length === 0) return done;
    const { modseq } = await remove(session.house, actorOf(session), selected.ref, now);
    await selected.held.reach(modseq);
    const ending = session.enabled.has('QRESYNC') ? ok(`HIGHESTMODSEQ ${selected.view.highestModSeq}`) : done;
    return now.length < uids.length ? cutBelow(session, ending, now[0]!) : ending;
  },
};
