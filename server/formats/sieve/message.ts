/**
 * The message as a script sees it: read only where the script looks, and each thing once. A script that edits it gets
 * another one; the bytes of the first are never touched.
 */
import { listMailboxes, type Mailbox, parseAddressList } from '../address/parse.ts';
import { allFields, decodedValue, type Field, rawValue, readHeader } from '../message/header.ts';
import { type ParsedMessage, parseMessage } from '../message/parse.ts';
import type { Part } from '../message/part.ts';

/** A header block: fields with their offsets into `bytes`. */
export type Header = {
  readonly bytes: Buffer;
  readonly fields: readonly Field[];
  /** Values people read, by lower-case name; filled as they are asked for. */
  readonly decoded: Map<string, readonly string[]>;
  /** The addresses of each field, by lower-case name. */
  readonly addresses: Map<string, readonly (readonly Mailbox[])[]>;
  /** Parts of addresses by part and field, as tests ask for them. */
  readonly parts: Map<string, Map<string, readonly string[]>>;
};

export type SieveMessage = {
  /** The bytes that all offsets of `parsed` count in. */
  readonly bytes: Buffer;
  readonly parsed: ParsedMessage;
  /** The message's own header, as edited so far. */
  readonly header: Header;
  readonly edited: boolean;
  readonly partHeaders: Map<Part, Header>;
};

export function openMessage(bytes: Buffer, parsed: ParsedMessage = parseMessage(bytes)): SieveMessage {
  return {
    bytes,
    parsed,
    header: { bytes, fields: parsed.fields, decoded: new Map(), addresses: new Map(), parts: new Map() },
    edited: false,
    partHeaders: new Map(),
  };
}

/** The values of every field of that name, in order, unfolded, encoded words decoded. rfc/5228#2.4.2.2 */
export function headerValues(header: Header, name: string): readonly string[] {
  const known = header.decoded.get(name);
  if (known) return known;
  const values = allFields(header.fields, name).map(field => decodedValue(header.bytes, field));
  header.decoded.set(name, values);
  return values;
}

/** The addresses of every field of that name, in order, with the names they bear. */
export function headerAddresses(header: Header, name: string): readonly (readonly Mailbox[])[] {
  const known = header.addresses.get(name);
  if (known) return known;
  const lists = allFields(header.fields, name).map(field =>
    listMailboxes(parseAddressList(rawValue(header.bytes, field))),
  );
  header.addresses.set(name, lists);
  return lists;
}

export function hasHeader(header: Header, name: string): boolean {
  return header.fields.some(field => field.name === name);
}

/** The header of a part; that of the outermost one is the message's own. */
export function partHeader(message: SieveMessage, part: Part): Header {
  if (part === message.parsed.part) return message.header;
  const known = message.partHeaders.get(part);
  if (known) return known;
  const { fields } = readHeader(message.bytes.subarray(0, part.body), part.header);
  const header: Header = { bytes: message.bytes, fields, decoded: new Map(), addresses: new Map(), parts: new Map() };
  message.partHeaders.set(part, header);
  return header;
}

/** The parts directly within, whether the part is a multipart or a message. */
export function childrenOf(part: Part): readonly Part[] {
  return part.children ?? (part.message ? [part.message.part] : []);
}

/** The part and all within it, in the message's order. */
export function* allParts(part: Part): Generator<Part> {
  yield part;
  yield* partsWithin(part);
}

export function* partsWithin(part: Part): Generator<Part> {
  for (const child of childrenOf(part)) yield* allParts(child);
}

export function sizeOf(message: SieveMessage): number {
  const { header, parsed, bytes } = message;
  return message.edited ? header.bytes.length + bytes.length - parsed.headerEnd : bytes.length;
}

/** The same message under the header block `block`, its blank line included. */
export function withHeaderBlock(message: SieveMessage, block: Buffer): SieveMessage {
  const { fields } = readHeader(block);
  return {
    ...message,
    header: { bytes: block, fields, decoded: new Map(), addresses: new Map(), parts: new Map() },
    edited: true,
  };
}

/** The header block of a message as it stands, blank line included. */
export function headerBlock(message: SieveMessage): Buffer {
  return message.edited ? message.header.bytes : message.bytes.subarray(0, message.parsed.headerEnd);
}
