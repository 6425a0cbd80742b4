import { readAstring, readAtom } from './primitives.ts';
import type { Reader } from './reader.ts';

/** Capability names in capitals, known or not: unknown ones are ignored. rfc/9051#6.3.1 */
export type Enable = {
  kind: 'enable';
  capabilities: string[];
};

/** rfc/4978 */
export type Compress = {
  kind: 'compress';
  algorithm: string;
};

/** Preferences, best first; none asks what there is. rfc/5255#3.2, rfc/5255#4.7 */
export type Preference = {
  kind: 'language' | 'comparator';
  preferences: string[];
};

export function readEnable(reader: Reader): Enable {
  const capabilities: string[] = [];
  do {
    reader.expect(' ');
    capabilities.push(readAtom(reader).toUpperCase());
  } while (reader.nextIs(' '));
  return { kind: 'enable', capabilities };
}

export function readCompress(reader: Reader): Compress {
  reader.expect(' ');
  return { kind: 'compress', algorithm: readAtom(reader).toUpperCase() };
}

export function readPreference(reader: Reader, kind: Preference['kind']): Preference {
  const preferences: string[] = [];
  while (reader.skip(' ')) preferences.push(readAstring(reader));
  return { kind, preferences };
}
