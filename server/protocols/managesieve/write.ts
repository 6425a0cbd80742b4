/** Answers as they are sent: strings in quotes, or counted where quotes will not do. rfc/5804#4 */
import type { Answer } from './session.ts';

/** Octets between quotes at most. */
const mostQuoted = 1024;

export function writeString(text: string): string {
  const plain = Buffer.byteLength(text) <= mostQuoted && !/[\0\r\n]/.test(text);
  return plain ? `"${text.replace(/["\\]/g, '\\$&')}"` : `{${Buffer.byteLength(text)}}\r\n${text}`;
}

export function writeAnswer({ status, code, text, lines = '' }: Answer): string {
  const coded = code === undefined ? '' : ` (${code})`;
  const said = text === undefined ? '' : ` ${writeString(text)}`;
  return `${lines}${status}${coded}${said}\r\n`;
}
