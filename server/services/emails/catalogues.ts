/** The catalogues this process keeps: those of the accounts asked last, within a bound on all their emails together. */
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { readCatalogue, readCatalogueNews } from '../../store/email-catalogue.ts';
import type { House } from '../house.ts';
import { Catalogue } from './catalogue.ts';

export type Catalogues = {
  /** The account's catalogue, brought forward to all that is committed. @throws Refusal closed */
  open(accountId: AccountId): Promise<Catalogue>;
};

/** Emails in memory: some 60 octets each. */
const usualBound = 2_000_000;
/** Places of the gone that are not worth reading all anew. */
const bearable = 10_000;

export function createCatalogues({ store }: Pick<House, 'store'>, bound = usualBound): Catalogues {
  const kept = new Map<AccountId, Catalogue>();
  /** One reader of an account at a time: what waits behind it reads again, for it may have asked after a newer commit. */
  const reading = new Map<AccountId, Promise<unknown>>();

  async function forward(accountId: AccountId): Promise<Catalogue> {
    const known = kept.get(accountId);
    if (known === undefined || isWorn(known)) {
      const all = await readCatalogue(store.database, accountId);
      if (all === null) throw new Refusal('closed');
      return keep(accountId, new Catalogue(all));
    }
    const news = await readCatalogueNews(store.database, accountId, known.modseq);
    if (news === null) {
      kept.delete(accountId);
      throw new Refusal('closed');
    }
    known.apply(news);
    return keep(accountId, known);
  }

  /** The one asked last stands last; the first ones leave when there are too many emails. */
  function keep(accountId: AccountId, catalogue: Catalogue): Catalogue {
    kept.delete(accountId);
    kept.set(accountId, catalogue);
    let emails = 0;
    for (const one of kept.values()) emails += one.count;
    for (const [oldest, one] of kept) {
      if (emails <= bound || oldest === accountId) break;
      kept.delete(oldest);
      emails -= one.count;
    }
    return catalogue;
  }

  return {
    open(accountId) {
      const before = reading.get(accountId) ?? Promise.resolve();
      const mine = before.then(
        () => forward(accountId),
        () => forward(accountId),
      );
      reading.set(accountId, mine);
      const done = () => {
        if (reading.get(accountId) === mine) reading.delete(accountId);
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
