import { readAstring, readAtom, readMailbox } from './primitives.ts';
import type { Reader } from './reader.ts';

/** The URLs of rfc/4467, by which a client lets a submission server fetch a message. */
export type GenUrlAuth = {
  kind: 'gen-url-auth';
  urls: { url: string; mechanism: string }[];
};

/** `wants` in capitals (BODY, BINARY, BODYPARTSTRUCTURE), empty for the plain form. rfc/4467, RFC 5524 */
export type UrlFetch = {
  kind: 'url-fetch';
  urls: { url: string; wants: string[] }[];
};

/** Without a mailbox, the keys of all of them. rfc/4467 */
export type ResetKey = {
  kind: 'reset-key';
  mailbox?: string;
  mechanisms: string[];
};

export function readGenUrlAuth(reader: Reader): GenUrlAuth {
  const urls: GenUrlAuth['urls'] = [];
  do {
    reader.expect(' ');
    const url = readAstring(reader);
    reader.expect(' ');
    urls.push({ url, mechanism: readAtom(reader).toUpperCase() });
  } while (reader.nextIs(' '));
  return { kind: 'gen-url-auth', urls };
}

export function readUrlFetch(reader: Reader): UrlFetch {
  const urls: UrlFetch['urls'] = [];
  do {
    reader.expect(' ');
    urls.push(reader.skip('(') ? readExtended(reader) : { url: readAstring(reader), wants: [] });
  } while (reader.nextIs(' '));
  return { kind: 'url-fetch', urls };
}

export function readResetKey(reader: Reader): ResetKey {
  if (!reader.skip(' ')) return { kind: 'reset-key', mechanisms: [] };
  const mailbox = readMailbox(reader);
  const mechanisms: string[] = [];
  while (reader.skip(' ')) mechanisms.push(readAtom(reader).toUpperCase());
  return { kind: 'reset-key', mailbox, mechanisms };
}

function readExtended(reader: Reader): UrlFetch['urls'][number] {
  const url = readAstring(reader);
  const wants: string[] = [];
  while (reader.skip(' ')) wants.push(readAtom(reader).toUpperCase());
  reader.expect(')');
  return { url, wants };
}
