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
type TextStep = Direction & {
  readonly by: TextProperty;
  readonly collation: string;
  readonly key: (text: string) => string;
};

export type SortStep =
  | (Direction & { readonly by: 'receivedAt' | 'sentAt' | 'size' })
  | (Direction & { readonly by: 'keyword' | 'all-in-thread' | 'some-in-thread'; readonly keyword: Keyword })
  | TextStep;

type Compare = (a: number, b: number) => number;

/** Sorting keys that are texts, by step and place. */
export type TextKeys = ReadonlyMap<SortStep, readonly string[]>;

/** Keys of a catalogue that were read already: the texts of an email never change. By property and way of writing. */
const keptKeys = new WeakMap<Catalogue, Map<string, string[]>>();

/** Reads the texts that some step sorts by, those of places not known yet. */
export async function readTextKeys(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  catalogue: Catalogue,
  places: readonly number[],
  steps: readonly SortStep[],
): Promise<TextKeys> {
  const keys = new Map<SortStep, string[]>();
  for (const step of steps) {
    if ('key' in step) keys.set(step, await readStepKeys(house, accountId, catalogue, places, step));
  }
  return keys;
}

async function readStepKeys(
  { store }: Pick<House, 'store'>,
  accountId: AccountId,
  catalogue: Catalogue,
  places: readonly number[],
  step: TextStep,
): Promise<string[]> {
  const kept = keptKeys.get(catalogue) ?? new Map<string, string[]>();
  keptKeys.set(catalogue, kept);
  const name = `${step.by} ${step.collation}`;
  const keys = kept.get(name) ?? [];
  kept.set(name, keys);
  const missing = places.filter(place => keys[place] === undefined);
  if (missing.length === 0) return keys;
  const placeOf = new Map(missing.map(place => [catalogue.emailIdAt(place), place]));
  const heads = await readEmailHeads(store.database, accountId, [...placeOf.keys()], [step.by]);
  for (const head of heads) keys[placeOf.get(head.emailId)!] = step.key(textOf(head, step.by));
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
      return (a, b) => compareTexts(texts?.[a] ?? '', texts?.[b] ?? '');
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
