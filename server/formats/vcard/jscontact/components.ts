/**
 * Names and addresses: lists of components in JSContact, places in a structured value in a vCard. The order of the list
 * is that of the places, unless JSCOMPS says another. rfc/9555#2.5 and rfc/9555#3.3
 */
import { readComponents, writeComponents } from '../card.ts';
import { asText, isObject, type Json, type JsonObject } from './json.ts';

/** Kinds by the place they have: five in rfc/6350#6.2.2, two more in rfc/9554. */
export const nameKinds = ['surname', 'given', 'given2', 'title', 'credential', 'surname2', 'generation'] as const;
/** Seven in rfc/6350#6.3.1, eleven more in rfc/9554. */
export const addressKinds = [
  ...['postOfficeBox', 'apartment', 'name', 'locality', 'region', 'postcode', 'country'],
  ...[
    'room',
    'apartment',
    'floor',
    'number',
    'name',
    'building',
    'block',
    'subdistrict',
    'district',
    'landmark',
    'direction',
  ],
] as const;

type Component = { readonly kind: string; readonly value: string };

/** Lists the components of a value; `shadowed`: places that only repeat later ones where those are given. */
export function listComponents(
  value: string,
  kinds: readonly string[],
  short: number,
  shadowed: readonly number[] = [],
): { readonly components: Component[]; readonly place: (readonly [number, number])[] } {
  const parts = readComponents(value);
  const long = parts.slice(short).some(list => list.some(text => text !== ''));
  const components: Component[] = [];
  const place: [number, number][] = [];
  for (const [at, kind] of kinds.entries()) {
    if (long && shadowed.includes(at)) continue;
    for (const [index, text] of (parts[at] ?? []).entries()) {
      if (text === '') continue;
      components.push({ kind, value: text });
      place.push([at, index]);
    }
  }
  return { components, place };
}

/** In the order JSCOMPS says, with its separators; null where it says nothing that can be followed. */
export function orderComponents(
  { components, place }: ReturnType<typeof listComponents>,
  jscomps: string,
): { components: Json[]; defaultSeparator?: string } | null {
  const [first = '', ...entries] = jscomps.split(/(?<!\\);/);
  const ordered: Json[] = [];
  let used = 0;
  for (const entry of entries) {
    if (entry.startsWith('s,')) {
      ordered.push({ kind: 'separator', value: plain(entry.slice(2)) });
      continue;
    }
    const [at, index = '0'] = entry.split(',');
    const found = place.findIndex(([one, other]) => one === Number(at) && other === Number(index));
    if (found < 0) return null;
    ordered.push(components[found]!);
    used += 1;
  }
  if (used !== components.length) return null;
  return { components: ordered, ...(first.startsWith('s,') ? { defaultSeparator: plain(first.slice(2)) } : {}) };
}

const plain = (text: string): string => text.replace(/\\(.)/g, '$1');
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&');

/**
 * The structured value of a list, and its JSCOMPS where the list is ordered. Null where it has what a vCard cannot say.
 */
export function placeComponents(
  owner: JsonObject,
  kinds: readonly string[],
  short: number,
  shadow: (places: string[][]) => void = () => {},
): { value: string; jscomps: string | null } | null {
  const list = owner.components;
  if (!Array.isArray(list)) return null;
  const places: string[][] = kinds.map(() => []);
  const order: string[] = [];
  const given = list.filter(isObject).filter(one => one.kind !== 'separator');
  const needsLong = given.some(one => kinds.indexOf(asText(one.kind) ?? '') >= short);
  for (const one of list) {
    if (!isObject(one)) return null;
    const [kind, value] = [asText(one.kind), asText(one.value)];
    if (kind === null || value === null || value === '') return null;
    if (kind === 'separator') {
      order.push(`s,${escaped(value)}`);
      continue;
    }
    const at = needsLong ? kinds.lastIndexOf(kind) : kinds.indexOf(kind);
    if (at < 0) return null;
    order.push(places[at]!.length === 0 ? `${at}` : `${at},${places[at]!.length}`);
    places[at]!.push(value);
  }
  if (needsLong) shadow(places);
  const value = writeComponents(
    (needsLong ? places : places.slice(0, short)).map(texts => (texts.length === 0 ? [''] : texts)),
  );
  const separator = asText(owner.defaultSeparator);
  const jscomps =
    owner.isOrdered === true ? [separator === null ? '' : `s,${escaped(separator)}`, ...order].join(';') : null;
  return { value, jscomps };
}
