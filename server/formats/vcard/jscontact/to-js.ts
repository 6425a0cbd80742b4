/**
 * A vCard as a JSContact card (rfc/9553), by rfc/9555. Each property is tried on the rule of its name and kept as it is in
 * `vCardProps` where the rule would not bring it back whole.
 */
import { type Card, type Property, paramValues, unescapeText, withParam } from '../card.ts';
import { listComponents, nameKinds, orderComponents, placeComponents } from './components.ts';
import { toJCard } from './jcard.ts';
import {
  type Building,
  digest,
  forbiddenNames,
  isObject,
  type Json,
  type JsonObject,
  readPointer,
  setAt,
} from './json.ts';
import { rules } from './rules.ts';
import { sameProperty } from './same.ts';
import { singles } from './singles.ts';

const ruleOf = new Map(rules.map(rule => [rule.name, rule]));
const singleOf = new Map(singles.map(single => [single.name, single]));

/** Always gives a card; `uid` stands in where the vCard names none. */
export function toJsCard(card: Card, uid: string): JsonObject {
  const js: Building = { '@type': 'Card', version: '1.0', uid };
  const kept: Property[] = [];
  const patches: Patch[] = [];
  const labels = labelsOf(card);
  for (const of of card.properties) {
    const patch = of.name === 'JSPROP' ? readPatch(of) : null;
    if (patch !== null) patches.push(patch);
    else if (labels.taken.has(of)) continue;
    else if (!takeName(js, of) && !takeSingle(js, of) && !takeObject(js, of, labels.byGroup)) kept.push(of);
  }
  // The list of what is kept first: a patch may have to take its place.
  const before: JsonObject = kept.length === 0 ? js : { ...js, vCardProps: kept.map(toJCard) };
  const stale = patches.filter(patch => !fits(before, patch)).map(patch => patch.of);
  const whole = patches
    .filter(patch => fits(before, patch))
    .reduce<JsonObject>((object, { tokens, value }) => setAt(object, tokens, value), before);
  if (stale.length === 0) return whole;
  return {
    ...whole,
    vCardProps: [...(Array.isArray(whole.vCardProps) ? whole.vCardProps : []), ...stale.map(toJCard)],
  };
}

type Patch = {
  readonly of: Property;
  readonly tokens: readonly string[];
  readonly value: Json;
  readonly over: string | undefined;
};

/** A patch holds while what it was written over still stands: a phone may have changed the property since. */
function fits(js: JsonObject, { tokens, over }: Patch): boolean {
  if (tokens.some(token => forbiddenNames.has(token))) return false;
  let at: Json | undefined = js;
  for (const token of tokens) {
    if (at === undefined) break;
    if (!isObject(at)) return false;
    at = Object.hasOwn(at, token) ? at[token] : undefined;
  }
  return at === undefined ? over === undefined : over === digest(at);
}

/** What a vCard could not say was written beside it. rfc/9555#3.2.1 */
function readPatch(of: Property): Patch | null {
  const [pointer] = paramValues(of, 'JSPTR');
  const [over] = paramValues(of, 'X-OVER');
  if (pointer === undefined || of.group !== null || of.params.length > (over === undefined ? 1 : 2)) return null;
  try {
    return { of, tokens: readPointer(pointer), value: JSON.parse(unescapeText(of.value)) as Json, over };
  } catch {
    // No JSON: then it is a property like any other, and is kept as one.
    return null;
  }
}

/** FN and N make one name. A derived FN says nothing of its own. */
function takeName(js: Building, of: Property): boolean {
  if (of.name === 'FN' && paramValues(of, 'DERIVED')[0]?.toLowerCase() === 'true' && of.params.length === 1)
    return true;
  const name = isObject(js.name) ? js.name : {};
  if (of.name === 'FN') {
    const full = unescapeText(of.value);
    if (of.params.length > 0 || of.group !== null || name.full !== undefined) return false;
    js.name = { full, ...name };
    return true;
  }
  if (of.name !== 'N' || of.group !== null || name.components !== undefined) return false;
  const [jscomps] = paramValues(of, 'JSCOMPS');
  if (of.params.some(param => param.name !== 'JSCOMPS')) return false;
  const listed = listComponents(of.value, nameKinds, 5);
  const ordered = jscomps === undefined ? null : orderComponents(listed, jscomps);
  if (listed.components.length === 0 || (jscomps !== undefined && ordered === null)) return false;
  const told =
    ordered === null ? { components: listed.components as readonly Json[] } : { ...ordered, isOrdered: true };
  const back = placeComponents(told, nameKinds, 5);
  if (back === null || withoutTail(back.value) !== withoutTail(of.value) || back.jscomps !== (jscomps ?? null))
    return false;
  js.name = { ...name, ...told };
  return true;
}

/** Empty components at the end may be written or not. rfc/6350#6.2.2 */
const withoutTail = (value: string): string => value.replace(/;+$/, '');

function takeSingle(js: Building, of: Property): boolean {
  const single = singleOf.get(of.name);
  if (single === undefined || of.params.length > 0 || of.group !== null) return false;
  return single.read(js, of.value);
}

function takeObject(js: Building, of: Property, labels: ReadonlyMap<string, string>): boolean {
  const rule = ruleOf.get(of.name);
  const object = rule?.read(of);
  if (rule === undefined || object === null || object === undefined) return false;
  const back = rule.write(object);
  if (back === null || !sameProperty(back, withParam(of, 'PROP-ID'))) return false;
  const label = of.group === null ? undefined : labels.get(of.group);
  const map = isObject(js[rule.collection]) ? (js[rule.collection] as JsonObject) : {};
  const [said] = paramValues(of, 'PROP-ID');
  if (
    said !== undefined &&
    (!/^[A-Za-z0-9_-]{1,255}$/.test(said) || forbiddenNames.has(said) || Object.hasOwn(map, said))
  )
    return false;
  const name = said ?? freeName(map, of.name);
  js[rule.collection] = { ...map, [name]: label === undefined ? object : { ...object, label } };
  return true;
}

/** `EMAIL-1`, `EMAIL-2`: names a property gets where it bears none. */
export function freeName(map: JsonObject, property: string): string {
  let number = 1;
  while (Object.hasOwn(map, `${property}-${number}`)) number += 1;
  return `${property}-${number}`;
}

/** X-ABLabel names the one other property of its group. rfc/9555#2.2.3 */
function labelsOf(card: Card): { byGroup: Map<string, string>; taken: Set<Property> } {
  const byGroup = new Map<string, string>();
  const taken = new Set<Property>();
  const groups = Map.groupBy(
    card.properties.filter(one => one.group !== null),
    one => one.group!,
  );
  for (const [group, members] of groups) {
    const labels = members.filter(one => one.name === 'X-ABLABEL');
    const [label] = labels;
    const [other] = members.filter(one => one.name !== 'X-ABLABEL');
    if (label === undefined || labels.length > 1 || members.length !== 2 || label.params.length > 0) continue;
    const rule = ruleOf.get(other!.name);
    const object = rule?.read(other!);
    const back = object == null ? null : rule!.write(object);
    if (back == null || !sameProperty(back, withParam(other!, 'PROP-ID'))) continue;
    byGroup.set(group, unescapeText(label.value));
    taken.add(label);
  }
  return { byGroup, taken };
}
