import { readAtom, readList } from './primitives.ts';
import type { Reader } from './reader.ts';

/** A flag as the protocol spells it: system flags in their canonical case, keywords as the client wrote them. rfc/9051#2.3.2 */
export type Flag = string;

const system = new Map(
  ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'].map(flag => [flag.toUpperCase(), flag]),
);

/** `\Recent` is the server's alone, and extension flags (`\Other`) mean nothing here. */
export function readFlag(reader: Reader): Flag {
  if (!reader.skip('\\')) return readAtom(reader);
  const flag = `\\${readAtom(reader)}`;
  return system.get(flag.toUpperCase()) ?? reader.fail(`${flag} cannot be set`);
}

export const readFlagList = (reader: Reader): Flag[] => readList(reader, readFlag, 0);

/** What STORE takes: a list, or flags without parentheses. */
export function readFlags(reader: Reader): Flag[] {
  if (reader.nextIs('(')) return readFlagList(reader);
  const flags: Flag[] = [];
  do flags.push(readFlag(reader));
  while (reader.skip(' '));
  return flags;
}
