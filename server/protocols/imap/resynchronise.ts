/** Quick resynchronisation: what changed and what vanished since the client last looked. rfc/7162#3.2.5 */
import type { ModSeq } from '../../model/change.ts';
import { listVanished } from '../../services/mailboxes/vanished.ts';
import type { Resynchronisation } from './grammar/select.ts';
import { formatRanges, isWithin, largestNumber, resolveRanges, type SequenceRange } from './grammar/sequence-set.ts';
import { writeChangedFlags } from './news.ts';
import type { Selected } from './selected.ts';
import type { Session } from './session.ts';

export async function resynchronise(session: Session, selected: Selected, known: Resynchronisation): Promise<void> {
  const ranges = resolveRanges(known.knownUids ?? everyUid, largestNumber);
  const from = agreedUpTo(selected, known.matches);
  const vanished = await vanishedSince(session, selected, known.modseq as ModSeq, ranges);
  const news = vanished.filter(({ to }) => to > from);
  if (news.length > 0) session.connection.write(`* VANISHED (EARLIER) ${formatRanges(news)}\r\n`);
  const { view } = selected;
  let text = '';
  for (let place = 0; place < selected.count; place++) {
    const index = selected.indexAt(place);
    if (index < 0 || view.modseqs[index]! <= known.modseq || !isWithin(ranges, view.uids[index]!)) continue;
    text += writeChangedFlags(session, selected, place, index);
  }
  session.connection.write(text);
}

const everyUid: SequenceRange[] = [{ from: 1, to: largestNumber }];

/** UIDs among `ranges` that are gone since `modseq`; where tombstones have expired, all that are not there. */
export async function vanishedSince(
  { house }: Session,
  selected: Selected,
  modseq: ModSeq,
  ranges: readonly SequenceRange[],
): Promise<SequenceRange[]> {
  const vanished = await listVanished(house, selected.ref, modseq);
  if (vanished !== null) return toRanges(vanished.filter(uid => isWithin(ranges, uid) && selected.placeOf(uid) < 0));
  return withoutKnown(ranges, selected);
}

function toRanges(uids: readonly number[]): SequenceRange[] {
  return resolveRanges(
    uids.map(uid => ({ from: uid, to: uid })),
    largestNumber,
  );
}

/** The ranges less the messages that are there, up to the last UID ever given. */
function withoutKnown(ranges: readonly SequenceRange[], { uids, count, found }: Selected): SequenceRange[] {
  const end = Math.max(found.mailbox.uidNext - 1, count === 0 ? 0 : uids[count - 1]!);
  const missing: SequenceRange[] = [];
  for (const range of ranges) {
    let from = range.from;
    const to = Math.min(range.to, end);
    for (let place = 0; place < count && uids[place]! <= to; place++) {
      const uid = uids[place]!;
      if (uid < from) continue;
      if (uid > from) missing.push({ from, to: uid - 1 });
      from = uid + 1;
    }
    if (from <= to) missing.push({ from, to });
  }
  return missing;
}

/** The UID up to which the client's numbers and UIDs still agree: nothing at or below it has gone. rfc/7162#3.2.5.2 */
function agreedUpTo(selected: Selected, matches: Resynchronisation['matches']): number {
  if (matches === undefined) return 0;
  const numbers = enumerate(matches.numbers, selected.count);
  const uids = enumerate(matches.uids, numbers.length);
  let agreed = 0;
  for (const [at, number] of numbers.entries()) {
    const uid = uids[at];
    if (uid === undefined || number > selected.count || selected.uidAt(number - 1) !== uid) break;
    agreed = uid;
  }
  return agreed;
}

/** The first numbers of some ranges, in their order. */
function enumerate(ranges: readonly SequenceRange[], atMost: number): number[] {
  const numbers: number[] = [];
  for (const { from, to } of ranges)
    for (let number = from; number <= to && numbers.length < atMost; number++) numbers.push(number);
  return numbers;
}
