/**
 * Text into what mail carries. A message is assembled as a "binary string", one character per byte, so that parts in
 * several character sets can share it.
 */

export type Charset = 'utf-8' | 'iso-8859-1' | 'windows-1252';

const windows1252: Record<string, string> = {
  '€': '\x80',
  '…': '\x85',
  Œ: '\x8c',
  '‘': '\x91',
  '’': '\x92',
  '“': '\x93',
  '”': '\x94',
  '•': '\x95',
  '–': '\x96',
  '—': '\x97',
  œ: '\x9c',
  Ÿ: '\x9f',
};
const spelledOut: Record<string, string> = {
  '€': 'EUR',
  '…': '...',
  Œ: 'OE',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '•': '-',
  '–': '-',
  '—': '-',
  œ: 'oe',
  Ÿ: 'Y',
  Ł: 'L',
  ł: 'l',
  '→': '->',
  '\u202f': '\u00a0',
};

/** The bytes of `text`; what the character set lacks is written as people do: `oe` for œ, `'` for ’, `l` for ł. */
export function bytesOf(text: string, charset: Charset): string {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8').toString('latin1');
  const known = charset === 'windows-1252' ? windows1252 : {};
  return text.replace(/[^\x00-\xff]/g, char => known[char] ?? spelledOut[char] ?? bare(char));
}

function bare(char: string): string {
  const base = char.normalize('NFD').charAt(0);
  return base <= '\xff' ? base : '?';
}

/** rfc/2045#6.7, of bytes whose lines end with CRLF. */
export function quotedPrintable(bytes: string): string {
  return bytes
    .split('\r\n')
    .map(line => {
      const escaped = line.replace(/[^\t\x20-\x3c\x3e-\x7e]/g, hex).replace(/[\t ]$/, hex);
      return escaped.length <= 76 ? escaped : softBreaks(escaped);
    })
    .join('\r\n');
}

const hexOf = Array.from({ length: 256 }, (_, code) => `=${code.toString(16).toUpperCase().padStart(2, '0')}`);
const hex = (byte: string) => hexOf[byte.charCodeAt(0)] as string;

function softBreaks(line: string): string {
  let folded = '';
  let from = 0;
  while (line.length - from > 76) {
    let to = from + 75;
    // Never inside `=C3`.
    if (line[to - 1] === '=') to -= 1;
    else if (line[to - 2] === '=') to -= 2;
    folded += `${line.slice(from, to)}=\r\n`;
    from = to;
  }
  return folded + line.slice(from);
}

/** rfc/2045#6.8, in lines of 76. */
export function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
}

/** A header's text: as it is where ASCII, else in encoded-words; folded. `used`: characters already on the line. */
export function headerText(text: string, charset: Charset, used: number, kind: 'Q' | 'B'): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return fold(text, used);
  return encodedWords(text, charset, used, kind);
}

/** Breaks at spaces so that lines keep within 78 where they can. rfc/5322#2.2.3 */
export function fold(text: string, used: number): string {
  if (used + text.length <= 78) return text;
  let line = used;
  let folded = '';
  for (const [rank, word] of text.split(' ').entries()) {
    if (rank > 0 && line + word.length + 1 > 78) {
      folded += `\r\n ${word}`;
      line = word.length + 1;
    } else {
      folded += rank === 0 ? word : ` ${word}`;
      line += word.length + 1;
    }
  }
  return folded;
}

/** rfc/2047: no word longer than 75 characters, no character cut in two. */
function encodedWords(text: string, charset: Charset, used: number, kind: 'Q' | 'B'): string {
  const fits = charset !== 'utf-8' && everyCharIn(text, charset);
  const named = fits ? charset : 'utf-8';
  const start = `=?${named === 'utf-8' ? 'UTF-8' : named}?${kind}?`;
  const words: string[] = [];
  let room = Math.max(24, 75 - used) - start.length - 2;
  let held = '';
  let size = 0;
  const close = () => {
    words.push(`${start}${kind === 'B' ? Buffer.from(held, 'latin1').toString('base64') : held}?=`);
    held = '';
    size = 0;
    room = 74 - start.length - 2;
  };
  for (const char of text) {
    const bytes = char < '\x80' ? char : bytesOf(char, named);
    const piece = kind === 'B' ? bytes : bytes.replace(/[^A-Za-z0-9!*+/-]/g, byte => (byte === ' ' ? '_' : hex(byte)));
    const grown = kind === 'B' ? Math.ceil((held.length + piece.length) / 3) * 4 : size + piece.length;
    if (held !== '' && grown > room) close();
    held += piece;
    size += piece.length;
  }
  close();
  return words.join('\r\n ');
}

function everyCharIn(text: string, charset: Charset): boolean {
  return !/[^\x00-\xff]/.test(charset === 'windows-1252' ? text.replace(/[€…Œ‘’“”•–—œŸ]/g, '') : text);
}

/** A display name as a phrase: atoms, a quoted string or encoded-words. */
export function phrase(name: string, charset: Charset, used: number, kind: 'Q' | 'B'): string {
  if (/[^\x20-\x7e]/.test(name)) return encodedWords(name, charset, used, kind);
  return /^[A-Za-z0-9 '-]+$/.test(name) ? name : `"${name.replace(/[\\"]/g, '\\$&')}"`;
}

/** A parameter of a MIME header on a line of its own, in pieces where it is long. rfc/2231#3 */
export function parameter(name: string, value: string): string {
  if (/^[A-Za-z0-9 ._()+,-]*$/.test(value) && value.length < 60) return `;\r\n\t${name}="${value}"`;
  const octets = Buffer.from(value, 'utf8');
  const pieces: string[] = [''];
  for (const octet of octets) {
    const char = String.fromCharCode(octet);
    const piece = /[A-Za-z0-9._-]/.test(char) ? char : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
    if ((pieces.at(-1) as string).length + piece.length > 50) pieces.push('');
    pieces[pieces.length - 1] += piece;
  }
  if (pieces.length === 1) return `;\r\n\t${name}*=UTF-8''${pieces[0]}`;
  return pieces.map((piece, rank) => `;\r\n\t${name}*${rank}*=${rank === 0 ? "UTF-8''" : ''}${piece}`).join('');
}
