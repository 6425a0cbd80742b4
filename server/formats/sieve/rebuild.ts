/**
 * The message as a script has changed its body: parts replaced, the whole enclosed. RFC 5703. Tests go on seeing the
 * message as it came; only what is filed or sent is changed.
 */
import { createHash } from 'node:crypto';
import { allFields, rawValue, readHeader } from '../message/header.ts';
import type { Part } from '../message/part.ts';
import { textEntity, writeField } from './field.ts';
import { childrenOf, headerBlock, headerValues, type SieveMessage } from './message.ts';

/** `entity`: a MIME entity, header, blank line and body. Subject and From count where the whole message is replaced. */
export type Replacement = {
  readonly part: Part;
  readonly entity: Buffer;
  readonly subject: string | null;
  readonly from: string | null;
};

/** `headers`: names of fields to be copied to the outer message. */
export type Enclosure = { readonly subject: string | null; readonly headers: readonly string[]; readonly text: string };

export function rebuild(
  message: SieveMessage,
  replacements: readonly Replacement[],
  enclosures: readonly Enclosure[],
): Buffer {
  const byPart = new Map(replacements.map(one => [one.part, one]));
  const whole = byPart.get(message.parsed.part);
  let bytes = whole ? replaceWhole(message, whole) : replaceParts(message, byPart);
  for (const enclosure of enclosures) bytes = enclose(message, bytes, enclosure);
  return bytes;
}

function replaceParts(message: SieveMessage, byPart: ReadonlyMap<Part, Replacement>): Buffer {
  const { bytes, parsed } = message;
  const pieces: Buffer[] = [headerBlock(message)];
  let done = parsed.headerEnd;
  const visit = (part: Part) => {
    const replacement = byPart.get(part);
    if (replacement) {
      pieces.push(bytes.subarray(done, part.header), replacement.entity);
      done = part.end;
    } else for (const child of childrenOf(part)) visit(child);
  };
  visit(parsed.part);
  return Buffer.concat([...pieces, bytes.subarray(done)]);
}

/** The new content under the old header; a subject or sender that is set keeps the first one under another name. */
function replaceWhole(message: SieveMessage, { entity, subject, from }: Replacement): Buffer {
  const content = readHeader(entity);
  const given = new Set(content.fields.map(field => field.name));
  const block = headerBlock(message);
  const pieces: Buffer[] = [];
  for (const field of readHeader(block).fields) {
    if (field.name.startsWith('content-') || field.name === 'mime-version' || given.has(field.name)) continue;
    const replaced = field.name === 'subject' ? subject : field.name === 'from' ? from : null;
    if (replaced === null) pieces.push(block.subarray(field.start, field.end));
    else {
      const name = field.name === 'subject' ? 'Subject' : 'From';
      pieces.push(Buffer.from(writeField(`Original-${name}`, rawValue(block, field))));
    }
  }
  if (subject !== null) pieces.push(Buffer.from(writeField('Subject', subject)));
  if (from !== null) pieces.push(Buffer.from(writeField('From', from)));
  pieces.push(Buffer.from('MIME-Version: 1.0\r\n'));
  const headed = pieces.map(piece => (piece.at(-1) === 10 ? piece : Buffer.concat([piece, Buffer.from('\r\n')])));
  return Buffer.concat([...headed, entity]);
}

/** Fields every enclosing message takes from the one within. */
const copied = ['date', 'from', 'to', 'cc', 'message-id', 'reply-to'];

function enclose(message: SieveMessage, inner: Buffer, { subject, headers, text }: Enclosure): Buffer {
  const { fields } = readHeader(inner);
  const names = new Set([
    ...copied,
    ...headers.map(name => name.toLowerCase()),
    ...(subject === null ? ['subject'] : []),
  ]);
  const pieces: Buffer[] = [...names].flatMap(name =>
    allFields(fields, name).map(field => inner.subarray(field.start, field.end)),
  );
  const title = subject ?? headerValues(message.header, 'subject')[0] ?? '';
  if (subject !== null) pieces.push(Buffer.from(writeField('Subject', title)));
  const boundary = boundaryFor(inner);
  return Buffer.concat([
    ...pieces,
    Buffer.from(`MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n--${boundary}\r\n`),
    textEntity(text),
    Buffer.from(`\r\n--${boundary}\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n`),
    inner,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

/** A boundary that does not occur in the bytes; the same bytes give the same one. */
function boundaryFor(bytes: Buffer): string {
  for (let salt = 0; ; salt++) {
    const boundary = `=_${createHash('sha256').update(`${salt} ${bytes.length} `).update(bytes).digest('hex').slice(0, 32)}`;
    if (!bytes.includes(boundary)) return boundary;
  }
}
