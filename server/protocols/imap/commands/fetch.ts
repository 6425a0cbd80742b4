import type { ModSeq } from '../../../model/change.ts';
import { flagBits } from '../../../model/email.ts';
import { changeFlags } from '../../../services/mailboxes/change-flags.ts';
import { watchFlags } from '../events.ts';
import { planFetch } from '../fetch/plan.ts';
import { sendFetched } from '../fetch/send.ts';
import type { FetchItem } from '../grammar/fetch.ts';
import { formatRanges, resolveRanges } from '../grammar/sequence-set.ts';
import { cutBelow, mostRecent } from '../message-limit.ts';
import { bad, done, no } from '../replies.ts';
import { vanishedSince } from '../resynchronise.ts';
import type { Selected, Slice } from '../selected.ts';
import { actorOf, type CommandOf, type ImapCommand, readsUtf8, type Session, selectedOf } from '../session.ts';
import { words } from '../words.ts';
import { enableCondstore } from './enable.ts';

/** FETCH. rfc/9051#6.4.5, rfc/7162#3.1.4, rfc/9394#3.2 */
export const fetch: ImapCommand<CommandOf<'fetch'>> = {
  name: 'fetch',
  states: ['selected'],
  tells: ({ uid }) => (uid ? 'everything' : 'no-expunge'),
  async run(session, given) {
    const selected = selectedOf(session);
    if (given.changedSince !== undefined || given.items.some(({ kind }) => kind === 'modseq')) enableCondstore(session);
    if (given.vanished && !session.enabled.has('QRESYNC')) return bad(words.noQresync);
    const named = selected.resolve(given.set, given.uid);
    if (named === null) return bad(words.noSuchNumber);
    if (given.vanished) await tellVanished(session, selected, given);
    const { slices, cut } = mostRecent(session, choose(selected, named, given));
    const plan = planFetch(selected, itemsOf(session, given), readsUtf8(session));
    const seen = plan.marksSeen && selected.may('s') ? await markSeen(session, selected, slices) : null;
    const whole =
      seen !== null && !plan.tellsFlags
        ? planFetch(selected, [...itemsOf(session, given), { kind: 'flags' }], readsUtf8(session))
        : plan;
    const untold = await sendFetched(session, selected, slices, whole);
    await seen?.();
    if (untold.unknownEncoding > 0) return no(words.unknownEncoding, 'UNKNOWN-CTE');
    const ending = untold.expunged > 0 && !given.uid ? no(words.expunged, 'EXPUNGEISSUED') : done;
    return cut ? cutBelow(session, ending, selected.uidAt(slices[0]!.start)) : ending;
  },
};

/** What is asked, and what goes without asking. rfc/9051#6.4.9, rfc/7162#3.1.4.1 */
function itemsOf({ enabled }: Session, { uid, items, changedSince }: CommandOf<'fetch'>): FetchItem[] {
  const has = (kind: FetchItem['kind']) => items.some(item => item.kind === kind);
  const tellsUid = uid && !has('uid') && !enabled.has('UIDONLY');
  const wanted = enabled.has('UIDONLY') ? items.filter(({ kind }) => kind !== 'uid') : items;
  const tellsModseq = changedSince !== undefined && !has('modseq');
  const all: FetchItem[] = [
    ...(tellsUid ? [{ kind: 'uid' } as const] : []),
    ...wanted,
    ...(tellsModseq ? [{ kind: 'modseq' } as const] : []),
  ];
  return all.length > 0 ? all : [{ kind: 'flags' }];
}

/** Those of the messages named that PARTIAL and CHANGEDSINCE leave. */
function choose(selected: Selected, named: Slice[], { changedSince, partial }: CommandOf<'fetch'>): Slice[] {
  let slices = named;
  if (changedSince !== undefined) {
    const { view } = selected;
    slices = refine(slices, place => {
      const index = selected.indexAt(place);
      return index >= 0 && view.modseqs[index]! > changedSince;
    });
  }
  if (partial === undefined) return slices;
  const count = slices.reduce((sum, { start, end }) => sum + end - start, 0);
  const ends = [partial.from, partial.to].map(end => (end < 0 ? count + end : end - 1));
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  let at = -1;
  return refine(slices, () => {
    at++;
    return at >= first && at <= last;
  });
}

function refine(slices: readonly Slice[], keeps: (place: number) => boolean): Slice[] {
  const kept: Slice[] = [];
  for (const { start, end } of slices) {
    for (let place = start; place < end; place++) {
      if (!keeps(place)) continue;
      const last = kept.at(-1);
      if (last !== undefined && last.end === place) last.end++;
      else kept.push({ start: place, end: place + 1 });
    }
  }
  return kept;
}

/** VANISHED (EARLIER): those of the UIDs named that went since. rfc/7162#3.2.6 */
async function tellVanished(
  session: Session,
  selected: Selected,
  { set, changedSince }: CommandOf<'fetch'>,
): Promise<void> {
  if (set.kind === 'saved') return;
  const largest = Math.max(
    selected.found.mailbox.uidNext - 1,
    selected.count === 0 ? 0 : selected.uidAt(selected.count - 1),
  );
  const vanished = await vanishedSince(session, selected, changedSince as ModSeq, resolveRanges(set.ranges, largest));
  if (vanished.length > 0) session.connection.write(`* VANISHED (EARLIER) ${formatRanges(vanished)}\r\n`);
}

/** Marks as read what is about to be read; null where all was. What comes back tells the scripts, once it is read. */
async function markSeen(
  session: Session,
  selected: Selected,
  slices: readonly Slice[],
): Promise<(() => Promise<void>) | null> {
  const { view } = selected;
  const unseen = selected.uidsAt(slices).filter(uid => (view.flags[view.indexOf(uid)]! & flagBits.seen) === 0);
  if (unseen.length === 0) return null;
  const changedFlags = watchFlags(session, selected, unseen);
  const seen = { operation: 'add', bits: flagBits.seen, keywords: [] } as const;
  const { modseq } = await changeFlags(session.house, actorOf(session), selected.ref, { uids: unseen }, seen);
  await selected.held.reach(modseq);
  selected.told = { uids: new Set<number>(unseen), modseq };
  return changedFlags;
}
