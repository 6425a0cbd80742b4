/** What can be searched in a message: its own words, decoded, in bounded quantity. */
import type { ListedAddress } from '../address/parse.ts';
import { listMailboxes } from '../address/parse.ts';
import { decodeText } from './decode.ts';
import type { Envelope } from './envelope.ts';
import { htmlToText } from './html.ts';
import { fileName, type Part } from './part.ts';
import { decodeWords } from './words.ts';

/** Names and addresses are written `Name <local@domain>`, separated by commas; `body` holds every text, one after the other. */
export type SearchableText = {
  subject: string;
  from: string;
  to: string;
  cc: string;
  bcc: string;
  /** Names of attached files, one a line. */
  files: string;
  body: string;
};

/** Encoded bytes of text read of one message, unless told otherwise. */
const defaultLimit = 1 << 20;

/** All searchable text of the message `bytes`; messages within are searched too. `limit` bounds the bytes of text read. */
export function searchableText(
  bytes: Buffer,
  { part, envelope }: { part: Part; envelope: Envelope },
  limit: number = defaultLimit,
): SearchableText {
  const texts: string[] = [];
  const files: string[] = [];
  collect(bytes, part, { texts, files, left: limit });
  return {
    subject: decodeWords(envelope.subject ?? ''),
    from: addresses(envelope.from),
    to: addresses(envelope.to),
    cc: addresses(envelope.cc),
    bcc: addresses(envelope.bcc),
    files: files.join('\n'),
    body: texts.join('\n'),
  };
}

type Found = { texts: string[]; files: string[]; left: number };

function collect(bytes: Buffer, part: Part, found: Found): void {
  const name = fileName(part);
  if (name !== null) found.files.push(name);
  if (part.children) for (const child of part.children) collect(bytes, child, found);
  else if (part.message) {
    const { envelope } = part.message;
    const people = [envelope.from, envelope.to, envelope.cc].map(addresses).filter(text => text !== '');
    found.texts.push(decodeWords(envelope.subject ?? ''), ...people);
    collect(bytes, part.message.part, found);
  } else if (part.type === 'text' && found.left > 0) {
    const text = decodeText(bytes, part, found.left);
    found.left -= part.end - part.body;
    found.texts.push(part.subtype === 'html' ? htmlToText(text) : text);
  }
}

function addresses(list: readonly ListedAddress[]): string {
  return listMailboxes(list)
    .map(({ name, address }) => (name === '' ? address : `${name} <${address}>`))
    .join(', ');
}
