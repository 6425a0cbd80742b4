/** A card of 2.1 or 3.0 as 4.0 says the same. rfc/6350#A */
import { type Card, escapeText, type Property, paramValues, property, withParam } from './card.ts';
import { readDay, writeDay } from './dates.ts';
import { pictureType } from './picture.ts';

export function toVersion4(card: Card): Card {
  if (card.version === '4.0') return card;
  const sortString = card.properties.find(one => one.name === 'SORT-STRING');
  const properties = card.properties.filter(one => one !== sortString).map(upgrade);
  if (sortString !== undefined) {
    const at = properties.findIndex(one => one.name === 'N');
    if (at < 0) properties.push(sortString);
    else properties[at] = withParam(properties[at]!, 'SORT-AS', [sortString.value]);
  }
  return { version: '4.0', properties: withFullName(properties) };
}

/** 4.0 asks for FN; 2.1 did not. rfc/6350#6.2.1 */
function withFullName(properties: readonly Property[]): Property[] {
  if (properties.some(one => one.name === 'FN')) return [...properties];
  const texts = (name: string, separator: string) =>
    properties
      .find(one => one.name === name)
      ?.value.split(/(?<!\\);/)
      .filter(part => part !== '')
      .join(separator);
  const [family = '', given = ''] = properties.find(one => one.name === 'N')?.value.split(/(?<!\\);/) ?? [];
  const named = [given, family].filter(part => part !== '').join(' ');
  const email = properties.find(one => one.name === 'EMAIL')?.value;
  const full = named || texts('ORG', ' ') || email || escapeText('Sans nom');
  return [property('FN', full, [{ name: 'DERIVED', values: ['true'] }]), ...properties];
}

const spelled: Readonly<Record<string, string>> = {
  'X-ADDRESSBOOKSERVER-KIND': 'KIND',
  'X-ADDRESSBOOKSERVER-MEMBER': 'MEMBER',
  'X-ANNIVERSARY': 'ANNIVERSARY',
};

function upgrade(old: Property): Property {
  const named = { ...old, name: spelled[old.name] ?? old.name };
  return day(place(inData(preferred(named))));
}

/** `TYPE=PREF` became a parameter; that a mail address is of the Internet goes without saying. */
function preferred(of: Property): Property {
  const types = paramValues(of, 'TYPE');
  const dropped = of.name === 'EMAIL' ? /^(?:pref|internet)$/i : /^pref$/i;
  if (!types.some(type => dropped.test(type))) return of;
  const kept = withParam(
    of,
    'TYPE',
    types.filter(type => !dropped.test(type)),
  );
  return types.some(type => /^pref$/i.test(type)) ? withParam(kept, 'PREF', ['1']) : kept;
}

const mediaKinds: Readonly<Record<string, string>> = {
  PHOTO: 'image',
  LOGO: 'image',
  SOUND: 'audio',
  KEY: 'application',
};

/** What was octets in base64 is a `data:` address. rfc/6350#6.2.4 */
function inData(of: Property): Property {
  const encoding = paramValues(of, 'ENCODING')[0];
  const kind = mediaKinds[of.name];
  if (encoding === undefined || !/^(?:b|base64)$/i.test(encoding))
    return encoding === undefined ? of : withParam(of, 'ENCODING');
  if (kind === undefined) return of;
  const data = of.value.replace(/\\n|[^A-Za-z0-9+/=]/g, '');
  const [said] = paramValues(of, 'TYPE');
  const type =
    (kind === 'image' ? pictureType(Buffer.from(data.slice(0, 64), 'base64')) : null) ??
    (said === undefined
      ? 'application/octet-stream'
      : said.includes('/')
        ? said.toLowerCase()
        : `${kind}/${said.toLowerCase()}`);
  return { ...withParam(withParam(withParam(of, 'ENCODING'), 'TYPE'), 'VALUE'), value: `data:${type};base64,${data}` };
}

/** Coordinates became a `geo:` address. rfc/6350#6.5.2 */
function place(of: Property): Property {
  const [, latitude, longitude] = of.name === 'GEO' ? (/^([-+.\d]+)\\?[;,]([-+.\d]+)$/.exec(of.value) ?? []) : [];
  return longitude === undefined ? of : { ...of, value: `geo:${latitude},${longitude}` };
}

function day(of: Property): Property {
  if (of.name !== 'BDAY' && of.name !== 'ANNIVERSARY') return of;
  const read = readDay(of.value);
  if (read === null) return of;
  // Apple writes a year that stands for none.
  const [omitted] = paramValues(of, 'X-APPLE-OMIT-YEAR');
  const { year, ...rest } = read;
  const known = omitted !== undefined && Number(omitted) === year ? rest : read;
  return { ...withParam(withParam(of, 'X-APPLE-OMIT-YEAR'), 'VALUE'), value: writeDay(known) ?? of.value };
}
