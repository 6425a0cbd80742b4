/** Bodies put into a transfer encoding that every server on the way carries unchanged. rfc/2045#6 */

export type Encoding = '7bit' | '8bit' | 'quoted-printable' | 'base64';

const qpLine = 76;

/** Text with CRLF line ends, in the lightest encoding that keeps it readable. */
export function encodeText(text: string): { encoding: Encoding; bytes: Buffer } {
  const bytes = Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'));
  if (isCarried(bytes)) return { encoding: '7bit', bytes };
  let high = 0;
  for (const byte of bytes) if (byte >= 0x80) high += 1;
  return high * 3 > bytes.length
    ? { encoding: 'base64', bytes: encodeBase64(bytes) }
    : { encoding: 'quoted-printable', bytes: encodeQuotedPrintable(bytes) };
}

/** ASCII in lines that are short enough, none of which a mailbox file could take for its own mark. */
function isCarried(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  return (
    /^[\t\r\n\x20-\x7e]*$/.test(text) && !/[^\n]{998}/.test(text) && !/^From |[ \t]$/m.test(text.replaceAll('\r', ''))
  );
}

/** Lines of 76 characters. */
export function encodeBase64(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n'));
}

/** A message within a message is not encoded: it goes as it is. rfc/2046#5.2.1 */
export function plainEncoding(bytes: Buffer): Encoding {
  return bytes.every(byte => byte < 0x80) ? '7bit' : '8bit';
}

function encodeQuotedPrintable(bytes: Buffer): Buffer {
  const lines: string[] = [];
  for (const line of bytes.toString('latin1').split('\r\n')) lines.push(...encodeLine(line));
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** A line and its soft breaks. Spaces at an end, and a `From ` at the start, are spelled out. */
function encodeLine(line: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!;
    const code = character.charCodeAt(0);
    const last = at === line.length - 1;
    const plain = (code >= 0x21 && code <= 0x7e && code !== 0x3d) || ((code === 0x20 || code === 9) && !last);
    const from = at === 0 && line.startsWith('From ');
    const token = plain && !from ? character : `=${code.toString(16).toUpperCase().padStart(2, '0')}`;
    if (piece.length + token.length >= qpLine) {
      pieces.push(`${piece}=`);
      piece = '';
    }
    piece += token;
  }
  return [...pieces, piece];
}
