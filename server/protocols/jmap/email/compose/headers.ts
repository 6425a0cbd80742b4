/** Header fields of an Email to be made, from the properties that name them. rfc/8621#4.6 */
import {
  addressesValue,
  type ComposedAddress,
  groupsValue,
  type HeaderLine,
  idsValue,
  textValue,
  urlsValue,
} from '../../../../formats/compose/header.ts';
import { formatDate } from '../../../../formats/message/date.ts';
import { InvalidArgument, instant, listOf, nullable, record, text } from '../../read.ts';
import { convenience, type HeaderForm, type HeaderProperty, readHeaderProperty } from '../header/property.ts';

const email = (value: unknown, path: string): string => {
  const read = text(value, path);
  if (read === '' || /[\x00-\x20\x7f<>,;]/.test(read)) throw new InvalidArgument(path, 'is no address');
  return read;
};
const address = record({ name: nullable(text), email });
const addresses = listOf(address);
const groups = listOf(record({ name: nullable(text), addresses }));
const messageId = (value: unknown, path: string): string => {
  const read = text(value, path);
  if (!/^[!-;=?-~\u0080-\u{10ffff}]{1,900}$/u.test(read)) throw new InvalidArgument(path, 'is no message id');
  return read;
};
const url = (value: unknown, path: string): string => {
  const read = text(value, path);
  if (!/^[!-;=?-~]{1,2000}$/.test(read)) throw new InvalidArgument(path, 'is no URL');
  return read;
};

/** The property that stands for a header field, or null where it is another. */
export function headerPropertyOf(property: string): HeaderProperty | null {
  const full = Object.hasOwn(convenience, property) ? convenience[property as keyof typeof convenience] : property;
  return full.startsWith('header:') ? readHeaderProperty(full) : null;
}

/** The lines a property makes: none for null, several for `:all`. @throws InvalidArgument */
export function headerLines({ property, name, form, all }: HeaderProperty, path: string, value: unknown): HeaderLine[] {
  if (!/^[!-9;-~]{1,76}$/.test(name)) throw new InvalidArgument(path, 'is no header field');
  if (value === null) return [];
  const values = all ? listOf(one => one)(value, path) : [value];
  if (property.length > 255) throw new InvalidArgument(path, 'is too long');
  return values.map(one => ({ name, value: writeForm(form, name, path, one) }));
}

function writeForm(form: HeaderForm, name: string, path: string, value: unknown): string {
  switch (form) {
    case 'Raw':
      return writeRaw(value, path);
    case 'Text':
      return textValue(text(value, path), name.length);
    case 'Addresses':
      return addressesValue(addresses(value, path) as readonly ComposedAddress[]);
    case 'GroupedAddresses':
      return groupsValue(groups(value, path));
    case 'MessageIds':
      return idsValue(listOf(messageId)(value, path));
    case 'Date':
      return writeDate(value, path);
    case 'URLs':
      return urlsValue(listOf(url)(value, path));
  }
}

/** What stands after the colon, folding and all: a line end must be followed by white space. */
function writeRaw(value: unknown, path: string): string {
  const raw = text(value, path)
    .replace(/\r?\n/g, '\r\n')
    .replace(/(?:\r\n)+$/, '');
  if (/\0|\r(?!\n)|\r\n(?![ \t])|[^\r\n]{997}/.test(raw)) throw new InvalidArgument(path, 'is no header value');
  return raw;
}

/** In the zone the client wrote. */
function writeDate(value: unknown, path: string): string {
  const date = instant(value, path);
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(value as string) ?? [];
  const zone = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return formatDate({ ms: date.getTime(), zone });
}
