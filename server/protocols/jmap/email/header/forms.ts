/** The forms a header field is given in. rfc/8621#4.1.2 */
import { listMailboxes, type Mailbox, parseAddressList } from '../../../../formats/address/parse.ts';
import { clean, decodeUnlabelled } from '../../../../formats/message/charset.ts';
import { parseDate } from '../../../../formats/message/date.ts';
import { type Field, rawValue } from '../../../../formats/message/header.ts';
import { decodeWords } from '../../../../formats/message/words.ts';
import type { HeaderForm, HeaderProperty } from './property.ts';

/** `email` as it stands; `name` decoded, null where there is none. */
export type EmailAddress = { readonly name: string | null; readonly email: string };

/** What a property gives of a header block: the last instance of its field, or all of them in order. */
export function readProperty(bytes: Buffer, fields: readonly Field[], { field, form, all }: HeaderProperty): unknown {
  const found = fields.filter(one => one.name === field);
  if (all) return found.map(one => readForm(bytes, one, form));
  const last = found.at(-1);
  return last === undefined ? null : readForm(bytes, last, form);
}

function readForm(bytes: Buffer, field: Field, form: HeaderForm): unknown {
  if (form === 'Raw') return readRaw(bytes, field);
  const value = rawValue(bytes, field);
  switch (form) {
    case 'Text':
      return readText(value);
    case 'Addresses':
      return readAddresses(value);
    case 'GroupedAddresses':
      return readGroups(value);
    case 'MessageIds':
      return readIds(value);
    case 'Date':
      return readDate(value);
    case 'URLs':
      return readUrls(value);
  }
}

/** The octets after the colon, folding and all, without the last line end. */
export function readRaw(bytes: Buffer, field: Field): string {
  return clean(decodeUnlabelled(bytes.subarray(field.value, field.end))).replace(/\r?\n$/, '');
}

export function readText(value: string): string {
  return decodeWords(value).trim().normalize('NFC');
}

export function readAddresses(value: string): EmailAddress[] {
  return listMailboxes(parseAddressList(value)).map(asAddress);
}

export function asAddress({ name, address }: Mailbox): EmailAddress {
  return { name: name === '' ? null : name.normalize('NFC'), email: address };
}

function readGroups(value: string): { name: string | null; addresses: EmailAddress[] }[] {
  const groups: { name: string | null; addresses: EmailAddress[] }[] = [];
  const list = parseAddressList(value);
  let open = false;
  for (const entry of list) {
    if (entry.host === undefined) {
      open = entry.mailbox !== undefined;
      if (open) groups.push({ name: decodeWords(entry.mailbox!), addresses: [] });
      continue;
    }
    if (!open && groups.at(-1)?.name !== null) groups.push({ name: null, addresses: [] });
    groups.at(-1)!.addresses.push(...listMailboxes([entry]).map(asAddress));
  }
  return groups;
}

/** The ids without their angle brackets; null where the field holds anything else. */
export function readIds(value: string): string[] | null {
  const ids = value.match(/<[^<>\s]+>/g);
  return ids === null ? null : ids.map(id => id.slice(1, -1));
}

/** As rfc/3339, in the zone of the sender. */
export function readDate(value: string): string | null {
  const date = parseDate(value);
  if (date === null) return null;
  const { ms, zone } = date;
  const local = new Date(ms + zone * 60_000).toISOString().slice(0, 19);
  if (zone === 0) return `${local}Z`;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${local}${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`;
}

function readUrls(value: string): string[] | null {
  const urls = value.match(/<[^<>]+>/g);
  return urls === null ? null : urls.map(url => url.slice(1, -1).replace(/\s+/g, ''));
}
