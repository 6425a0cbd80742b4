/** How a message and its parameters are written on the wire. */

/** Dots doubled at line starts, and the end. rfc/5321#4.5.2 Lines end with CR LF already: our door saw to it. */
export function stuffDots(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  let at = bytes[0] === DOT ? 0 : nextDot(bytes, 0);
  while (at >= 0) {
    pieces.push(bytes.subarray(from, at), Buffer.from('.'));
    from = at;
    at = nextDot(bytes, at);
  }
  const ends = bytes.length === 0 || bytes.subarray(-2).equals(CRLF);
  pieces.push(bytes.subarray(from), Buffer.from(ends ? '.\r\n' : '\r\n.\r\n'));
  return Buffer.concat(pieces);
}

function nextDot(bytes: Buffer, from: number): number {
  const found = bytes.indexOf('\r\n.', from);
  return found < 0 ? -1 : found + 2;
}

const DOT = 0x2e;
const CRLF = Buffer.from('\r\n');

/** rfc/3461#4 */
export function xtext(text: string): string {
  return text.replace(
    /[^!-*,-<>-~]/g,
    character => `+${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
