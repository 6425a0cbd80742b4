/** What most objects of a card share: contexts, preference, label, and the parameters that JSContact has no name for. */
import { type Param, type Property, paramValues, property } from '../card.ts';
import { paramsObject, readParamsObject } from './jcard.ts';
import { type Building, isObject, type Json, type JsonObject } from './json.ts';

const contextOf: Readonly<Record<string, string>> = {
  home: 'private',
  work: 'work',
  billing: 'billing',
  delivery: 'delivery',
};
const typeOf: Readonly<Record<string, string>> = {
  private: 'home',
  work: 'work',
  billing: 'billing',
  delivery: 'delivery',
};
/** TYPEs of TEL, and the features they are. rfc/6350#6.4.1 */
const featureOf: Readonly<Record<string, string>> = {
  ...{
    cell: 'mobile',
    voice: 'voice',
    fax: 'fax',
    video: 'video',
    pager: 'pager',
    text: 'text',
    textphone: 'textphone',
  },
  'main-number': 'main-number',
};
const featureTypeOf = Object.fromEntries(Object.entries(featureOf).map(([type, feature]) => [feature, type]));

export type Names = {
  /** Which property of TYPE's words are contexts only, or features too. */
  readonly features?: boolean;
  /** Parameters told by a name of JSContact's own: `{ MEDIATYPE: 'mediaType' }`. */
  readonly params?: Readonly<Record<string, string>>;
  /** Where the object has no `pref`, PREF stays a parameter. */
  readonly pref?: boolean;
};

/** Contexts, features, preference and parameters as the object has them. */
export function readShared(of: Property, { features = false, params = {}, pref = true }: Names): Building {
  const object: Building = {};
  const contexts: Building = {};
  const phone: Building = {};
  const types: string[] = [];
  for (const type of paramValues(of, 'TYPE')) {
    const word = type.toLowerCase();
    if (contextOf[word] !== undefined) contexts[contextOf[word]] = true;
    else if (features && featureOf[word] !== undefined) phone[featureOf[word]] = true;
    else types.push(type);
  }
  if (Object.keys(contexts).length > 0) object.contexts = contexts;
  if (Object.keys(phone).length > 0) object.features = phone;
  const preference = Number(paramValues(of, 'PREF')[0]);
  const hasPreference = pref && Number.isInteger(preference) && preference >= 1 && preference <= 100;
  if (hasPreference) object.pref = preference;
  const rest: Param[] = types.length === 0 ? [] : [{ name: 'TYPE', values: types }];
  for (const param of of.params) {
    const named = params[param.name];
    if (param.name === 'TYPE' || param.name === 'PROP-ID' || (param.name === 'PREF' && hasPreference)) continue;
    if (named !== undefined && param.values.length === 1) object[named] = param.values[0]!;
    else rest.push(param);
  }
  const kept = paramsObject(rest);
  if (of.group !== null) kept.group = of.group;
  if (Object.keys(kept).length > 0) object.vCardParams = kept;
  return object;
}

/** The property that those say, of that name and value. */
export function writeShared(
  name: string,
  value: string,
  object: JsonObject,
  { features = false, params = {}, pref = true }: Names,
): Property {
  const { group, type, ...rest } = isObject(object.vCardParams) ? object.vCardParams : ({} as JsonObject);
  const words = [
    ...keys(object.contexts).flatMap(context => typeOf[context] ?? []),
    ...(features ? keys(object.features).flatMap(feature => featureTypeOf[feature] ?? []) : []),
    ...((type === undefined ? [] : [type].flat()) as string[]).filter(one => typeof one === 'string'),
  ];
  const named = Object.entries(params).flatMap(([param, member]) => {
    const said = object[member];
    return typeof said === 'string' ? [{ name: param, values: [said] }] : [];
  });
  const all: Param[] = [
    ...(words.length === 0 ? [] : [{ name: 'TYPE', values: words }]),
    ...(pref && typeof object.pref === 'number' ? [{ name: 'PREF', values: [String(object.pref)] }] : []),
    ...named,
    ...readParamsObject(rest).filter(param => !named.some(one => one.name === param.name)),
  ];
  return property(name, value, all, typeof group === 'string' ? group : undefined);
}

function keys(set: Json | undefined): string[] {
  return isObject(set) ? Object.keys(set).filter(name => set[name] === true) : [];
}
