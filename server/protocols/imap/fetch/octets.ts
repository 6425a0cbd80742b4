/**
 * Items of FETCH made of a message's octets: which stretch of it a section means, and what is told of it.
 * rfc/9051#6.4.5.1, rfc/3516
 */
import { decodeBytes, isKnownEncoding } from '../../../formats/message/decode.ts';
import { readHeader } from '../../../formats/message/header.ts';
import type { Part } from '../../../formats/message/part.ts';
import type { Email } from '../../../services/mailboxes/read.ts';
import type { OctetRange } from '../grammar/partial.ts';
import { formatSection, type Section } from '../grammar/section.ts';

/** Octets from `from` to before `to` of the message as its recipient reads it. */
export type Stretch = { readonly from: number; readonly to: number };

/** What an item needs to read, and how it is told. */
export type OctetsItem = {
  /** `BODY[…]<…>`, as the response repeats it. */
  readonly name: string;
  /** Null where the message has no such part: NIL. @throws UnknownEncoding */
  stretch(email: Email): Stretch | null;
  /** Absent: the octets are told as they are, and may be sent as they are read. */
  readonly told?: (octets: Buffer, email: Email) => Buffer | number;
};

/** BINARY of a part whose transfer encoding nobody here can undo. rfc/3516#4.3 */
export class UnknownEncoding extends Error {}

/** `name`: the older name of IMAP4rev1. */
export function section(wanted: Section, range?: OctetRange, name = `BODY${formatSection(wanted)}`): OctetsItem {
  const told = range === undefined ? name : `${name}<${range.offset}>`;
  const { text } = wanted;
  if (text?.kind === 'header-fields') {
    const names = new Set(text.names.map(field => field.toLowerCase()));
    return {
      name: told,
      stretch: email => find(email, wanted),
      told: octets => cut(chooseFields(octets, names, text.not), range),
    };
  }
  return { name: told, stretch: email => within(find(email, wanted), range) };
}

export function binary(path: readonly number[], range?: OctetRange): OctetsItem {
  const name = `BINARY[${path.join('.')}]`;
  return {
    name: range === undefined ? name : `${name}<${range.offset}>`,
    stretch: email => findEncoded(email, path),
    told: (octets, email) => cut(decodeBytes(octets, encodingOf(email, path)), range),
  };
}

export function binarySize(path: readonly number[]): OctetsItem {
  return {
    name: `BINARY.SIZE[${path.join('.')}]`,
    stretch: email => findEncoded(email, path),
    told: (octets, email) => decodeBytes(octets, encodingOf(email, path)).length,
  };
}

function find({ structure, trace, bytes }: Email, { path, text }: Section): Stretch | null {
  const ahead = trace.length;
  if (path.length === 0) {
    if (text === undefined) return { from: 0, to: bytes };
    const body = ahead + structure.body;
    return text.kind === 'text' ? { from: body, to: bytes } : { from: 0, to: body };
  }
  const part = partAt(structure, path);
  if (part === null) return null;
  if (text === undefined) return { from: ahead + part.body, to: ahead + part.end };
  // The only part of a message that has none is headed by the header of the message.
  if (text.kind === 'mime')
    return part === structure
      ? { from: 0, to: ahead + part.body }
      : { from: ahead + part.header, to: ahead + part.body };
  const within = part.message?.part;
  if (within === undefined || (part === structure && path.length > 1)) return null;
  return text.kind === 'text'
    ? { from: ahead + within.body, to: ahead + within.end }
    : { from: ahead + within.header, to: ahead + within.body };
}

/** The part of that number. A message that is no multipart has one part, its text. rfc/9051#6.4.5.1 */
function partAt(structure: Part, path: readonly number[]): Part | null {
  let holder: Part = structure;
  let part: Part | null = null;
  for (const number of path) {
    // A part that is a message is entered by the next number.
    if (part !== null) {
      const inner: Part | undefined = part.message?.part ?? (part.children ? part : undefined);
      if (inner === undefined) return null;
      holder = inner;
    }
    part = holder.children ? (holder.children[number - 1] ?? null) : number === 1 ? holder : null;
    if (part === null) return null;
  }
  return part;
}

function findEncoded(email: Email, path: readonly number[]): Stretch | null {
  const stretch = find(email, { path: [...path] });
  if (stretch !== null && !isKnownEncoding(encodingOf(email, path))) throw new UnknownEncoding();
  return stretch;
}

/** Of the whole message, which is sent with its header, nothing is undone. */
function encodingOf({ structure }: Email, path: readonly number[]): string {
  const part = path.length === 0 ? null : partAt(structure, path);
  return part === null || part.children || part.message ? 'binary' : part.encoding;
}

function within(stretch: Stretch | null, range: OctetRange | undefined): Stretch | null {
  if (stretch === null || range === undefined) return stretch;
  const from = Math.min(stretch.from + range.offset, stretch.to);
  return { from, to: Math.min(from + range.length, stretch.to) };
}

function cut(octets: Buffer, range: OctetRange | undefined): Buffer {
  return range === undefined ? octets : octets.subarray(range.offset, range.offset + range.length);
}

/** The fields named, or all others, as they stand, and the blank line. */
function chooseFields(header: Buffer, names: ReadonlySet<string>, not: boolean): Buffer {
  const chosen: Buffer[] = [];
  for (const { name, start, end } of readHeader(header).fields)
    if (names.has(name) !== not) chosen.push(header.subarray(start, end));
  chosen.push(Buffer.from('\r\n'));
  return Buffer.concat(chosen);
}
