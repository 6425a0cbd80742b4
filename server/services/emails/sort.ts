/** Orders of emails. rfc/8621#4.4.2 */
import { listMailboxes } from '../../formats/address/parse.ts';
import { baseSubject } from '../../formats/message/subject.ts';
import type { AccountId } from '../../model/account.ts';
import { type EmailHead, readEmailHeads } from '../../store/email-catalogue.ts';
import type { House } from '../house.ts';
import type { Catalogue } from './catalogue.ts';
import { bears, type Keyword, threadsBearing } from './filter.ts';

export type TextProperty = 'from' | 'to' | 'subject';

type Direction = { readonly ascending: boolean };
/** `key` writes a text so that the order of code units is that of the collation. */
type TextStep = Direction & { readonly by: TextProperty; readonly key: (text: string) => string };

export type SortStep =
  | (Direction & { readonly by: 'receivedAt' | 'sentAt' | 'size' })
  | (Direction & { readonly by: 'keyword' | 'all-in-thread' | 'some-in-thread'; readonly keyword: Keyword })
  | TextStep;

type Compare = (a: number, b: number) => number;

/** Sorting keys that are texts, by property and place. */
export type TextKeys = ReadonlyMap<SortStep, ReadonlyMap<number, string>>;

/** Reads the texts that some step sorts by. */
export async function readTextKeys(
  { store }: Pick<House, 'store'>,
  accountId: AccountId,
  catalogue: Catalogue,
  places: readonly number[],
  steps: readonly SortStep[],
): Promise<TextKeys> {
  const textSteps = steps.filter((step): step is TextStep => 'key' in step);
  const keys = new Map<SortStep, Map<number, string>>(textSteps.map(step => [step, new Map()]));
  if (textSteps.length === 0) return keys;
  const placeOf = new Map(places.map(place => [catalogue.emailIdAt(place), place]));
  const texts = await readEmailHeads(
    store.database,
    accountId,
    [...placeOf.keys()],
    textSteps.map(step => step.by),
  );
  for (const step of textSteps) {
    for (const text of texts) keys.get(step)!.set(placeOf.get(text.emailId)!, step.key(textOf(text, step.by)));
  }
  return keys;
}

/** The subject without its `Re:`; the first person's name, or the address where there is none. */
function textOf(head: EmailHead, property: TextProperty): string {
  if (property === 'subject') return baseSubject(head.subject).base;
  const [first] = listMailboxes(head[property]);
  return first === undefined ? '' : first.name || first.address;
}

/** Compares places; equal ones by number, so that the order is one. */
export function comparePlaces(catalogue: Catalogue, steps: readonly SortStep[], keys: TextKeys): Compare {
  const compares = steps.map(step => {
    const one = compareBy(catalogue, step, keys);
    return step.ascending ? one : (a: number, b: number) => one(b, a);
  });
  return (a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return catalogue.emailIds[b]! - catalogue.emailIds[a]!;
  };
}

function compareBy(catalogue: Catalogue, step: SortStep, keys: TextKeys): Compare {
  switch (step.by) {
    case 'receivedAt':
      return (a, b) => catalogue.receivedAt[a]! - catalogue.receivedAt[b]!;
    case 'sentAt':
      return (a, b) => catalogue.sentAt[a]! - catalogue.sentAt[b]!;
    case 'size':
      return (a, b) => catalogue.bytes[a]! - catalogue.bytes[b]!;
    case 'keyword':
      return byTruth(bears(catalogue, step.keyword));
    case 'all-in-thread': {
      const { notAll } = threadsBearing(catalogue, step.keyword);
      return byTruth(place => !notAll.has(catalogue.threadIds[place]!));
    }
    case 'some-in-thread': {
      const { some } = threadsBearing(catalogue, step.keyword);
      return byTruth(place => some.has(catalogue.threadIds[place]!));
    }
    default: {
      const texts = keys.get(step);
      return (a, b) => compareTexts(texts?.get(a) ?? '', texts?.get(b) ?? '');
    }
  }
}

/** False comes before true, ascending. */
function byTruth(test: (place: number) => boolean): Compare {
  return (a, b) => Number(test(a)) - Number(test(b));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
