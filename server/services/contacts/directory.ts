/**
 * The staff directory (the read-only book that everybody may search and nobody may read whole): name, function, school,
 * address. It is kept folded in memory as one text, and read again when it is older than some minutes; each
 * answer is checked against the accounts as they are, so that whoever left is not found. Two letters at least, fifty
 * answers at most, and who asks very often is slowed.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fold } from '../../formats/message/fold.ts';
import type { AccountId } from '../../model/account.ts';
import { listStaff, readStaff, type StaffEntry } from '../../store/contacts-directory.ts';
import { countAttempt, type Slowing } from '../../store/throttle.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { SlowDown } from '../signing-in/throttle.ts';

export type Colleague = StaffEntry;

export const directoryLimits = { leastLetters: 2, mostResults: 50 } as const;

/** Six hundred searches without a pause of ten minutes, then 1 s, 2 s, 4 s… up to a minute each. */
const ofSearches: Slowing = { free: 600, firstSeconds: 1, mostSeconds: 60, forgetSeconds: 600 };

const freshFor = 5 * 60_000;

export type Directory = {
  /**
   * Colleagues of whom every word is the beginning of a word of their name, function, school or address; those whose
   * names match come first. None for less than two letters.
   * @throws SlowDown
   */
  search(actor: Pick<Actor, 'accountId'>, text: string, atMost?: number): Promise<Colleague[]>;
  /** Those of these accounts that are in service. */
  read(accountIds: readonly AccountId[]): Promise<Colleague[]>;
};

/**
 * Everybody in one text, a line each in the order of names: what they are called and their address, a tab, what they do and
 * where. One search of one text is some milliseconds where fifty thousand small ones are hundreds.
 */
type Held = {
  readonly text: string;
  /** Where each line begins, and whose it is. */
  readonly starts: Uint32Array;
  readonly accountIds: readonly AccountId[];
};

/** Lines made before others have their turn: folding fifty thousand at once would hold up everybody. */
const atOnce = 1000;

export function createDirectory({ store, clock }: Pick<House, 'store' | 'clock'>): Directory {
  let held: { readonly directory: Held; readonly at: number } | null = null;
  let reading: Promise<Held> | null = null;

  async function current(): Promise<Held> {
    const now = clock.now().getTime();
    if (held !== null && Math.abs(now - held.at) < freshFor) return held.directory;
    reading ??= listStaff(store.database)
      .then(foldAll)
      .then(directory => {
        held = { directory, at: now };
        return directory;
      })
      .finally(() => {
        reading = null;
      });
    return await reading;
  }

  return {
    async search({ accountId }, text, atMost = directoryLimits.mostResults) {
      const words = searchWords(text);
      if (words.join('').length < directoryLimits.leastLetters) return [];
      const now = clock.now();
      const openAt = await countAttempt(store.database, `account ${accountId} directory`, ofSearches, now);
      if (openAt !== null) throw new SlowDown(Math.max(1, Math.ceil((openAt.getTime() - now.getTime()) / 1000)));
      const most = Math.min(atMost, directoryLimits.mostResults);
      const found = findIn(await current(), words, most);
      const rows = new Map((await readStaff(store.database, found)).map(row => [row.accountId, row]));
      return found.flatMap(id => rows.get(id) ?? []);
    },
    read: async accountIds => await readStaff(store.database, accountIds.slice(0, directoryLimits.mostResults)),
  };
}

/** Folded words of what somebody typed. */
export function searchWords(text: string): string[] {
  return fold(text.slice(0, 200))
    .split(/[\s,;<>"()]+/)
    .filter(word => word !== '')
    .slice(0, 8);
}

async function foldAll(staff: readonly StaffEntry[]): Promise<Held> {
  const lines: { readonly line: string; readonly order: string; readonly accountId: AccountId }[] = [];
  for (const [index, one] of staff.entries()) {
    if (index % atOnce === atOnce - 1) await nextTurn();
    const line = foldLine(one);
    // The family name stands first in a line: lines in order are people in order.
    lines.push({ line, order: line, accountId: one.accountId });
  }
  lines.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.accountId - b.accountId));
  const starts = new Uint32Array(lines.length);
  let at = 0;
  for (const [index, { line }] of lines.entries()) {
    starts[index] = at;
    at += line.length + 1;
  }
  return { text: lines.map(({ line }) => line).join('\n'), starts, accountIds: lines.map(one => one.accountId) };
}

/** Words stand behind a space, so that a beginning is found by `' ' + word`; an address once whole, once in its words. */
function foldLine({ address, givenName, familyName, function: work, school, town }: StaffEntry): string {
  const [name = '', exact = '', rest = ''] = fold(
    `${familyName} ${givenName}\n${address}\n${work} ${school} ${town}`,
  ).split('\n');
  const spaced = (text: string) => ` ${text.replace(/[-.'@_/\t]+/g, ' ')}`;
  return `${spaced(name)} ${exact}${spaced(exact)}\t${spaced(rest)}`;
}

/** Those who match by name first, each in the order of names. */
function findIn({ text, starts, accountIds }: Held, words: readonly string[], most: number): AccountId[] {
  const wanted = words.map(word => ({ exact: ` ${word}`, plain: ` ${word.replace(/[-.'_/]+/g, ' ').trim()}` }));
  const [longest] = [...wanted].sort((a, b) => b.plain.length - a.plain.length);
  if (longest === undefined || longest.plain === ' ') return [];
  const named: AccountId[] = [];
  const others: AccountId[] = [];
  const seek = longest.exact.includes('@') ? longest.exact : longest.plain;
  for (let at = text.indexOf(seek); at >= 0 && named.length < most; ) {
    const index = lineAt(starts, at);
    const start = starts[index]!;
    const end = index + 1 < starts.length ? starts[index + 1]! - 1 : text.length;
    const line = text.slice(start, end);
    const tab = line.indexOf('\t');
    const name = line.slice(0, tab);
    const holds = (place: string) => wanted.every(({ exact, plain }) => place.includes(plain) || place.includes(exact));
    if (holds(name)) named.push(accountIds[index]!);
    else if (others.length < most && holds(line)) others.push(accountIds[index]!);
    at = text.indexOf(seek, end);
  }
  return [...named, ...others].slice(0, most);
}

/** The line in which an offset lies. */
function lineAt(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
