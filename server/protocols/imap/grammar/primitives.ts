/** The terminals all commands share. rfc/9051#9 */
import { isUtf8 } from 'node:buffer';
import { decodeModifiedUtf7 } from '../../../formats/mailbox-name/modified-utf7.ts';
import { readMailboxName } from '../../../formats/mailbox-name/name.ts';
import { astringChars, atomChars, digitChars, keywordChars, listChars, objectIdChars } from './characters.ts';
import type { Reader } from './reader.ts';

export const readAtom = (reader: Reader): string => reader.run(atomChars, 'Atom');

/** A word of the grammar, in capitals. */
export const readKeyword = (reader: Reader): string => reader.run(keywordChars, 'Keyword').toUpperCase();

export function readString(reader: Reader): string {
  return decodeUtf8(reader, readStringBytes(reader) ?? reader.fail('String expected'));
}

export function readAstring(reader: Reader): string {
  return decodeUtf8(reader, readAstringBytes(reader));
}

/** An astring in whatever charset the command declares. */
export function readAstringBytes(reader: Reader): Buffer {
  return readStringBytes(reader) ?? Buffer.from(reader.run(astringChars, 'String'), 'latin1');
}

export function readNstring(reader: Reader): string | undefined {
  return reader.skip('NIL') ? undefined : readString(reader);
}

/** A number from `least` to `most`; unsigned 32 bits unless told. */
export function readNumber(reader: Reader, least = 0, most = maxNumber): number {
  const digits = reader.run(digitChars, 'Number');
  const value = Number(digits);
  if (digits.length > 19 || value < least || value > most) reader.fail('Number out of range');
  return value;
}

export const readNzNumber = (reader: Reader): number => readNumber(reader, 1);

/**
 * A number of 63 bits. What JavaScript cannot count is read as the greatest integer it can: sizes and mod-sequences of this
 * server stay far below, so that every comparison means the same. rfc/9051#9
 */
export function readNumber64(reader: Reader, least = 0): number {
  const digits = reader.run(digitChars, 'Number');
  if (digits.length > 19 || BigInt(digits) > maxNumber64) reader.fail('Number out of range');
  const value = Number(digits);
  if (value < least) reader.fail('Number out of range');
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}

/** Items between parentheses, one space between two. */
export function readList<T>(reader: Reader, item: (reader: Reader) => T, least = 1): T[] {
  const items: T[] = [];
  reader.expect('(');
  if (least === 0 && reader.skip(')')) return items;
  do items.push(item(reader));
  while (reader.skip(' '));
  reader.expect(')');
  return items;
}

/** A mailbox name in its canonical form. rfc/9051#5.1 */
export function readMailbox(reader: Reader): string {
  const reading = readMailboxName(decodeName(reader, readAstring(reader)));
  if (reading.kind === 'refused') reader.fail('Invalid mailbox name', 'mailbox-name');
  return reading.name;
}

/** A reference of LIST, or a mailbox that may be empty where that means the whole server. */
export function readMailboxOrEmpty(reader: Reader): string {
  return decodeName(reader, readAstring(reader));
}

/** list-mailbox: a name with wildcards. */
export function readListPattern(reader: Reader): string {
  const bytes = readStringBytes(reader) ?? Buffer.from(reader.run(listChars, 'Pattern'), 'latin1');
  return decodeName(reader, decodeUtf8(reader, bytes));
}

/** rfc/8474#7 */
export function readObjectId(reader: Reader): string {
  const id = reader.run(objectIdChars, 'Object identifier');
  if (id.length > 255) reader.fail('Object identifier too long');
  return id;
}

/** Texts that are not UTF-8 are refused rather than guessed. */
function decodeUtf8(reader: Reader, bytes: Buffer): string {
  if (!isUtf8(bytes)) reader.fail('Not valid UTF-8');
  return bytes.toString('utf8');
}

/** A quoted string or a literal, if one comes next. */
function readStringBytes(reader: Reader): Buffer | undefined {
  return reader.nextIs('"') ? Buffer.from(readQuoted(reader), 'latin1') : reader.literal();
}

/**
 * Bytes beyond ASCII are taken before IMAP4rev2 is enabled as well: clients that send an accent in a password or a search
 * quote it without asking.
 */
function readQuoted(reader: Reader): string {
  const { text } = reader;
  let at = reader.at + 1;
  let from = at;
  let value = '';
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === quoteCode) {
      reader.at = at + 1;
      return value + text.slice(from, at);
    }
    if (code === backslash) {
      const escaped = text.charCodeAt(at + 1);
      if (escaped !== quoteCode && escaped !== backslash) break;
      value += text.slice(from, at);
      from = at + 1;
      at += 2;
    } else if (Number.isNaN(code) || code === 0 || code === carriageReturn || code === lineFeed) break;
    else at++;
  }
  reader.at = at;
  reader.fail('Malformed quoted string');
}

function decodeName(reader: Reader, spelled: string): string {
  if (reader.options.utf8) return spelled;
  return decodeModifiedUtf7(spelled) ?? reader.fail('Mailbox name is not valid modified UTF-7', 'mailbox-name');
}

export const maxNumber = 4_294_967_295;
const maxNumber64 = 9_223_372_036_854_775_807n;
const quoteCode = 0x22;
const backslash = 0x5c;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
