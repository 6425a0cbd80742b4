/** Properties that are members of the card itself. rfc/9555, section 2 */
import { escapeText, type Property, property, splitValue, unescapeText } from '../card.ts';
import { asText, type Building, forbiddenNames, isObject, type JsonObject } from './json.ts';

export type Single = {
  readonly name: string;
  /** Puts it in; false where it has no place there, or the place is taken. */
  read(js: Building, value: string): boolean;
  write(js: JsonObject): Property[];
};

/** One text of a member. */
function member(name: string, of: string): Single {
  return {
    name,
    read(js, value) {
      if (js[of] !== undefined && of !== 'uid') return false;
      js[of] = unescapeText(value);
      return true;
    },
    write: js => (asText(js[of]) === null ? [] : [property(name, escapeText(asText(js[of])!))]),
  };
}

/** An instant, `20261124T080000Z`. rfc/6350#4.3.5 */
function instant(name: string, of: string): Single {
  return {
    name,
    read(js, value) {
      const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value) ?? [];
      if (second === undefined || js[of] !== undefined) return false;
      js[of] = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
      return true;
    },
    write(js) {
      const said = asText(js[of]);
      const isInstant = said !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(said);
      return isInstant ? [property(name, said.replace(/[-:]/g, ''))] : [];
    },
  };
}

/** A set whose keys are texts or addresses, each a property or a place in a list. */
function set(name: string, of: string, form: 'list' | 'addresses'): Single {
  return {
    name,
    read(js, value) {
      const given = isObject(js[of]) ? js[of] : {};
      const keys = form === 'list' ? splitValue(value, ',').map(unescapeText) : [value];
      // One list is one property; a second one, or a key said twice, stays as it is written.
      if (
        (form === 'list' && js[of] !== undefined) ||
        keys.some(key => key === '' || forbiddenNames.has(key) || key in given)
      )
        return false;
      if (new Set(keys).size < keys.length || (form === 'list' && keys.map(escapeText).join(',') !== value))
        return false;
      // Names that are numbers change places in an object: their order would be lost.
      if (keys.length > 1 && keys.some(key => /^\d+$/.test(key))) return false;
      js[of] = { ...given, ...Object.fromEntries(keys.map(key => [key, true])) };
      return true;
    },
    write(js) {
      const keys = isObject(js[of])
        ? Object.entries(js[of]).flatMap(([key, value]) => (value === true && key !== '' ? [key] : []))
        : [];
      if (keys.length === 0) return [];
      if (form === 'list') return [property(name, keys.map(escapeText).join(','))];
      return keys.filter(key => !/[\r\n]/.test(key)).map(key => property(name, key));
    },
  };
}

export const singles: readonly Single[] = [
  member('UID', 'uid'),
  member('KIND', 'kind'),
  member('PRODID', 'prodId'),
  member('LANGUAGE', 'language'),
  instant('REV', 'updated'),
  instant('CREATED', 'created'),
  set('CATEGORIES', 'keywords', 'list'),
  set('MEMBER', 'members', 'addresses'),
];
