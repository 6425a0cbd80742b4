/** What the index says of the words of a search, for all messages at once. */
import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import { findSegments, readSegments } from '../../store/search-segments.ts';
import type { House } from '../house.ts';
import type { Criterion } from './criterion.ts';
import { indexTexts } from './index-texts.ts';
import { criteriaWithin } from './judge.ts';
import { bitsOf, openTexts, type SegmentText } from './segment.ts';

/** Emails that came lately are read themselves, up to so many, before a search waits for the index. */
const readThemselves = 16;
/** Segments opened before others get the event loop. */
const openedTogether = 8;

/** Whether a text is in a message; undefined where the message itself has to be read. */
export type KnownTexts = (emailId: number, field: 'body' | 'text', text: string) => boolean | undefined;

const nothingKnown: KnownTexts = () => undefined;

/**
 * Looks up every text of a folded criterion. `emailIds`: the messages it is asked for, by ascending number.
 * A text that is in the filter of no segment costs one look at the filters; others cost the opening of their segments.
 */
export async function askTexts(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  criterion: Criterion,
  emailIds: Float64Array,
): Promise<KnownTexts> {
  const wanted = new Map<string, { field: 'body' | 'text'; text: string }>();
  for (const each of criteriaWithin(criterion)) {
    if (each.kind !== 'text' || (each.field !== 'body' && each.field !== 'text')) continue;
    // Header and body are kept apart: what may reach over the line between them is looked for in the message.
    if (each.text.includes('\n')) continue;
    wanted.set(`${each.field} ${each.text}`, { field: each.field, text: each.text });
  }
  if (wanted.size === 0 || emailIds.length <= readThemselves) return nothingKnown;
  const indexed = await indexTexts(house, accountId, readThemselves);
  const found = new Map<string, Found>();
  for (const [name, { field, text }] of wanted) {
    found.set(name, await look(house, accountId, field, text, emailIds));
  }
  return (emailId, field, text) => {
    if (emailId > indexed) return undefined;
    const asked = found.get(`${field} ${text}`);
    if (asked === undefined || asked.unsure.has(emailId)) return undefined;
    return asked.holding.has(emailId);
  };
}

type Found = { readonly holding: Set<number>; readonly unsure: Set<number> };

async function look(
  { store }: Pick<House, 'store'>,
  accountId: AccountId,
  field: 'body' | 'text',
  text: string,
  emailIds: Float64Array,
): Promise<Found> {
  const found: Found = { holding: new Set(), unsure: new Set() };
  const segments = (await findSegments(store.database, accountId, bitsOf(text)))
    .filter(({ firstId, lastId }) => anyWithin(emailIds, firstId, lastId))
    .map(({ firstId }) => firstId);
  const needle = Buffer.from(text);
  const parts: EmailId[][] = [];
  for (let from = 0; from < segments.length; from += openedTogether) {
    parts.push(segments.slice(from, from + openedTogether));
  }
  // The next ones are on their way while these are looked through.
  let coming = parts.length > 0 ? readSegments(store.database, accountId, parts[0]!) : Promise.resolve([]);
  for (const index of parts.keys()) {
    const read = await coming;
    const next = parts[index + 1];
    if (next !== undefined) coming = readSegments(store.database, accountId, next);
    for (const { texts } of read) for (const one of openTexts(texts)) compare(one, field, needle, found);
  }
  return found;
}

function compare({ emailId, head, body }: SegmentText, field: 'body' | 'text', needle: Buffer, found: Found): void {
  if (head === null || body === null) found.unsure.add(emailId);
  else if (body.includes(needle) || (field === 'text' && head.includes(needle))) found.holding.add(emailId);
}

function anyWithin(ascending: Float64Array, first: number, last: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < first) low = middle + 1;
    else high = middle;
  }
  return low < ascending.length && ascending[low]! <= last;
}
