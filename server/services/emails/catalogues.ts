/** The catalogues this process keeps: those of the accounts asked last, within a bound on all their emails together. */
import { Refusal } from '../../model/refusal.ts';
import {
  readCatalogue,
  readCatalogueNews,
  readCatalogueNewsSeenBy,
  readCatalogueSeenBy,
} from '../../store/email-catalogue.ts';
import type { Guest } from '../../store/object-changes.ts';
import type { House } from '../house.ts';
import { type Access, guestOf } from '../mailboxes/access.ts';
import { Catalogue } from './catalogue.ts';

export type Catalogues = {
  /**
   * The account's catalogue, brought forward to all that is committed. A guest has one of its own: of the mailboxes it may
   * read, with its own read marks. @throws Refusal closed
   */
  open(access: Access): Promise<Catalogue>;
};

/** Whose account, read by which guest. */
type Key = string;

/** Emails in memory: some 60 octets each. */
const usualBound = 2_000_000;
/** Places of the gone that are not worth reading all anew. */
const bearable = 10_000;

export function createCatalogues({ store }: Pick<House, 'store'>, bound = usualBound): Catalogues {
  const kept = new Map<Key, Catalogue>();
  /** Which mailboxes a guest's catalogue was made of: with others, it is made anew. */
  const scopes = new WeakMap<Catalogue, string>();
  /** One reader of an account at a time: what waits behind it reads again, for it may have asked after a newer commit. */
  const reading = new Map<Key, Promise<unknown>>();

  async function forward(key: Key, { accountId }: Access, guest: Guest | null): Promise<Catalogue> {
    const db = store.database;
    const scope = guest === null ? '' : guest.mailboxIds.join(' ');
    const known = kept.get(key);
    if (known === undefined || isWorn(known) || scopes.get(known) !== scope) {
      const all = await (guest === null ? readCatalogue(db, accountId) : readCatalogueSeenBy(db, accountId, guest));
      if (all === null) throw new Refusal('closed');
      const fresh = new Catalogue(all);
      scopes.set(fresh, scope);
      return keep(key, fresh);
    }
    const news = await (guest === null
      ? readCatalogueNews(db, accountId, known.modseq)
      : readCatalogueNewsSeenBy(db, accountId, known.modseq, guest));
    if (news === null) {
      kept.delete(key);
      throw new Refusal('closed');
    }
    known.apply(news);
    return keep(key, known);
  }

  /** The one asked last stands last; the first ones leave when there are too many emails. */
  function keep(key: Key, catalogue: Catalogue): Catalogue {
    kept.delete(key);
    kept.set(key, catalogue);
    let emails = 0;
    for (const one of kept.values()) emails += one.count;
    for (const [oldest, one] of kept) {
      if (emails <= bound || oldest === key) break;
      kept.delete(oldest);
      emails -= one.count;
    }
    return catalogue;
  }

  return {
    open(access) {
      const guest = guestOf(access);
      const key: Key = guest === null ? `${access.accountId}` : `${access.accountId} ${guest.reader}`;
      const before = reading.get(key) ?? Promise.resolve();
      const work = () => forward(key, access, guest);
      const mine = before.then(work, work);
      reading.set(key, mine);
      const done = () => {
        if (reading.get(key) === mine) reading.delete(key);
      };
      mine.then(done, done);
      return mine;
    },
  };
}

/** More of it is gone than here. */
function isWorn({ gone, count }: Catalogue): boolean {
  return gone > bearable && gone * 2 > count;
}
