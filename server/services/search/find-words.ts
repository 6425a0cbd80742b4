/**
 * Which emails of an account hold words, whatever the mailbox: what JMAP asks. The index decides for all it holds, segment
 * by segment; messages too long for it, and the last few that came, are read themselves. Words of a header are looked for
 * in the lines of the fields asked, so that a trace line of some relay is nobody's answer.
 */
import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import { readEmails } from '../../store/emails.ts';
import type { House } from '../house.ts';
import { readOctets } from '../mailboxes/read.ts';
import { indexTexts } from './index-texts.ts';
import { messageTexts } from './message-texts.ts';
import { listRemembered, openSegments, type RememberedSegment } from './remembered-segments.ts';
import { bitsOf } from './segment.ts';
import { findWord, type Word } from './words.ts';

/** What is looked for: every word, in one of the fields (names in lower case) or, where asked, in the body. */
export type WordsAsked =
  | {
      readonly kind: 'words';
      readonly words: readonly Word[];
      readonly fields: readonly string[];
      readonly body: boolean;
    }
  /** A field of that name, that holds a substring (folded) where one is given. */
  | { readonly kind: 'field'; readonly name: string; readonly contains: string | null };

/** Emails that came lately are read themselves, up to so many, before a search waits for the index. */
const readThemselves = 16;
/** Segments opened, messages read, before others get the event loop. */
const together = 16;

/** @param emailIds those it is asked for, in any order */
export async function findWords(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  asked: WordsAsked,
): Promise<Set<number>> {
  if (asked.kind === 'words' && asked.words.length === 0) return new Set(emailIds);
  const judge = judgeOf(asked);
  if (emailIds.length <= readThemselves) return await readThem(house, accountId, emailIds, judge);
  const indexed = await indexTexts(house, accountId, readThemselves);
  const held = new Set<number>();
  const unsure = new Set<number>();
  const needle = needleOf(asked);
  const touched = touchedBy(emailIds);
  const mayBe = mayHold(asked);
  const segments = (await listRemembered(house.store, accountId, indexed)).filter(one => mayBe(one) && touched(one));
  for (let from = 0; from < segments.length; from += together) {
    for (const segment of await openSegments(house.store, accountId, segments.slice(from, from + together))) {
      segment.eachHolding(needle, (emailId, head, body) => {
        if (head === null || body === null) unsure.add(emailId);
        else if (judge(head, body)) held.add(emailId);
      });
    }
    await new Promise(resolve => setImmediate(resolve));
  }
  const left = emailIds.filter(emailId => emailId > indexed || unsure.has(emailId));
  const found = await readThem(house, accountId, left, judge);
  if (held.size > 0) for (const emailId of emailIds) if (held.has(emailId)) found.add(emailId);
  return found;
}

/** Past so many emails, nearly every segment holds one. */
const few = 2000;

/** Says of a segment whether any of these emails may be in it. */
function touchedBy(emailIds: readonly EmailId[]): (segment: RememberedSegment) => boolean {
  if (emailIds.length > few) return () => true;
  const sorted = Float64Array.from(emailIds).sort();
  return ({ firstId, lastId }) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < firstId) low = middle + 1;
      else high = middle;
    }
    return low < sorted.length && sorted[low]! <= lastId;
  };
}

/** What every message that meets the question holds as it stands: the longest is found soonest. */
function needleOf(asked: WordsAsked): Buffer {
  const parts =
    asked.kind === 'words'
      ? asked.words.flatMap(word => word.parts)
      : [Buffer.from(`${asked.name}: `), ...(asked.contains ? [Buffer.from(asked.contains)] : [])];
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest));
}

/** Says of a segment, by its filter, whether any of its messages may meet what is asked. */
function mayHold(asked: WordsAsked): (segment: RememberedSegment) => boolean {
  const texts =
    asked.kind === 'words'
      ? asked.words.flatMap(word => word.parts.map(String))
      : [`${asked.name}: `, ...(asked.contains === null ? [] : [asked.contains])];
  const bits = texts.flatMap(bitsOf);
  return ({ filter }) => bits.every(bit => (filter[bit >> 3]! & (1 << (bit & 7))) !== 0);
}

type Judge = (head: Buffer, body: Buffer) => boolean;

function judgeOf(asked: WordsAsked): Judge {
  if (asked.kind === 'field') {
    const wanted = asked.contains === null ? null : Buffer.from(asked.contains);
    return head =>
      linesOf(head, asked.name).some(({ from, to }) => wanted === null || head.subarray(from, to).indexOf(wanted) >= 0);
  }
  const { words, fields, body: inBody } = asked;
  return (head, body) =>
    words.every(word => isInFields(head, word, fields) || (inBody && findWord(body, word, 0, body.length) !== null));
}

function isInFields(head: Buffer, word: Word, fields: readonly string[]): boolean {
  // Most messages do not have the word at all: one look over the head tells.
  if (fields.length === 0 || head.indexOf(word.parts[0]!) < 0) return false;
  return fields.some(name => linesOf(head, name).some(({ from, to }) => findWord(head, word, from, to) !== null));
}

/** Where the values of the fields of that name stand: each is one line, `name: value`. */
function linesOf(head: Buffer, name: string): { from: number; to: number }[] {
  const start = `${name}: `;
  const lines: { from: number; to: number }[] = [];
  for (let at = head.indexOf(start); at >= 0; at = head.indexOf(start, at + 1)) {
    if (at > 0 && head[at - 1] !== 0x0a) continue;
    const end = head.indexOf(0x0a, at);
    lines.push({ from: at + start.length, to: end < 0 ? head.length : end });
  }
  return lines;
}

async function readThem(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  judge: Judge,
): Promise<Set<number>> {
  const found = new Set<number>();
  const aspects = ['dates', 'body', 'structure', 'envelope'] as const;
  for (let from = 0; from < emailIds.length; from += together) {
    const emails = await readEmails(house.store.database, accountId, emailIds.slice(from, from + together), aspects);
    await Promise.all(
      [...emails.values()].map(async email => {
        const { head, body } = messageTexts(await readOctets(house, email), email);
        if (judge(Buffer.from(head), Buffer.from(body))) found.add(email.id);
      }),
    );
  }
  return found;
}
