/**
 * Header fields written from their meaning: text in any language, addresses, ids, dates, parameters. What comes out is
 * ASCII but for the addresses of rfc/6531, folded, and reads back as what went in. rfc/5322#2.2.3, rfc/2047, rfc/2231
 */

/** A field as it stands in a message: `value` is folded, without the line end behind it. */
export type HeaderLine = { readonly name: string; readonly value: string };

const foldAt = 76;
/** Octets of text in one encoded word of base64: 75 characters with its marks. rfc/2047#2 */
const wordOctets = 45;
const longestLine = 900;

/** ASCII that nobody could take for an encoded word, in pieces a line can hold. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && !/\S{900}/.test(text) && !/^\s|\s$/.test(text);
}

/** Unstructured text: Subject, Comments and the like. Line ends within it become spaces. */
export function textValue(text: string, nameLength: number): string {
  const line = text.replace(/[\r\n\0]+/g, ' ');
  return isPlain(line) ? foldSpaces(line, nameLength + 2) : encodeWords(line);
}

/** Encoded words, one a line, no character cut in two. rfc/2047#5 */
function encodeWords(text: string): string {
  const words: string[] = [];
  let word = '';
  let octets = 0;
  for (const character of text) {
    const length = Buffer.byteLength(character);
    if (octets + length > wordOctets) {
      words.push(word);
      word = '';
      octets = 0;
    }
    word += character;
    octets += length;
  }
  if (word !== '') words.push(word);
  return words.map(one => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}

/** Breaks lines at spaces; `used` characters stand on the first line already. */
function foldSpaces(text: string, used: number): string {
  let out = '';
  let length = used;
  for (const word of text.split(/(?<=\S)(?= )/)) {
    if (length + word.length > foldAt && length > used) {
      out += '\r\n';
      length = 0;
    }
    out += word;
    length += word.length;
  }
  return out;
}

export type ComposedAddress = { readonly name: string | null; readonly email: string };
export type ComposedGroup = { readonly name: string | null; readonly addresses: readonly ComposedAddress[] };

/** Addresses, one a line where they are several. */
export function addressesValue(addresses: readonly ComposedAddress[]): string {
  return addresses.map(writeAddress).join(',\r\n ');
}

export function groupsValue(groups: readonly ComposedGroup[]): string {
  return groups
    .map(({ name, addresses }) =>
      name === null ? addressesValue(addresses) : `${writePhrase(name)}: ${addressesValue(addresses)};`,
    )
    .filter(text => text !== '')
    .join(',\r\n ');
}

function writeAddress({ name, email }: ComposedAddress): string {
  return name === null || name === '' ? email : `${writePhrase(name)} <${email}>`;
}

function writePhrase(name: string): string {
  const line = name.replace(/[\r\n\0]+/g, ' ');
  if (!isPlain(line) || line.length > longestLine) return encodeWords(line);
  return /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*$/.test(line) ? line : `"${line.replace(/["\\]/g, '\\$&')}"`;
}

/** Message ids, given without their angle brackets. */
export function idsValue(ids: readonly string[]): string {
  return ids.map(id => `<${id}>`).join('\r\n ');
}

export function urlsValue(urls: readonly string[]): string {
  return urls.map(url => `<${url}>`).join(',\r\n ');
}

/** `; name=value`, quoted or extended as the value needs. rfc/2231#4 */
export function parameter(name: string, value: string): string {
  const line = value.replace(/[\r\n\0]+/g, ' ');
  if (/^[A-Za-z0-9!#$&+.^_`{|}~-]{1,60}$/.test(line)) return `; ${name}=${line}`;
  if (/^[\x20-\x7e]{0,60}$/.test(line)) return `;\r\n ${name}="${line.replace(/["\\]/g, '\\$&')}"`;
  const encoded = encodeURIComponent(line).replace(
    /['()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const pieces = encoded.match(/(?:%[0-9A-F]{2}|[^%]){1,50}/g) ?? [''];
  if (pieces.length === 1) return `;\r\n ${name}*=utf-8''${encoded}`;
  return pieces.map((piece, index) => `;\r\n ${name}*${index}*=${index === 0 ? "utf-8''" : ''}${piece}`).join('');
}
