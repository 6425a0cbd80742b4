/** Header fields and texts as they are written into a mail. rfc/5322#2.2.3, rfc/2047#5, rfc/2045#6.7 */

/** Characters of UTF-8 in one encoded word: base64 makes 4 of 3, and a word has at most 75. */
const wordBytes = 42;
const lineLength = 76;

/** `Name: value` with its line end: folded at spaces, what is not ASCII in encoded words. */
export function writeField(name: string, value: string): string {
  const plain = value
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
    .trim();
  const words = /[^\x20-\x7e\t]/.test(plain) ? encodedWords(plain) : plain.split(/(?=[ \t]+[^ \t])/);
  let text = `${name}:`;
  let length = text.length;
  for (const [index, word] of words.entries()) {
    const spaced = /^[ \t]/.test(word) ? word : ` ${word}`;
    const fold = index > 0 && length + spaced.length > lineLength;
    text += `${fold ? '\r\n' : ''}${spaced}`;
    length = (fold ? 0 : length) + spaced.length;
  }
  return `${text}\r\n`;
}

/** A text as encoded words, no character split between two. */
function encodedWords(text: string): string[] {
  const words: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > wordBytes) {
      words.push(piece);
      piece = '';
    }
    piece += character;
  }
  words.push(piece);
  return words.map(word => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`);
}

/** Text with CR LF line ends as quoted-printable. */
export function encodeQuotedPrintable(text: string): string {
  return text.replace(/\r?\n/g, '\r\n').split('\r\n').map(quoteLine).join('\r\n');
}

function quoteLine(line: string): string {
  let out = '';
  let length = 0;
  const bytes = Buffer.from(line);
  for (const [index, byte] of bytes.entries()) {
    const last = index === bytes.length - 1;
    const plain = (byte > 32 && byte < 127 && byte !== 61) || ((byte === 32 || byte === 9) && !last);
    const written = plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (length + written.length > lineLength - 1) {
      out += '=\r\n';
      length = 0;
    }
    out += written;
    length += written.length;
  }
  return out;
}

/** A part of plain text with its header: what a MIME entity is. */
export function textEntity(text: string): Buffer {
  const ascii = /^[\x09\x0a\x0d\x20-\x7e]*$/.test(text) && text.split('\n').every(line => line.length < 900);
  const header = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${ascii ? '7bit' : 'quoted-printable'}\r\n\r\n`;
  return Buffer.from(header + (ascii ? text.replace(/\r?\n/g, '\r\n') : encodeQuotedPrintable(text)));
}
