import type { ModSeq } from '../../../model/change.ts';
import type { Uid } from '../../../model/mailbox.ts';
import { changeFlags } from '../../../services/mailboxes/change-flags.ts';
import { watchFlags } from '../events.ts';
import { readFlags } from '../flags.ts';
import { formatSequenceSet } from '../grammar/sequence-set.ts';
import { cutBelow, mostRecent } from '../message-limit.ts';
import { tellKeywords, writeChangedFlags } from '../news.ts';
import { bad, type Ending, no, done as nothingToDo, ok } from '../replies.ts';
import type { Selected, Slice } from '../selected.ts';
import { actorOf, type CommandOf, type ImapCommand, type Session, selectedOf } from '../session.ts';
import { words } from '../words.ts';
import { enableCondstore } from './enable.ts';

/** STORE: changes flags, and tells the new ones unless the client keeps count itself. rfc/9051#6.4.6, rfc/7162#3.1.3 */
export const store: ImapCommand<CommandOf<'store'>> = {
  name: 'store',
  states: ['selected'],
  tells: ({ uid }) => (uid ? 'everything' : 'no-expunge'),
  async run(session, given) {
    const selected = selectedOf(session);
    if (given.unchangedSince !== undefined) enableCondstore(session);
    if (selected.readOnly) return no(words.readOnly, 'NOPERM');
    const all = selected.resolve(given.set, given.uid);
    if (all === null) return bad(words.noSuchNumber);
    const { slices, cut } = mostRecent(session, all);
    const ended = (ending: Ending) => (cut ? cutBelow(session, ending, selected.uidAt(slices[0]!.start)) : ending);
    const { bits, keywords, spellings } = readFlags(given.flags);
    const uids = selected.uidsAt(slices);
    if (uids.length === 0) return given.uid ? nothingToDo : no(words.expunged, 'EXPUNGEISSUED');
    const target =
      given.unchangedSince === undefined ? { uids } : { uids, unchangedSince: given.unchangedSince as ModSeq };
    const change = { operation: given.mode, bits, keywords, spellings };
    const changedFlags = watchFlags(session, selected, uids);
    const done = await changeFlags(session.house, actorOf(session), selected.ref, target, change);
    const { modseq } = done;
    const changed = new Set<number>(done.uids);
    await selected.held.reach(modseq);
    const failed = given.unchangedSince === undefined ? [] : modifiedSince(selected, uids, given, changed);
    tellStored(session, selected, slices, { silent: given.silent, modseq, changed, failed: new Set(failed) });
    await changedFlags();
    if (failed.length > 0) return ended(modified(selected, failed, given.uid));
    const named = slices.reduce((sum, { start, end }) => sum + end - start, 0);
    return ended(named > uids.length && !given.uid ? no(words.expunged, 'EXPUNGEISSUED') : nothingToDo);
  },
};

/** Named messages that were left alone because somebody changed them later than the client knows. */
function modifiedSince(
  { view }: Selected,
  uids: readonly Uid[],
  { unchangedSince }: CommandOf<'store'>,
  changed: ReadonlySet<number>,
): Uid[] {
  return uids.filter(uid => {
    const index = view.indexOf(uid);
    return !changed.has(uid) && index >= 0 && view.modseqs[index]! > unchangedSince!;
  });
}

function modified(selected: Selected, failed: readonly Uid[], uid: boolean): Ending {
  const numbers = uid ? failed : failed.map(each => selected.placeOf(each) + 1);
  return ok(`MODIFIED ${formatSequenceSet(numbers)}`, words.modified);
}

/**
 * The new flags of all messages named; with .SILENT nothing, or the new mod-sequences alone where the client keeps
 * those. What others changed meanwhile is news.
 */
function tellStored(
  session: Session,
  selected: Selected,
  slices: readonly Slice[],
  stored: { silent: boolean; modseq: ModSeq; changed: ReadonlySet<number>; failed: ReadonlySet<number> },
): void {
  const { view } = selected;
  if (selected.toldKeywordSets !== view.keywordSetCount) tellKeywords(session, selected);
  const condstore = session.enabled.has('CONDSTORE');
  const uids = new Set<number>();
  let text = '';
  for (const { start, end } of slices) {
    for (let place = start; place < end; place++) {
      const index = selected.indexAt(place);
      if (index < 0) continue;
      const uid = view.uids[index]!;
      const ours = view.modseqs[index]! <= stored.modseq;
      if (ours) uids.add(uid);
      if (stored.failed.has(uid) || !ours) continue;
      if (!stored.silent) text += writeChangedFlags(session, selected, place, index);
      else if (condstore && stored.changed.has(uid)) text += writeModSeq(session, selected, place, index);
    }
  }
  session.connection.write(text);
  selected.told = { uids, modseq: stored.modseq };
}

function writeModSeq(session: Session, { view }: Selected, place: number, index: number): string {
  const uid = view.uids[index]!;
  const modseq = `MODSEQ (${view.modseqs[index]})`;
  return session.enabled.has('UIDONLY')
    ? `* ${uid} UIDFETCH (${modseq})\r\n`
    : `* ${place + 1} FETCH (UID ${uid} ${modseq})\r\n`;
}
