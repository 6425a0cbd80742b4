import { readAaf } from './aaf.ts';
import { readHrCsv } from './csv.ts';
import { readLdif } from './ldif.ts';
import type { HrFeed } from './person.ts';

/** Reads an HR feed, whichever of its syntaxes it is in. @throws UnreadableFeed */
export function readHrFeed(bytes: Uint8Array): HrFeed {
  const beginning = Buffer.from(bytes.subarray(0, 2_000)).toString('latin1').replace(/^ï»¿/, '').trimStart();
  if (beginning.startsWith('<')) return readAaf(bytes);
  if (/^(#[^\n]*\n|version:[^\n]*\n|\r?\n)*dn::?/i.test(beginning)) return readLdif(bytes);
  return readHrCsv(bytes);
}
