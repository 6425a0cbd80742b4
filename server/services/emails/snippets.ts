/** Where the words of a question stand in a message, for lists of results. rfc/8621#5 */
import { fold } from '../../formats/message/fold.ts';
import { searchableText } from '../../formats/message/text.ts';
import type { EmailId } from '../../model/email.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { findWord, readWords, type Word } from '../search/words.ts';
import type { EmailFilter, TextPlace } from './filter.ts';
import { readEach } from './read.ts';

/** HTML: everything escaped, words found between `<mark>` and `</mark>`; null where none stands there. */
export type Snippet = { readonly emailId: EmailId; readonly subject: string | null; readonly preview: string | null };

/** Characters of text shown, and how many of them before the first word found. */
const shown = 200;
const before = 60;
/** Octets, marks included. rfc/8621#5 */
const longestPreview = 255;

export async function findSnippets(
  house: Pick<House, 'store'>,
  actor: Pick<Actor, 'accountId'>,
  emailIds: readonly EmailId[],
  filter: EmailFilter | null,
): Promise<Map<EmailId, Snippet>> {
  const inSubject = filter === null ? [] : wordsFor(filter, ['text', 'subject']);
  const inBody = filter === null ? [] : wordsFor(filter, ['text', 'body']);
  const found = new Map<EmailId, Snippet>();
  const wanted = inBody.length > 0 ? 'all' : 'nothing';
  await readEach(house, actor, emailIds, { wanted, structured: wanted === 'all' }, ({ email, bytes }) => {
    const body = bytes === null ? '' : searchableText(bytes, { part: email.structure, envelope: email.envelope }).body;
    found.set(email.id, {
      emailId: email.id,
      subject: mark(email.subject, inSubject, false),
      preview: mark(body.replace(/\s+/g, ' '), inBody, true),
    });
  });
  return found;
}

/** Words looked for in some places, and not those that must be absent. */
function wordsFor(filter: EmailFilter, places: readonly TextPlace[]): Word[] {
  if (filter.kind === 'text') return places.includes(filter.where) ? readWords(filter.words) : [];
  return 'of' in filter && filter.kind !== 'not' ? filter.of.flatMap(one => wordsFor(one, places)) : [];
}

function mark(text: string, words: readonly Word[], cut: boolean): string | null {
  if (words.length === 0) return null;
  const { folded, places } = foldWithPlaces(text);
  const spans = words
    .flatMap(word => [...spansOf(folded, word)])
    .map(([from, to]) => [places[from]!, places[to]!] as const)
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const [first] = spans;
  if (first === undefined) return null;
  if (!cut) return write(text, spans, 0, text.length);
  const start = wordStart(text, Math.max(0, first[0] - before));
  let end = Math.min(text.length, start + shown);
  let out = write(text, spans, start, end);
  for (; Buffer.byteLength(out) > longestPreview && end > start; end -= 8) out = write(text, spans, start, end - 8);
  return out;
}

/** The text from `start` to `end`, escaped, with the spans that lie wholly within it marked. */
function write(text: string, spans: readonly (readonly [number, number])[], start: number, end: number): string {
  let out = '';
  let at = start;
  for (const [from, to] of spans) {
    if (from < at || to > end) continue;
    out += `${escapeHtml(text.slice(at, from))}<mark>${escapeHtml(text.slice(from, to))}</mark>`;
    at = to;
  }
  return out + escapeHtml(text.slice(at, end).toWellFormed());
}

/** The folded text, and for each of its octets where the character it came from starts in the original. */
function foldWithPlaces(text: string): { folded: Buffer; places: number[] } {
  const places: number[] = [];
  const folded: Buffer[] = [];
  let at = 0;
  for (const character of text) {
    const one = Buffer.from(fold(character));
    for (let index = 0; index < one.length; index += 1) places.push(at);
    folded.push(one);
    at += character.length;
  }
  places.push(at);
  return { folded: Buffer.concat(folded), places };
}

function* spansOf(text: Buffer, word: Word): Generator<readonly [number, number]> {
  let found = findWord(text, word, 0, text.length);
  while (found !== null) {
    yield [found.from, found.to];
    found = findWord(text, word, found.to, text.length);
  }
}

/** The start of the word that holds this place, if it is near. */
function wordStart(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return at === 0 || at - space > 20 ? at : space + 1;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
