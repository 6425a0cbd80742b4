/**
 * The staff directory (the read-only book that everybody may search and nobody may read whole): name, function, school,
 * address. It is kept folded in memory, some 200 octets a person, and read again when it is older than some minutes; each
 * answer is checked against the accounts as they are, so that whoever left is not found. Two letters at least, fifty
 * answers at most, and who asks very often is slowed.
 */
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

type Folded = { readonly accountId: AccountId; readonly name: string; readonly rest: string; readonly order: string };

export function createDirectory({ store, clock }: Pick<House, 'store' | 'clock'>): Directory {
  let held: { readonly entries: readonly Folded[]; readonly at: number } | null = null;
  let reading: Promise<readonly Folded[]> | null = null;

  async function entries(): Promise<readonly Folded[]> {
    const now = clock.now().getTime();
    if (held !== null && Math.abs(now - held.at) < freshFor) return held.entries;
    reading ??= listStaff(store.database)
      .then(staff => {
        const entries = staff.map(foldEntry);
        held = { entries, at: now };
        return entries;
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
      const found = findIn(await entries(), words, most);
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

/** Words stand behind a space, so that a beginning is found by `' ' + word`. */
function foldEntry({ accountId, address, givenName, familyName, function: work, school, town }: StaffEntry): Folded {
  const spaced = (text: string) => ` ${fold(text).replace(/[-.'@_/]+/g, ' ')}`;
  return {
    accountId,
    name: `${spaced(`${givenName} ${familyName}`)} ${fold(address)}${spaced(address)}`,
    rest: spaced(`${work} ${school} ${town}`),
    order: fold(`${familyName} ${givenName}`),
  };
}

function findIn(entries: readonly Folded[], words: readonly string[], most: number): AccountId[] {
  const beginnings = words.map(word => ` ${word.replace(/[-.'_/]+/g, ' ').trim()}`).filter(word => word !== ' ');
  const exact = words.map(word => ` ${word}`);
  const named: Folded[] = [];
  const others: Folded[] = [];
  for (const entry of entries) {
    const inName = (word: string, index: number) =>
      entry.name.includes(word) || entry.name.includes(exact[index] ?? word);
    if (beginnings.every(inName)) named.push(entry);
    else if (beginnings.every((word, index) => inName(word, index) || entry.rest.includes(word))) others.push(entry);
  }
  const byName = (a: Folded, b: Folded) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.accountId - b.accountId);
  return [...named.sort(byName), ...others.sort(byName)].slice(0, most).map(entry => entry.accountId);
}
