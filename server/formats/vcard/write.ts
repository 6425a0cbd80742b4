/** Cards to text, folded at 75 octets between characters. rfc/6350#3.2 */
import type { Card, Param, Property } from './card.ts';

export function writeCard({ version, properties }: Card): string {
  const lines = ['BEGIN:VCARD', `VERSION:${version}`, ...properties.map(writeProperty), 'END:VCARD'];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}

function writeProperty({ group, name, params, value }: Property): string {
  return `${group === null ? '' : `${group}.`}${name}${params.map(writeParam).join('')}:${value}`;
}

function writeParam({ name, values }: Param): string {
  return `;${name}=${values.map(writeParamValue).join(',')}`;
}

/** rfc/6868#3 */
function writeParamValue(value: string): string {
  const marks: Record<string, string> = { '\n': '^n', '^': '^^', '"': "^'" };
  const encoded = value.replace(/\r\n?/g, '\n').replace(/[\n^"]/g, mark => marks[mark]!);
  return /[,;:]|^\s|\s$|^$/.test(encoded) ? `"${encoded}"` : encoded;
}

/** rfc/6350#3.2: at most 75 octets a line, its break left out, and no character cut in two. */
function foldLine(line: string): string {
  if (line.length <= 75 && /^[\x00-\x7f]*$/.test(line)) return line;
  const bytes = Buffer.from(line);
  if (bytes.length <= 75) return line;
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(bytes.length, start + (start === 0 ? 75 : 74));
    while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end -= 1;
    parts.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return parts.join('\r\n ');
}
