import { TextDecoder } from 'node:util';
import { type DecodeText, decodeUtf8 } from './decode-text.ts';
import { readAstring } from './primitives.ts';
import type { Reader } from './reader.ts';

/** Said in BADCHARSET; `TextDecoder` knows the older ones of the web besides. rfc/9051#7.1 */
export const searchCharsets = ['UTF-8', 'US-ASCII', 'ISO-8859-1', 'ISO-8859-15', 'WINDOWS-1252'];

/** `charset`: how the texts of a search are to be decoded. ASCII is read as the UTF-8 it is part of. */
export function readCharset(reader: Reader): DecodeText {
  const position = reader.position;
  const name = readAstring(reader).toUpperCase();
  if (utf8Names.has(name)) return decodeUtf8;
  const decoder = decoderOf(name) ?? reader.fail(`Charset unknown (position ${position})`, 'charset');
  return (at, bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return at.fail('Text is not valid in its charset', 'charset');
    }
  };
}

const utf8Names = new Set(['UTF-8', 'US-ASCII', 'UTF8', 'ASCII']);

function decoderOf(name: string): TextDecoder | undefined {
  try {
    return new TextDecoder(name, { fatal: true });
  } catch {
    return undefined;
  }
}
