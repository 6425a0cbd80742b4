/** The HR feed as LDIF: entries with the attributes of `annuaire.ts`, parted by empty lines. rfc/2849 */
import { type Entry, readEntry } from './annuaire.ts';
import { decodeFeed } from './decode.ts';
import { gather, type HrLine } from './gather.ts';
import { type HrFeed, type HrRefusal, UnreadableFeed } from './person.ts';

const longestValue = 10_000;

/** @throws UnreadableFeed: not LDIF, or cut */
export function readLdif(bytes: Uint8Array): HrFeed {
  const text = decodeFeed(bytes).replace(/^\ufeff/, '');
  const lines: HrLine[] = [];
  const refused: HrRefusal[] = [];
  let last: HrRefusal | null = null;
  for (const entry of readEntries(text)) {
    const read = readEntry(entry);
    last = Array.isArray(read) ? null : read;
    if (Array.isArray(read)) lines.push(...read);
    else refused.push(read);
  }
  if (lines.length === 0 && refused.length === 0) throw new UnreadableFeed('le fichier ne contient personne.');
  if (last !== null && !/[\r\n]$/.test(text)) {
    throw new UnreadableFeed('le fichier est coupé au milieu de cette entrée.', last.line);
  }
  return gather(lines, refused);
}

function* readEntries(text: string): Generator<Entry> {
  let values = new Map<string, string[]>();
  let line = 0;
  for (const [number, written] of unfolded(text)) {
    if (written === '') {
      if (values.has('dn')) yield { line, values };
      values = new Map();
      continue;
    }
    if (written.startsWith('#') || (values.size === 0 && /^version:/i.test(written))) continue;
    if (values.size === 0) line = number;
    const [name, value] = readAttribute(written, number);
    if (values.size === 0 && name !== 'dn') throw new UnreadableFeed('une entrée commence par « dn: ».', number);
    if (name === 'changetype' && value.trim() !== 'add') {
      throw new UnreadableFeed('seules des entrées entières sont lues, pas des modifications.', number);
    }
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  if (values.has('dn')) yield { line, values };
}

/** Lines with their numbers, those folded put together again. rfc/2849#2 */
function* unfolded(text: string): Generator<[number, string]> {
  let pending: [number, string] | null = null;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (pending !== null && line.startsWith(' ')) {
      pending[1] += line.slice(1);
      if (pending[1].length > longestValue) throw new UnreadableFeed('cette valeur est démesurée.', pending[0]);
      continue;
    }
    if (pending !== null) yield pending;
    pending = [index + 1, line];
  }
  if (pending !== null) yield pending;
}

function readAttribute(written: string, number: number): [string, string] {
  const match = /^([A-Za-z][A-Za-z0-9;.-]*):(:|<)? *(.*)$/.exec(written);
  if (match === null) throw new UnreadableFeed('cette ligne n’est pas de la forme « attribut: valeur ».', number);
  const [, name = '', kind, value = ''] = match;
  if (kind === '<') throw new UnreadableFeed('les valeurs tenues dans un autre fichier sont refusées.', number);
  if (kind === undefined) return [name.toLowerCase(), value];
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw new UnreadableFeed('ce n’est pas du base64.', number);
  return [name.toLowerCase(), Buffer.from(value, 'base64').toString('utf8')];
}
