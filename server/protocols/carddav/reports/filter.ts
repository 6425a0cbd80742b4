/** The filter of addressbook-query, asked of one card. rfc/6352#10.5 */
import { casemap, fold } from '../../../formats/message/fold.ts';
import { type Card, type Property, paramValues, splitValue, unescapeText } from '../../../formats/vcard/card.ts';
import { unmet } from '../faults.ts';
import { card } from '../xml/names.ts';
import { childOf, childrenOf, type Element } from '../xml/read.ts';

export type Filter = {
  passes(of: Card): boolean;
  /** What it looks for in any property: what a directory is searched by. */
  readonly texts: readonly string[];
};

const mostTests = 100;

/** @throws DavFault supported-filter, supported-collation */
export function readFilter(filter: Element | undefined): Filter {
  if (filter === undefined) return { passes: () => true, texts: [] };
  const texts: string[] = [];
  const tests = childrenOf(filter, card('prop-filter'))
    .slice(0, mostTests)
    .map(one => propertyTest(one, texts));
  if (tests.length === 0) return { passes: () => true, texts };
  const all = filter.attributes.test === 'allof';
  return { passes: of => (all ? tests.every(test => test(of)) : tests.some(test => test(of))), texts };
}

function propertyTest(element: Element, texts: string[]): (of: Card) => boolean {
  const [group, name] = splitName(element.attributes.name ?? '');
  const named = ({ properties }: Card) =>
    properties.filter(one => one.name === name && (group === null || one.group?.toUpperCase() === group));
  if (childOf(element, card('is-not-defined')) !== undefined) return of => named(of).length === 0;
  const tests = [
    ...childrenOf(element, card('text-match')).map(one => {
      texts.push(one.text);
      const matches = textTest(one);
      return (of: Property) => matches(readable(of));
    }),
    ...childrenOf(element, card('param-filter')).map(paramTest),
  ].slice(0, mostTests);
  if (tests.length === 0) return of => named(of).length > 0;
  const all = element.attributes.test === 'allof';
  return of => named(of).some(one => (all ? tests.every(test => test(one)) : tests.some(test => test(one))));
}

function splitName(name: string): [group: string | null, name: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [null, name.toUpperCase()] : [name.slice(0, dot).toUpperCase(), name.slice(dot + 1).toUpperCase()];
}

/** A value as a person reads it: its components with spaces. */
function readable({ value }: Property): string {
  return splitValue(value, ';').map(unescapeText).join(' ').trim();
}

function paramTest(element: Element): (of: Property) => boolean {
  const name = (element.attributes.name ?? '').toUpperCase();
  if (childOf(element, card('is-not-defined')) !== undefined) return of => paramValues(of, name).length === 0;
  const match = childOf(element, card('text-match'));
  if (match === undefined) return of => paramValues(of, name).length > 0;
  const matches = textTest(match);
  return of => paramValues(of, name).some(matches);
}

function textTest({ text, attributes }: Element): (value: string) => boolean {
  const key = collationKey(attributes.collation ?? 'i;unicode-casemap');
  const wanted = key(text);
  const kind = attributes['match-type'] ?? 'contains';
  const compare: Record<string, (value: string) => boolean> = {
    equals: value => value === wanted,
    contains: value => value.includes(wanted),
    'starts-with': value => value.startsWith(wanted),
    'ends-with': value => value.endsWith(wanted),
  };
  const matches = Object.hasOwn(compare, kind) ? compare[kind]! : undefined;
  if (matches === undefined) throw unmet(403, card('supported-filter'));
  const negated = attributes['negate-condition'] === 'yes';
  return value => matches(key(value)) !== negated;
}

/** rfc/6352#8.3: the default is i;unicode-casemap, which passes over case; accents are passed over with it, as people search. */
function collationKey(collation: string): (text: string) => string {
  if (collation === 'default' || collation === 'i;unicode-casemap') return text => fold(casemap(text));
  if (collation === 'i;ascii-casemap') return text => text.replace(/[a-z]+/g, letters => letters.toUpperCase());
  if (collation === 'i;octet') return text => text;
  throw unmet(403, card('supported-collation'));
}
