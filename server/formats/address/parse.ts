/**
 * Address lists of header fields. rfc/5322#3.4 with the obsolete forms of rfc/5322#4.4, UTF-8 anywhere (rfc/6532#3.2),
 * and the liberties real mailers take. Never throws, and reads each character a bounded number of times.
 *
 * The list is flat, in the manner of the IMAP envelope: an address has a `host` (empty when the message gives none); an
 * entry with a `mailbox` but no `host` opens a group of that name; an entry with neither closes it. Names keep their
 * encoded words.
 */
import { decodeWords } from '../message/words.ts';
import { closing, phrase, type Token, tidyLocal, unquote, written } from './tokens.ts';

export type ListedAddress = { name?: string; route?: string; mailbox?: string; host?: string };

/** An address for people: `name` decoded (empty if none), `address` as `local@domain`, `group` decoded if it is in one. */
export type Mailbox = { name: string; address: string; group: string | null };

type Reader = {
  text: string;
  pos: number;
  tokens: Token[];
  /** An `@` is among the tokens. */
  at: boolean;
  comment: string;
  angle: { route: string; mailbox: string; host: string } | null;
  inGroup: boolean;
  /** Once an unclosed quote or parenthesis was met there is no closing one ahead: they are plain characters from then on. */
  quotesEnd: boolean;
  commentsEnd: boolean;
  list: ListedAddress[];
};

/** Entries read of one field: ten thousand strangers are enough. */
export const maxEntries = 10_000;

export function parseAddressList(text: string): ListedAddress[] {
  const reader: Reader = {
    text,
    pos: 0,
    tokens: [],
    at: false,
    comment: '',
    angle: null,
    inGroup: false,
    quotesEnd: false,
    commentsEnd: false,
    list: [],
  };
  let spaced = false;
  while (reader.pos < text.length && reader.list.length < maxEntries) {
    const before = reader.tokens.length;
    const gap = step(reader, spaced);
    spaced = gap || (spaced && reader.tokens.length === before);
  }
  finishAddress(reader);
  if (reader.inGroup) reader.list.push({});
  return reader.list;
}

/** The addresses of a list that has been read, without its group marks. */
export function listMailboxes(list: readonly ListedAddress[]): Mailbox[] {
  const mailboxes: Mailbox[] = [];
  let group: string | null = null;
  for (const { name, mailbox, host } of list) {
    if (host === undefined) group = mailbox === undefined ? null : decodeWords(mailbox);
    else
      mailboxes.push({ name: decodeWords(name ?? ''), address: host === '' ? mailbox! : `${mailbox}@${host}`, group });
  }
  return mailboxes;
}

/** Reads one thing; true when it was white space or a comment. */
function step(reader: Reader, spaced: boolean): boolean {
  const c = reader.text[reader.pos]!;
  switch (c) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
      reader.pos++;
      return true;
    case '(':
      return readComment(reader);
    case '"':
      readQuoted(reader, spaced);
      return false;
    case '[':
      readLiteral(reader, spaced);
      return false;
    case '<':
      readAngle(reader);
      return false;
    case ',':
      reader.pos++;
      finishAddress(reader);
      return true;
    case ';':
      reader.pos++;
      finishAddress(reader);
      if (reader.inGroup) reader.list.push({});
      reader.inGroup = false;
      return true;
    case ':':
      reader.pos++;
      openGroup(reader);
      return true;
    case '@':
    case '.':
      reader.pos++;
      reader.at ||= c === '@';
      reader.tokens.push({ text: c, spaced, kind: 'special' });
      return false;
    default:
      readWord(reader, spaced);
      return false;
  }
}

function readWord(reader: Reader, spaced: boolean): void {
  const word = /[^\s(<,;:@."[]+/y;
  word.lastIndex = reader.pos;
  const text = word.exec(reader.text)?.[0] ?? reader.text[reader.pos]!;
  reader.pos += text.length;
  reader.tokens.push({ text, spaced, kind: 'word' });
}

function readQuoted(reader: Reader, spaced: boolean): void {
  const end = reader.quotesEnd ? -1 : closing(reader.text, reader.pos, '"');
  if (end < 0) {
    reader.quotesEnd = true;
    reader.pos++;
    return;
  }
  reader.tokens.push({ text: unquote(reader.text.slice(reader.pos + 1, end)), spaced, kind: 'quoted' });
  reader.pos = end + 1;
}

function readLiteral(reader: Reader, spaced: boolean): void {
  const literal = /\[[^\]\s,;<>]{0,255}\]?/y;
  literal.lastIndex = reader.pos;
  const text = literal.exec(reader.text)![0];
  reader.pos += text.length;
  reader.tokens.push({ text, spaced, kind: 'literal' });
}

function readComment(reader: Reader): boolean {
  let depth = 0;
  let end = -1;
  for (let i = reader.pos; !reader.commentsEnd && i < reader.text.length; i++) {
    const c = reader.text[i];
    if (c === '\\') i++;
    else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) {
      end = i;
      break;
    }
  }
  if (end < 0) {
    reader.commentsEnd = true;
    reader.pos++;
    return true;
  }
  reader.comment = unquote(reader.text.slice(reader.pos + 1, end)).trim();
  reader.pos = end + 1;
  return true;
}

/** `<local@domain>`, with an obsolete route if it starts with one. A missing `>` ends at the next comma. rfc/5322#4.4 */
function readAngle(reader: Reader): void {
  const start = reader.pos + 1;
  const routed = /\s*@/y;
  routed.lastIndex = start;
  const stops = routed.test(reader.text) ? '>;<' : '>,;<';
  let i = start;
  for (; i < reader.text.length && !stops.includes(reader.text[i]!); i++) {
    if (reader.text[i] !== '"' || reader.quotesEnd) continue;
    const end = closing(reader.text, i, '"');
    if (end < 0) reader.quotesEnd = true;
    else i = end;
  }
  const inner = reader.text.slice(start, i).trim();
  reader.pos = reader.text[i] === '>' ? i + 1 : i;
  const colon = inner.startsWith('@') ? inner.indexOf(':') : -1;
  const address = inner.slice(colon + 1);
  const at = address.lastIndexOf('@');
  reader.angle ??= {
    route: colon > 0 ? inner.slice(0, colon).replace(/\s+/g, '') : '',
    mailbox: tidyLocal(at < 0 ? address : address.slice(0, at)),
    host: at < 0 ? '' : address.slice(at + 1).replace(/\s+/g, ''),
  };
}

/** A colon after a plain phrase opens a group; after anything else it is a character like others. */
function openGroup(reader: Reader): void {
  if (reader.inGroup || reader.angle || reader.at || reader.tokens.length === 0) {
    reader.tokens.push({ text: ':', spaced: false, kind: 'word' });
    return;
  }
  reader.list.push({ mailbox: phrase(reader.tokens) });
  reader.inGroup = true;
  reader.tokens = [];
  reader.comment = '';
}

/** Puts what was read since the last separator into the list, if it is anything. */
function finishAddress(reader: Reader): void {
  const { tokens, angle, comment } = reader;
  reader.tokens = [];
  reader.at = false;
  reader.angle = null;
  reader.comment = '';
  if (angle) {
    const name = phrase(tokens) || comment;
    reader.list.push({
      ...(name === '' ? {} : { name }),
      ...(angle.route === '' ? {} : { route: angle.route }),
      mailbox: angle.mailbox,
      host: angle.host,
    });
  } else if (tokens.length > 0) reader.list.push(bareAddress(tokens, comment));
}

/** An address without brackets: the last `@` and what touches it; words before are its name, as some mailers write. */
function bareAddress(tokens: Token[], comment: string): ListedAddress {
  const at = tokens.findLastIndex(token => token.kind === 'special' && token.text === '@');
  if (at < 0) {
    if (tokens.length > 1 && tokens.some(token => token.spaced)) return { name: phrase(tokens), mailbox: '', host: '' };
    return { ...(comment === '' ? {} : { name: comment }), mailbox: written(tokens), host: '' };
  }
  let from = at;
  while (from > 0 && touches(tokens, from)) from--;
  const name = phrase(tokens.slice(0, from)) || comment;
  const host = tokens.slice(at + 1).filter(token => token.kind !== 'quoted');
  return {
    ...(name === '' ? {} : { name }),
    mailbox: written(tokens.slice(from, at)),
    host: host.map(t => t.text).join(''),
  };
}

/** Whether the token before `index` belongs to the same local part: no space between, or a dot or `@` beside the space. */
function touches(tokens: Token[], index: number): boolean {
  const [before, here] = [tokens[index - 1]!, tokens[index]!];
  return !here.spaced || before.text === '.' || here.kind === 'special';
}
