/**
 * Which property is which object of a card, both ways. A rule that does not bring a property back as it was is not used
 * for it (`to-js.ts` tries), so that a rule may be simple and nothing is ever lost by it. rfc/9555, section 2
 */
import { escapeText, type Property, paramValues, splitValue, unescapeText, withParam } from '../card.ts';
import { readDay, writeDay } from '../dates.ts';
import { addressKinds, listComponents, orderComponents, placeComponents } from './components.ts';
import { asText, type Building, isObject, type JsonObject } from './json.ts';
import { type Names, readShared, writeShared } from './shared.ts';

export type Rule = {
  /** The property it reads and writes. */
  readonly name: string;
  /** The member of the card whose map the objects stand in. */
  readonly collection: string;
  read(of: Property): Building | null;
  /** Null where the object is not this rule's. */
  write(object: JsonObject): Property | null;
};

/** A property of one text or address, told by one member. */
function plainRule(
  name: string,
  collection: string,
  member: string,
  value: 'text' | 'address',
  more: Names & { readonly always?: JsonObject } = {},
): Rule {
  const constants = Object.entries(more.always ?? {});
  return {
    name,
    collection,
    read: of => ({
      ...Object.fromEntries(constants),
      [member]: value === 'text' ? unescapeText(of.value) : of.value,
      ...readShared(of, more),
    }),
    write(object) {
      const said = asText(object[member]);
      if (said === null || !constants.every(([constant, wanted]) => object[constant] === wanted)) return null;
      if (value === 'address' && /[\r\n]/.test(said)) return null;
      return writeShared(name, value === 'text' ? escapeText(said) : said, object, more);
    },
  };
}

const media = { params: { MEDIATYPE: 'mediaType' } };

const organization: Rule = {
  name: 'ORG',
  collection: 'organizations',
  read(of) {
    const [name = '', ...units] = splitValue(of.value, ';').map(unescapeText);
    return {
      ...(name === '' ? {} : { name }),
      ...(units.length === 0 ? {} : { units: units.map(unit => ({ name: unit })) }),
      ...readShared(of, { params: { 'SORT-AS': 'sortAs' }, pref: false }),
    };
  },
  write(object) {
    const units = Array.isArray(object.units) ? object.units : [];
    const names = [asText(object.name) ?? '', ...units.map(unit => (isObject(unit) ? (asText(unit.name) ?? '') : ''))];
    return writeShared('ORG', names.map(escapeText).join(';'), object, {
      params: { 'SORT-AS': 'sortAs' },
      pref: false,
    });
  },
};

const addressNames: Names = { params: { LABEL: 'full', CC: 'countryCode', GEO: 'coordinates', TZ: 'timeZone' } };
/** Post office box and country stand once; what older programs show as street repeats what the later places say. */
const shadowed = [1, 2];

const address: Rule = {
  name: 'ADR',
  collection: 'addresses',
  read(of) {
    const [jscomps] = paramValues(of, 'JSCOMPS');
    const listed = listComponents(of.value, addressKinds, 7, shadowed);
    const ordered = jscomps === undefined ? null : orderComponents(listed, jscomps);
    return {
      ...(listed.components.length === 0 ? {} : { components: listed.components }),
      ...(ordered === null ? {} : { ...ordered, isOrdered: true }),
      ...readShared(ordered === null ? of : withParam(of, 'JSCOMPS'), addressNames),
    };
  },
  write(object) {
    const placed = placeComponents(object, addressKinds, 7, places => {
      places[1] = [...places[7]!, ...places[8]!, ...places[9]!, ...places[12]!];
      places[2] = [[...places[10]!, ...places[11]!].join(' ')].filter(text => text !== '');
    });
    if (placed === null && object.components !== undefined) return null;
    const made = writeShared('ADR', placed?.value ?? ';;;;;;', object, addressNames);
    return placed?.jscomps == null ? made : withParam(made, 'JSCOMPS', [placed.jscomps]);
  },
};

function dayRule(name: string, kind: string): Rule {
  return {
    name,
    collection: 'anniversaries',
    read(of) {
      const day = readDay(of.value);
      const instant = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(of.value);
      if (day === null && instant === null) return null;
      const [, year, month, date, hour, minute, second] = instant ?? [];
      const utc = `${year}-${month}-${date}T${hour}:${minute}:${second}Z`;
      return {
        kind,
        date: day === null ? { '@type': 'Timestamp', utc } : { ...day },
        ...readShared(of, { pref: false }),
      };
    },
    write(object) {
      if (object.kind !== kind || !isObject(object.date)) return null;
      const { year, month, day, utc } = object.date;
      const number = (value: unknown) =>
        typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 10_000 ? value : undefined;
      const parts = { year: number(year), month: number(month), day: number(day) };
      const known = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
      const instant = asText(utc);
      const value = instant === null ? writeDay(known) : instant.replace(/[-:]|\.\d+/g, '');
      return value === null || /[^-\dTZ]/.test(value) ? null : writeShared(name, value, object, { pref: false });
    },
  };
}

export const rules: readonly Rule[] = [
  plainRule('EMAIL', 'emails', 'address', 'text'),
  plainRule('TEL', 'phones', 'number', 'text', { features: true }),
  plainRule('NICKNAME', 'nicknames', 'name', 'text'),
  organization,
  plainRule('TITLE', 'titles', 'name', 'text', { always: { kind: 'title' }, pref: false }),
  plainRule('ROLE', 'titles', 'name', 'text', { always: { kind: 'role' }, pref: false }),
  plainRule('IMPP', 'onlineServices', 'uri', 'address', {
    always: { vCardName: 'impp' },
    params: { 'SERVICE-TYPE': 'service', USERNAME: 'user' },
  }),
  plainRule('SOCIALPROFILE', 'onlineServices', 'uri', 'address', {
    params: { 'SERVICE-TYPE': 'service', USERNAME: 'user' },
  }),
  address,
  plainRule('CONTACT-URI', 'links', 'uri', 'address', { always: { kind: 'contact' } }),
  plainRule('URL', 'links', 'uri', 'address'),
  plainRule('PHOTO', 'media', 'uri', 'address', { ...media, always: { kind: 'photo' } }),
  plainRule('LOGO', 'media', 'uri', 'address', { ...media, always: { kind: 'logo' } }),
  plainRule('SOUND', 'media', 'uri', 'address', { ...media, always: { kind: 'sound' } }),
  plainRule('KEY', 'cryptoKeys', 'uri', 'address', media),
  plainRule('CALURI', 'calendars', 'uri', 'address', { ...media, always: { kind: 'calendar' } }),
  plainRule('FBURL', 'calendars', 'uri', 'address', { ...media, always: { kind: 'freeBusy' } }),
  plainRule('CALADRURI', 'schedulingAddresses', 'uri', 'address'),
  plainRule('SOURCE', 'directories', 'uri', 'address', { ...media, always: { kind: 'entry' } }),
  plainRule('ORG-DIRECTORY', 'directories', 'uri', 'address', { ...media, always: { kind: 'directory' } }),
  plainRule('NOTE', 'notes', 'note', 'text', { pref: false }),
  plainRule('LANG', 'preferredLanguages', 'language', 'address'),
  plainRule('EXPERTISE', 'personalInfo', 'value', 'text', { always: { kind: 'expertise' }, pref: false }),
  plainRule('HOBBY', 'personalInfo', 'value', 'text', { always: { kind: 'hobby' }, pref: false }),
  plainRule('INTEREST', 'personalInfo', 'value', 'text', { always: { kind: 'interest' }, pref: false }),
  dayRule('BDAY', 'birth'),
  dayRule('DEATHDATE', 'death'),
  dayRule('ANNIVERSARY', 'wedding'),
];
