import { readNumber64, readNzNumber } from './primitives.ts';
import type { Reader } from './reader.ts';

/** Results from the `from`th to the `to`th, counted from the last one where negative. rfc/9394#4 */
export type PartialRange = {
  from: number;
  to: number;
};

export function readPartialRange(reader: Reader): PartialRange {
  const sign = reader.skip('-') ? -1 : 1;
  const from = sign * readNzNumber(reader);
  reader.expect(':');
  if (sign < 0) reader.expect('-');
  return { from, to: sign * readNzNumber(reader) };
}

export const formatPartialRange = ({ from, to }: PartialRange): string => `${from}:${to}`;

/** `<offset.length>` of a section, in octets. rfc/9051#6.4.5 */
export type OctetRange = {
  offset: number;
  length: number;
};

export function readOctetRange(reader: Reader): OctetRange | undefined {
  if (!reader.skip('<')) return undefined;
  const offset = readNumber64(reader);
  reader.expect('.');
  const length = readNumber64(reader, 1);
  reader.expect('>');
  return { offset, length };
}
