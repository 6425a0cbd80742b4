/** What SEARCH and SORT tell of their results, plain and extended. rfc/9051#7.3.4, rfc/4731, rfc/5182, rfc/9394 */
import type { Uid } from '../../model/mailbox.ts';
import type { PartialRange } from './grammar/partial.ts';
import type { ReturnOptions } from './grammar/search.ts';
import { type EsearchData, writeEsearch, writeNumbers } from './grammar/write-search.ts';
import type { Selected } from './selected.ts';
import { readsUtf8, type Session } from './session.ts';

export type Results = {
  readonly name: 'SEARCH' | 'SORT';
  readonly tag: string;
  readonly uid: boolean;
  readonly returns: ReturnOptions | undefined;
  /** In the order of the results; those the client does not know are left out already. */
  readonly uids: readonly Uid[];
  /** MODSEQ was among the keys: the highest of the results is told. rfc/7162#3.1.5 */
  readonly tellsModSeq: boolean;
};

export function tellResults(session: Session, selected: Selected, results: Results): void {
  const { name, uid, uids, returns, tag } = results;
  const numbers = uid ? uids : uids.map(each => selected.placeOf(each) + 1);
  const { connection } = session;
  const utf8 = readsUtf8(session);
  if (returns !== undefined) {
    save(selected, results);
    const data = extended(returns, numbers);
    if (results.tellsModSeq && uids.length > 0) data.modseq = highestTold(results, selected);
    // With SAVE alone nothing is told at all. rfc/5182#2.1
    if (!onlySaves(returns)) connection.write(writeEsearch({ tag, uid, ...data }, utf8));
  } else if (session.enabled.has('IMAP4REV2') && name === 'SEARCH') {
    const modseq = results.tellsModSeq && uids.length > 0 ? { modseq: highest(uids, selected) } : {};
    connection.write(writeEsearch({ tag, uid, all: numbers, ...modseq }, utf8));
  } else {
    connection.write(writeNumbers(name, numbers, results.tellsModSeq ? highest(uids, selected) : undefined));
  }
}

function onlySaves({ save, min, max, all, count, partial }: ReturnOptions): boolean {
  return save === true && !min && !max && !all && !count && partial === undefined;
}

/** The items asked for. rfc/9051#6.4.4 */
export function extended(
  { min, max, all, count, partial, save }: ReturnOptions,
  numbers: readonly number[],
): Omit<EsearchData, 'tag' | 'uid'> {
  const everything = all || (!min && !max && !count && partial === undefined && !save);
  const data: Omit<EsearchData, 'tag' | 'uid'> = {};
  if (min && numbers.length > 0) data.min = numbers[0]!;
  if (max && numbers.length > 0) data.max = numbers.at(-1)!;
  if (everything && numbers.length > 0) data.all = numbers;
  if (count) data.count = numbers.length;
  if (partial !== undefined) data.partial = { range: partial, numbers: slicePartial(numbers, partial) };
  return data;
}

/** With MIN or MAX alone, of those messages; otherwise of all. rfc/7162#3.1.5 */
function highestTold({ returns, uids }: Results, selected: Selected): number {
  const { min, max, all, count } = returns!;
  if (all || count || (!min && !max)) return highest(uids, selected);
  return highest([...(min ? [uids[0]!] : []), ...(max ? [uids.at(-1)!] : [])], selected);
}

function highest(uids: readonly Uid[], { view }: Selected): number {
  let modseq = 0;
  for (const uid of uids) {
    const index = view.indexOf(uid);
    if (index >= 0) modseq = Math.max(modseq, view.modseqs[index]!);
  }
  return modseq;
}

/** The `from`th to the `to`th, counted from the end where negative. rfc/9394#3.1 */
export function slicePartial<T>(all: readonly T[], { from, to }: PartialRange): T[] {
  const ends = [from, to].map(end => (end < 0 ? all.length + end : end - 1));
  return all.slice(Math.max(0, Math.min(...ends)), Math.max(...ends) + 1);
}

/** What `$` means from now on: what was told, or all. rfc/5182#2.4 */
function save(selected: Selected, { returns, uids }: Results): void {
  const { save, min, max, all, count, partial } = returns!;
  if (!save) return;
  let kept: readonly Uid[] = uids;
  if (!all && !count && (min || max)) kept = [...(min ? uids.slice(0, 1) : []), ...(max ? uids.slice(-1) : [])];
  if (!all && !count && !min && !max && partial !== undefined) kept = slicePartial(uids, partial);
  selected.saved = Uint32Array.from(new Set(kept)).sort();
}
