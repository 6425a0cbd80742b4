/** What the index says of the words of a search, for all messages at once. */
import type { AccountId } from '../../model/account.ts';
import type { House } from '../house.ts';
import type { Criterion } from './criterion.ts';
import { indexTexts } from './index-texts.ts';
import { criteriaWithin } from './judge.ts';
import { listRemembered, openSegments, type RememberedSegment } from './remembered-segments.ts';
import { bitsOf } from './segment.ts';

/** Emails that came lately are read themselves, up to so many, before a search waits for the index. */
const readThemselves = 16;
/** Segments opened before others get the event loop. */
const openedTogether = 16;

/** Whether a text is in a message; undefined where the message itself has to be read. */
export type KnownTexts = (emailId: number, field: 'body' | 'text', text: string) => boolean | undefined;

const nothingKnown: KnownTexts = () => undefined;

/**
 * Looks up every text of a folded criterion. `emailIds`: the messages it is asked for, by ascending number.
 * A text that is in no segment's filter costs a look at the filters; others cost the segments that may have them.
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
  const all = await listRemembered(house.store, accountId, indexed);
  const segments = all.filter(({ firstId, lastId }) => anyWithin(emailIds, firstId, lastId));
  const found = new Map<string, Found>();
  for (const [name, asked] of wanted) found.set(name, await look(house, accountId, segments, asked));
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
  segments: readonly RememberedSegment[],
  { field, text }: { field: 'body' | 'text'; text: string },
): Promise<Found> {
  const found: Found = { holding: new Set(), unsure: new Set() };
  const needle = Buffer.from(text);
  const bits = bitsOf(text);
  const maybe = segments.filter(({ filter }) => bits.every(bit => (filter[bit >> 3]! & (1 << (bit & 7))) !== 0));
  for (let from = 0; from < maybe.length; from += openedTogether) {
    const together = maybe.slice(from, from + openedTogether);
    for (const segment of await openSegments(store, accountId, together)) {
      segment.find(
        needle,
        field,
        emailId => found.holding.add(emailId),
        emailId => found.unsure.add(emailId),
      );
    }
    await new Promise(resolve => setImmediate(resolve));
  }
  return found;
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
