import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import type { EmailId } from '../../model/email.ts';
import type { House } from '../house.ts';
import type { Access } from '../mailboxes/access.ts';
import type { Catalogue } from './catalogue.ts';
import type { Catalogues } from './catalogues.ts';
import { type EmailFilter, judge, type TextCondition, textConditions } from './filter.ts';
import { comparePlaces, readTextKeys, type SortStep } from './sort.ts';
import { findTexts } from './texts.ts';

/** Which emails, in what order, one of each thread or all. `name` is the same for the same question. */
export type EmailQuery = {
  readonly name: string;
  readonly filter: EmailFilter | null;
  readonly sort: readonly SortStep[];
  readonly collapseThreads: boolean;
};

/** The emails of a question, all of them, in order. */
export type QueryResult = { readonly modseq: ModSeq; readonly emailIds: Float64Array };

/** Results kept of one account: a list that is paged through is made once. */
const keptResults = 8;
const results = new WeakMap<Catalogue, Map<string, QueryResult>>();

/** Emails of an account by filter and order. rfc/8621#4.4 */
export async function queryEmails(
  { house, catalogues }: { house: Pick<House, 'store'>; catalogues: Catalogues },
  access: Access,
  query: EmailQuery,
): Promise<QueryResult> {
  const { accountId } = access;
  const catalogue = await catalogues.open(access);
  const kept = results.get(catalogue) ?? new Map<string, QueryResult>();
  results.set(catalogue, kept);
  const known = kept.get(query.name);
  if (known !== undefined && known.modseq === catalogue.modseq) return known;
  const result = await ask(house, accountId, catalogue, query);
  kept.delete(query.name);
  kept.set(query.name, result);
  if (kept.size > keptResults) kept.delete(kept.keys().next().value!);
  return result;
}

async function ask(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  catalogue: Catalogue,
  query: EmailQuery,
): Promise<QueryResult> {
  const found = query.filter === null ? new Map() : await findAllTexts(house, accountId, catalogue, query.filter);
  const byArrival = onlyByArrival(query.sort);
  const keys = byArrival
    ? new Map()
    : await readTextKeys(house, accountId, catalogue, passing(catalogue, query.filter, found), query.sort);
  // From here on nothing waits: the result is that of one moment of the catalogue.
  const places = passing(catalogue, query.filter, found);
  if (!byArrival) places.sort(comparePlaces(catalogue, query.sort, keys));
  else if (query.sort[0]?.ascending !== true) places.reverse();
  const shown = query.collapseThreads ? oneOfEachThread(catalogue, places) : places;
  return { modseq: catalogue.modseq, emailIds: Float64Array.from(shown, place => catalogue.emailIds[place]!) };
}

/** No order asked is the newest first. */
function onlyByArrival(sort: readonly SortStep[]): boolean {
  return sort.length === 0 || (sort.length === 1 && sort[0]!.by === 'receivedAt');
}

type Found = ReadonlyMap<TextCondition, ReadonlySet<number>>;

/** Asks each text condition about the emails that nothing else excludes, those found before it included. */
async function findAllTexts(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  catalogue: Catalogue,
  filter: EmailFilter,
): Promise<Found> {
  const found = new Map<TextCondition, ReadonlySet<number>>();
  for (const condition of textConditions(filter)) {
    const emailIds: EmailId[] = passing(catalogue, filter, found).map(place => catalogue.emailIdAt(place));
    found.set(condition, await findTexts(house, accountId, emailIds, condition));
  }
  return found;
}

/** Places that pass, or may, by arrival. */
function passing(catalogue: Catalogue, filter: EmailFilter | null, found: Found): number[] {
  const verdict = filter === null ? () => true : judge(catalogue, filter, found);
  const places: number[] = [];
  for (const place of catalogue.byArrival())
    if (catalogue.isHere(place) && verdict(place) !== false) places.push(place);
  return places;
}

function oneOfEachThread(catalogue: Catalogue, places: readonly number[]): number[] {
  const seen = new Set<number>();
  return places.filter(place => {
    const threadId = catalogue.threadIds[place]!;
    return !seen.has(threadId) && seen.add(threadId);
  });
}
