/**
 * What never changes of a message, as FETCH spells it: sizes, dates, envelopes, structures. All clients of a house ask for
 * the same ones over and over; kept here they cost neither a question to the database nor a second spelling.
 */
import type { AccountId } from '../../../model/account.ts';
import type { EmailId } from '../../../model/email.ts';

/** Spelled items of one message, by name. */
export type Texts = { [item: string]: string };

export type FetchTexts = {
  /** Those of a message; empty where none are kept. To be filled, and given to `keep`. */
  of(accountId: AccountId, emailId: EmailId): Texts;
  keep(accountId: AccountId, emailId: EmailId, texts: Texts): void;
};

/** Octets that a message costs beside its texts. */
const overhead = 200;

/** Keeps about so many octets; the longest unused messages go first. */
export function createFetchTexts(octets: number): FetchTexts {
  const kept = new Map<string, { texts: Texts; weight: number }>();
  let total = 0;

  return {
    of(accountId, emailId) {
      const name = `${accountId}/${emailId}`;
      const entry = kept.get(name);
      if (entry === undefined) return {};
      kept.delete(name);
      kept.set(name, entry);
      return entry.texts;
    },
    keep(accountId, emailId, texts) {
      const name = `${accountId}/${emailId}`;
      let weight = overhead;
      for (const item in texts) weight += texts[item]!.length;
      total += weight - (kept.get(name)?.weight ?? 0);
      kept.delete(name);
      kept.set(name, { texts, weight });
      for (const [oldest, entry] of kept) {
        if (total <= octets) break;
        kept.delete(oldest);
        total -= entry.weight;
      }
    },
  };
}
