/** A card of 4.0 as 3.0 says the same, for programs that know no other. rfc/2426 */
import {
  type Card,
  type Property,
  paramValues,
  property,
  readComponents,
  unescapeText,
  withParam,
  writeComponents,
} from './card.ts';
import { readDay } from './dates.ts';
import { readDataAddress } from './picture.ts';

export function toVersion3(card: Card): Card {
  if (card.version === '3.0') return card;
  const properties = card.properties.flatMap(downgrade);
  // 3.0 asks for N. A name of one word is a given name to phones.
  if (!properties.some(one => one.name === 'N')) {
    const full = properties.find(one => one.name === 'FN')?.value ?? '';
    properties.push(property('N', writeComponents([[''], [unescapeText(full)], [''], [''], ['']])));
  }
  return { version: '3.0', properties };
}

const spelled: Readonly<Record<string, string>> = {
  KIND: 'X-ADDRESSBOOKSERVER-KIND',
  MEMBER: 'X-ADDRESSBOOKSERVER-MEMBER',
  ANNIVERSARY: 'X-ANNIVERSARY',
};

function downgrade(of: Property): Property[] {
  if (of.name === 'KIND' && of.value.toLowerCase() === 'individual') return [];
  const sortAs = of.name === 'N' ? paramValues(of, 'SORT-AS')[0] : undefined;
  const plain = withParam(of.name === 'N' ? withParam(of, 'SORT-AS') : of, 'DERIVED');
  const named = { ...plain, name: spelled[plain.name] ?? plain.name };
  const made = day(place(inBase64(fewComponents(preferred(named)))));
  return sortAs === undefined ? [made] : [made, property('SORT-STRING', sortAs)];
}

/** The most preferred of 4.0 is the preferred one of 3.0; a rank below it stays said, in words of 4.0. */
function preferred(of: Property): Property {
  if (paramValues(of, 'PREF')[0] !== '1') return of;
  return withParam(withParam(of, 'PREF'), 'TYPE', [...paramValues(of, 'TYPE'), 'PREF']);
}

function inBase64(of: Property): Property {
  const data = /^(?:PHOTO|LOGO|SOUND|KEY)$/.test(of.name) ? readDataAddress(of.value) : null;
  if (data === null) return of.name === 'PHOTO' ? withParam(of, 'VALUE', ['uri']) : of;
  const type = data.type.replace(/^.*\//, '').toUpperCase();
  const encoded = withParam(withParam(withParam(of, 'VALUE'), 'ENCODING', ['b']), 'TYPE', type === '' ? [] : [type]);
  return { ...withParam(encoded, 'MEDIATYPE'), value: data.bytes.toString('base64') };
}

function place(of: Property): Property {
  const [, latitude, longitude] = of.name === 'GEO' ? (/^geo:([-.\d]+),([-.\d]+)/.exec(of.value) ?? []) : [];
  return longitude === undefined ? of : { ...of, value: `${latitude};${longitude}` };
}

/** The further components of rfc/9554#2 repeat what the first ones say. */
function fewComponents(of: Property): Property {
  const most = of.name === 'N' ? 5 : of.name === 'ADR' ? 7 : 0;
  if (most === 0) return of;
  const components = readComponents(of.value);
  return components.length <= most ? of : { ...of, value: writeComponents(components.slice(0, most)) };
}

function day(of: Property): Property {
  if (of.name !== 'BDAY' && of.name !== 'X-ANNIVERSARY') return of;
  const read = readDay(of.value);
  if (read?.month === undefined || read.day === undefined) return of;
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${read.year === undefined ? '1604' : String(read.year).padStart(4, '0')}-${two(read.month)}-${two(read.day)}`;
  return { ...(read.year === undefined ? withParam(of, 'X-APPLE-OMIT-YEAR', ['1604']) : of), value: date };
}
