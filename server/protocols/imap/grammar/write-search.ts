import { formatPartialRange, type PartialRange } from './partial.ts';
import { formatSequenceSet } from './sequence-set.ts';
import { writeMailbox, writeString } from './write.ts';

/** The results of an extended search; only what was asked is given. Numbers ascend. rfc/9051#7.3.4 */
export type EsearchData = {
  tag: string;
  uid: boolean;
  /** For searches over several mailboxes. rfc/7377#2.1 */
  mailbox?: { name: string; uidValidity: number };
  min?: number;
  max?: number;
  /** Left out when nothing was found. */
  all?: ArrayLike<number>;
  count?: number;
  /** rfc/9394#3.1; in the order of the results, which for SORT need not ascend. */
  partial?: { range: PartialRange; numbers: ArrayLike<number> };
  modseq?: number;
  /** Updates of a search context, each from a position on. rfc/5267#4.3 */
  addTo?: readonly { position: number; numbers: ArrayLike<number> }[];
  removeFrom?: readonly { position: number; numbers: ArrayLike<number> }[];
};

export function writeEsearch(data: EsearchData, utf8: boolean): string {
  const { mailbox } = data;
  const where = mailbox ? ` MAILBOX ${writeMailbox(mailbox.name, utf8)} UIDVALIDITY ${mailbox.uidValidity}` : '';
  let text = `* ESEARCH (TAG ${writeString(data.tag, utf8)}${where})${data.uid ? ' UID' : ''}`;
  if (data.min !== undefined) text += ` MIN ${data.min}`;
  if (data.max !== undefined) text += ` MAX ${data.max}`;
  if (data.count !== undefined) text += ` COUNT ${data.count}`;
  if (data.all && data.all.length > 0) text += ` ALL ${formatSequenceSet(data.all)}`;
  if (data.partial)
    text += ` PARTIAL (${formatPartialRange(data.partial.range)} ${formatSequenceSet(data.partial.numbers) || 'NIL'})`;
  if (data.modseq !== undefined) text += ` MODSEQ ${data.modseq}`;
  if (data.removeFrom) text += ` REMOVEFROM (${writePlaces(data.removeFrom)})`;
  if (data.addTo) text += ` ADDTO (${writePlaces(data.addTo)})`;
  return `${text}\r\n`;
}

/** The plain response, for clients that did not ask for more. rfc/9051#9, rfc/7162#3.1.5 */
export function writeNumbers(name: 'SEARCH' | 'SORT', numbers: ArrayLike<number>, modseq?: number): string {
  let text = `* ${name}`;
  for (let i = 0; i < numbers.length; i++) text += ` ${numbers[i]}`;
  return modseq === undefined || numbers.length === 0 ? `${text}\r\n` : `${text} (MODSEQ ${modseq})\r\n`;
}

/** A message and its answers. A placeholder, without a number, stands for a parent that was not found. rfc/5256#4 */
export type ThreadNode = {
  number?: number;
  children: readonly ThreadNode[];
};

export function writeThreads(threads: readonly ThreadNode[]): string {
  return threads.length === 0
    ? '* THREAD\r\n'
    : `* THREAD ${threads.map(each => `(${writeThread(each)})`).join('')}\r\n`;
}

/**
 * A chain of single answers is a row of numbers, however long: only forks nest. Their depth is the senders' choice, so that
 * the nesting is kept on a stack of our own.
 */
function writeThread(root: ThreadNode): string {
  const left: (ThreadNode | string)[] = [root];
  let text = '';
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (typeof at === 'string') {
      text += at;
      continue;
    }
    const row: number[] = [];
    let last = at;
    for (;;) {
      if (last.number !== undefined) row.push(last.number);
      if (last.children.length !== 1) break;
      last = last.children[0]!;
    }
    text += row.join(' ');
    if (row.length > 0 && last.children.length > 0) text += ' ';
    for (const child of [...last.children].reverse()) left.push(')', child, '(');
  }
  return text;
}

function writePlaces(places: readonly { position: number; numbers: ArrayLike<number> }[]): string {
  return places.map(({ position, numbers }) => `${position} ${formatSequenceSet(numbers)}`).join(' ');
}
