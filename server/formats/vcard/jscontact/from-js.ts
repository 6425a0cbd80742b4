/**
 * A JSContact card as a vCard of 4.0, by rfc/9555. What a vCard cannot say is found by reading the result back: each
 * difference goes into a JSPROP, at its place, so that nothing of the card is lost.
 */
import { type Card, escapeText, type Property, property, withParam } from '../card.ts';
import { nameKinds, placeComponents } from './components.ts';
import { fromJCard } from './jcard.ts';
import {
  asText,
  digest,
  forbiddenNames,
  isObject,
  type Json,
  type JsonObject,
  sameJson,
  writePointer,
} from './json.ts';
import { rules } from './rules.ts';
import { singles } from './singles.ts';
import { freeName, toJsCard } from './to-js.ts';

/** Collections in the order their properties are written. */
const collections = [...new Set(rules.map(rule => rule.collection))];

export function fromJsCard(given: JsonObject): Card {
  const js = withoutUsualTypes(given);
  const groups = groupNames(js);
  const written: Property[] = [
    ...nameProperties(js),
    ...singles.flatMap(single => single.write(js)),
    ...collections.flatMap(collection => objectProperties(js, collection, groups)),
    ...(Array.isArray(js.vCardProps) ? js.vCardProps.flatMap(item => fromJCard(item) ?? []) : []),
  ];
  const card: Card = { version: '4.0', properties: written };
  const missing = differences(js, toJsCard(card, asText(js.uid) ?? ''), []);
  return { ...card, properties: [...written, ...missing.map(writePatch)] };
}

function writePatch({ path, value, over }: Difference): Property {
  const pointer = { name: 'JSPTR', values: [writePointer(path)] };
  const params = over === undefined ? [pointer] : [pointer, { name: 'X-OVER', values: [digest(over)] }];
  return property('JSPROP', escapeText(JSON.stringify(value)), params);
}

/** `@type` is the default one almost everywhere, and then says nothing. rfc/9553#1.3.4 */
function withoutUsualTypes(js: JsonObject): JsonObject {
  const strip = (value: Json, top: boolean): Json => {
    if (Array.isArray(value)) return value.map(one => strip(one as Json, false));
    if (!isObject(value)) return value;
    const entries = Object.entries(value).filter(
      ([name, one]) =>
        !forbiddenNames.has(name) && (top || name !== '@type' || one === 'Timestamp' || typeof one !== 'string'),
    );
    return Object.fromEntries(entries.map(([name, one]) => [name, name === 'vCardProps' ? one : strip(one, false)]));
  };
  return strip(js, true) as JsonObject;
}

/** FN always: derived from the rest where the card says no full name. */
function nameProperties(js: JsonObject): Property[] {
  const name = isObject(js.name) ? js.name : {};
  const placed = placeComponents(name, nameKinds, 5);
  const n =
    placed === null
      ? []
      : [property('N', placed.value, placed.jscomps === null ? [] : [{ name: 'JSCOMPS', values: [placed.jscomps] }])];
  const full = asText(name.full);
  if (full !== null) return [property('FN', escapeText(full)), ...n];
  const kept = Array.isArray(js.vCardProps) && js.vCardProps.some(item => Array.isArray(item) && item[0] === 'fn');
  if (kept) return n;
  return [property('FN', escapeText(derivedName(js, name)), [{ name: 'DERIVED', values: ['true'] }]), ...n];
}

function derivedName(js: JsonObject, name: JsonObject): string {
  const components = (Array.isArray(name.components) ? name.components : []).filter(isObject);
  const of = (kind: string) => components.flatMap(one => (one.kind === kind ? (asText(one.value) ?? []) : []));
  const person = [...of('title'), ...of('given'), ...of('given2'), ...of('surname'), ...of('surname2')].join(' ');
  const firstOf = (collection: string, member: string) =>
    isObject(js[collection])
      ? Object.values(js[collection]).flatMap(one => (isObject(one) ? (asText(one[member]) ?? []) : []))[0]
      : undefined;
  return (
    person ||
    firstOf('organizations', 'name') ||
    firstOf('nicknames', 'name') ||
    firstOf('emails', 'address') ||
    'Sans nom'
  );
}

/** Groups that are named in the card, so that a new label gets one of its own. */
function groupNames(js: JsonObject): Set<string> {
  const found = new Set<string>();
  const look = (value: Json, depth: number): void => {
    if (depth > 6) return;
    if (Array.isArray(value)) for (const one of value) look(one as Json, depth + 1);
    else if (isObject(value)) {
      for (const [name, one] of Object.entries(value)) {
        if (name === 'group' && typeof one === 'string') found.add(one);
        else look(one, depth + 1);
      }
    }
  };
  look(js, 0);
  return found;
}

function objectProperties(js: JsonObject, collection: string, groups: Set<string>): Property[] {
  const map = js[collection];
  if (!isObject(map)) return [];
  const before: Record<string, Json> = {};
  return Object.entries(map).flatMap(([id, object]) => {
    if (!isObject(object)) return [];
    for (const rule of rules) {
      const written = rule.collection === collection ? rule.write(object) : null;
      if (written === null) continue;
      const named = freeName(before, rule.name) === id ? written : withParam(written, 'PROP-ID', [id]);
      before[id] = true;
      const label = asText(object.label);
      if (label === null) return [named];
      const group = named.group ?? freeGroup(groups);
      return [{ ...named, group }, property('X-ABLABEL', escapeText(label), [], group)];
    }
    return [];
  });
}

function freeGroup(groups: Set<string>): string {
  let number = 1;
  while (groups.has(`item${number}`)) number += 1;
  groups.add(`item${number}`);
  return `item${number}`;
}

/** `over`: what the vCard says there instead. */
type Difference = { readonly path: readonly string[]; readonly value: Json; readonly over: Json | undefined };

/** Where the second lacks, or says otherwise, what the first says. Objects are gone into; lists count as a whole. */
function differences(wanted: JsonObject, found: JsonObject, path: readonly string[]): Difference[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const there = Object.hasOwn(found, name) ? found[name] : undefined;
    const at = [...path, name];
    if (sameJson(value, there)) return [];
    if (isObject(value) && isObject(there)) return differences(value, there, at);
    return [{ path: at, value, over: there }];
  });
}
