/**
 * Properties that have no place of their own in JSContact, as the items of `vCardProps`: those of jCard, `[name,
 * parameters, type, value]`. rfc/7095#3.3 A value without VALUE is `unknown` and stays as it is written, so that nothing
 * is lost by not knowing it. rfc/9555#2.15
 */
import { escapeText, type Param, type Property, paramValues, unescapeText, withParam } from '../card.ts';
import { type Building, isObject, type Json } from './json.ts';
import { sameProperty } from './same.ts';

export function toJCard(of: Property): Json {
  const said = paramValues(of, 'VALUE');
  const type = said.length === 1 ? said[0]!.toLowerCase() : 'unknown';
  const isText = type === 'text' && escapeText(unescapeText(of.value)) === of.value;
  const typed: Json = [
    of.name.toLowerCase(),
    kept(withParam(of, 'VALUE')),
    type,
    isText ? unescapeText(of.value) : of.value,
  ];
  const back = fromJCard(typed);
  // A type that cannot be said, or a text with other escapes than ours, stays a parameter beside what is written.
  return back !== null && sameProperty(back, of) ? typed : [of.name.toLowerCase(), kept(of), 'unknown', of.value];
}

function kept({ group, params }: Property): Building {
  return group === null ? paramsObject(params) : { ...paramsObject(params), group };
}

/** Null where the item is none of jCard's. */
export function fromJCard(item: Json): Property | null {
  if (!Array.isArray(item) || item.length < 4) return null;
  const [name, params, type, ...values] = item as Json[];
  if (typeof name !== 'string' || !/^[A-Za-z0-9-]{1,100}$/.test(name) || !isObject(params!) || typeof type !== 'string')
    return null;
  const { group, ...rest } = params;
  const kept = readParamsObject(rest);
  const value = values.map(one => writeValue(one, type)).join(',');
  const typed: Param[] =
    type === 'unknown' || !/^[A-Za-z0-9-]{1,50}$/.test(type) ? [] : [{ name: 'VALUE', values: [type] }];
  return {
    group: typeof group === 'string' && /^[A-Za-z0-9-]{1,100}$/.test(group) ? group : null,
    name: name.toUpperCase(),
    params: [...kept, ...typed],
    value,
  };
}

function writeValue(value: Json, type: string): string {
  if (Array.isArray(value)) {
    return value
      .map(part =>
        Array.isArray(part)
          ? part.map(one => writeValue(one as Json, 'text')).join(',')
          : writeValue(part as Json, 'text'),
      )
      .join(';');
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return type === 'text' ? escapeText(text) : text.replace(/\r\n?|\n/g, '\\n');
}

/** Parameters as `vCardParams` and jCard write them: names in lower case, one text or a list. */
export function paramsObject(params: readonly Param[]): Building {
  const object: Building = {};
  for (const { name, values } of params) {
    const known = object[name.toLowerCase()];
    const all = [...(known === undefined ? [] : [known].flat()), ...values] as string[];
    object[name.toLowerCase()] = all.length === 1 ? all[0]! : all;
  }
  return object;
}

export function readParamsObject(object: { readonly [name: string]: Json }): Param[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const values = (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string') as string[];
    return /^[A-Za-z0-9-]{1,100}$/.test(name) && values.length > 0 ? [{ name: name.toUpperCase(), values }] : [];
  });
}
