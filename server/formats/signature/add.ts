/**
 * Puts a signature into a message that has none: under what its author wrote and above what they quote, in every
 * alternative, and nowhere else. A message that is sealed, written by a program, signed already or not surely
 * understood is left as it is, to the byte.
 */
import { encodeText } from '../compose/body.ts';
import { parameter } from '../compose/header.ts';
import { decodeText, isKnownEncoding } from '../message/decode.ts';
import { firstField, rawHeader, readHeader } from '../message/header.ts';
import type { ParsedMessage } from '../message/parse.ts';
import type { Part } from '../message/part.ts';
import { bodyParts, isAutomatic, isSealed } from './body-parts.ts';
import { readHtmlBody } from './html-body.ts';
import { hasDelimiter, isSigned } from './present.ts';
import type { Signature } from './signature.ts';
import { type Body, readTextBody } from './text-body.ts';

/** Octets of an encoded text beyond which nobody looks for the place of a signature. */
const largestText = 2 ** 20;

export type AddedSignature =
  | { readonly kind: 'added'; readonly bytes: Buffer }
  | { readonly kind: 'left'; readonly why: 'sealed' | 'automatic' | 'signed' | 'no-text' | 'not-understood' };

/** One part as it was read. */
type Reading = { readonly part: Part; readonly text: string; readonly body: Body; readonly signed: readonly string[] };

export function addSignature(bytes: Buffer, parsed: ParsedMessage, signature: Signature): AddedSignature {
  const left = (why: Extract<AddedSignature, { kind: 'left' }>['why']): AddedSignature => ({ kind: 'left', why });
  const has = (name: string) => firstField(parsed.fields, name) !== undefined;
  if (isSealed(parsed.part) || has('dkim-signature')) return left('sealed');
  const automatic = !/^\s*(no\b|$)/i.test(rawHeader(bytes, parsed.fields, 'auto-submitted') ?? '');
  // What is sent again is somebody else's words.
  if (automatic || has('resent-from') || isAutomatic(parsed.part)) return left('automatic');

  const readings = new Map<Part, Reading | null>();
  const readingOf = (part: Part): Reading | null => {
    if (!readings.has(part)) readings.set(part, read(bytes, part));
    return readings.get(part)!;
  };
  const parts = bodyParts(parsed.part, texts => texts.find(text => readingOf(text)?.body.quoted) ?? texts.at(-1)!);
  if (parts.length === 0) return left('no-text');
  const found: Reading[] = [];
  for (const part of parts) {
    const reading = readingOf(part);
    if (reading === null) return left('not-understood');
    found.push(reading);
  }
  if (found.some(({ text }) => /^-----BEGIN PGP /m.test(text))) return left('sealed');
  if (found.some(({ body, signed }) => isSigned(body.own, signed, signature))) return left('signed');
  const written = found.map(reading => ({ reading, entity: writePart(bytes, reading, signature, parsed.part) }));
  const pieces: Buffer[] = [];
  let done = 0;
  for (const { reading, entity } of written) {
    pieces.push(bytes.subarray(done, reading.part.header), entity);
    done = reading.part.end;
    // A part without a body has no line end of its own before the boundary.
    if (done < bytes.length && bytes[done] !== 13 && bytes[done] !== 10) pieces.push(Buffer.from('\r\n'));
  }
  return { kind: 'added', bytes: Buffer.concat([...pieces, bytes.subarray(done)]) };
}

/** Null where putting it together again might lose something. */
function read(bytes: Buffer, part: Part): Reading | null {
  if (!isKnownEncoding(part.encoding) || part.end - part.body > largestText) return null;
  if (readHeader(bytes.subarray(0, part.end), part.header).body !== part.body) return null;
  const text = decodeText(bytes, part);
  if (text.includes('\ufffd')) return null;
  if (part.subtype === 'html') {
    const { signed, ...body } = readHtmlBody(text);
    return { part, text, body, signed };
  }
  return { part, text, body: readTextBody(text), signed: [] };
}

function writePart(bytes: Buffer, { part, text, body }: Reading, signature: Signature, root: Part): Buffer {
  const signed = part.subtype === 'html' ? signHtml(text, body, signature) : signText(text, body, signature);
  const { encoding, bytes: encoded } = encodeText(signed);
  const params = { ...part.params, charset: 'utf-8' };
  const typed = Object.entries(params).map(([name, value]) => parameter(name, value));
  const replaced = new Set(['content-type', 'content-transfer-encoding', 'content-md5', 'content-length']);
  const { fields } = readHeader(bytes.subarray(0, part.end), part.header);
  const kept = fields
    .filter(field => !replaced.has(field.name))
    .map(field => bytes.toString('latin1', field.start, field.end));
  const mime = part === root && !fields.some(field => field.name === 'mime-version') ? ['MIME-Version: 1.0\r\n'] : [];
  const header = [
    ...kept,
    ...mime,
    `Content-Type: text/${part.subtype}${typed.join('')}\r\n`,
    `Content-Transfer-Encoding: ${encoding}\r\n\r\n`,
  ].join('');
  return Buffer.concat([Buffer.from(header, 'latin1'), encoded]);
}

/** The delimiter of rfc/3676#4.3 says that all after it is signature: it stands only where that is true. */
function signText(text: string, { at, quoted, own }: Body, { text: signature }: Signature): string {
  const before = text.slice(0, at).trimEnd();
  const lead = before === '' ? '' : '\n\n';
  if (quoted) return `${before}${lead}${signature}\n\n${text.slice(at)}`;
  return `${before}${lead}${hasDelimiter(own) ? '' : '-- \n'}${signature}\n`;
}

/** The charset a page declares is no longer the one it is in. */
function signHtml(html: string, { at, quoted }: Body, signature: Signature): string {
  const placed = `${html.slice(0, at)}<br>\n${signature.html}\n${quoted ? '<br>\n' : ''}${html.slice(at)}`;
  return placed.replace(/(<meta[^>]{0,200}charset\s*=\s*["']?)[\w-]{1,40}/i, '$1utf-8');
}
