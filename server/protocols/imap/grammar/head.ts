import { tagChars } from './characters.ts';
import { readAtom } from './primitives.ts';
import type { Reader } from './reader.ts';

export const readTag = (reader: Reader): string => reader.run(tagChars, 'Tag');

/** ` NAME`, or ` UID NAME`, in capitals. */
export function readCommandName(reader: Reader): string {
  reader.expect(' ');
  const name = readAtom(reader).toUpperCase();
  if (name !== 'UID') return name;
  reader.expect(' ');
  return `UID ${readAtom(reader).toUpperCase()}`;
}

/** Tag and name of a command from its first line: what the session needs before it collects the rest. Never throws. */
export function readHead(line: Buffer): { tag?: string; name?: string } {
  const start = line.toString('latin1', 0, 256);
  const [, tag, uid = '', name] = /^([^\s(){%*"\\+\x00-\x1f\x7f-\xff]+) (UID )?([a-z0-9-]+)?/i.exec(start) ?? [];
  if (tag === undefined) return {};
  return name === undefined ? { tag } : { tag, name: `${uid}${name}`.toUpperCase() };
}
