import { readAstring, readAtom, readList, readNumber64 } from './primitives.ts';
import type { Reader } from './reader.ts';

/** rfc/9208#4.1.1 */
export type GetQuota = {
  kind: 'get-quota';
  root: string;
};

/** Limits by resource name in capitals; STORAGE counts units of 1024 octets. rfc/9208#4.1.3 */
export type SetQuota = {
  kind: 'set-quota';
  root: string;
  limits: { resource: string; limit: number }[];
};

export function readGetQuota(reader: Reader): GetQuota {
  reader.expect(' ');
  return { kind: 'get-quota', root: readAstring(reader) };
}

export function readSetQuota(reader: Reader): SetQuota {
  reader.expect(' ');
  const root = readAstring(reader);
  reader.expect(' ');
  return { kind: 'set-quota', root, limits: readList(reader, readLimit, 0) };
}

function readLimit(reader: Reader): SetQuota['limits'][number] {
  const resource = readAtom(reader).toUpperCase();
  reader.expect(' ');
  return { resource, limit: readNumber64(reader) };
}
