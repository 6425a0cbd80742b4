import { TextDecoder } from 'node:util';
import { UnreadableFeed } from './person.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');
const utf16 = new TextDecoder('utf-16le', { fatal: true });

/**
 * The text of a feed: UTF-8 with or without its mark, UTF-16 as a spreadsheet saves it, else windows-1252 (what the
 * older HR programs write). Bytes that no French text holds are refused rather than turned into wrong names.
 */
export function decodeFeed(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    // Not UTF-8: what follows decides. A multi-byte sequence cut at the very end is a cut file, not another encoding.
    if (cutInsideCharacter(bytes)) throw new UnreadableFeed('le fichier est coupé au milieu d’un caractère.');
  }
  const text = windows1252.decode(bytes);
  if (/[\u0000\u0081\u008d\u008f\u0090\u009d]/.test(text)) {
    throw new UnreadableFeed('l’encodage n’est ni UTF-8 ni windows-1252 : réexportez le fichier en UTF-8.');
  }
  return text;
}

function decodeUtf16(bytes: Uint8Array): string {
  try {
    return utf16.decode(bytes);
  } catch (error) {
    throw new UnreadableFeed('le fichier annonce de l’UTF-16 et n’en est pas : réexportez-le en UTF-8.', null, {
      cause: error,
    });
  }
}

/** Everything but the last character is good UTF-8 with at least one multi-byte sequence in it. */
function cutInsideCharacter(bytes: Uint8Array): boolean {
  for (let tail = 1; tail <= 3 && tail < bytes.length; tail += 1) {
    const lead = bytes[bytes.length - tail]!;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
    if (length <= tail) continue;
    const front = bytes.subarray(0, bytes.length - tail);
    try {
      utf8.decode(front);
    } catch {
      return false;
    }
    return front.some(byte => byte >= 0x80);
  }
  return false;
}
