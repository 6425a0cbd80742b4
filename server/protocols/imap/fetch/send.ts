/**
 * Sends FETCH responses. Messages are taken some at a time: their facts in one question, their octets read together and
 * sent in order; what is large is sent as it is read. A client that does not read is waited for, and nothing piles up.
 */

import type { Email } from '../../../services/mailboxes/read.ts';
import { readFacts, readOctets, readSaved } from '../../../services/mailboxes/read.ts';
import { literalHeader } from '../grammar/write.ts';
import type { Selected, Slice } from '../selected.ts';
import type { Session } from '../session.ts';
import { type OctetsItem, type Stretch, UnknownEncoding } from './octets.ts';
import type { Fetched, FetchPlan } from './plan.ts';

/** Messages answered from the view before the client is looked after. */
const perPass = 1000;
/** Messages whose facts are asked for at once. */
const perQuestion = 200;
/** Messages whose octets are read at once. */
const readTogether = 16;
/** Octets beyond which an item is sent as it is read. */
const largeItem = 256 * 1024;

/** What could not be told. */
export type Untold = { expunged: number; unknownEncoding: number };

export async function sendFetched(
  session: Session,
  selected: Selected,
  slices: readonly Slice[],
  plan: FetchPlan,
): Promise<Untold> {
  const untold: Untold = { expunged: 0, unknownEncoding: 0 };
  const viewOnly = plan.aspects.length === 0 && !plan.savedDates;
  const step = viewOnly ? perPass : perQuestion;
  for (const { start, end } of slices) {
    for (let from = start; from < end; from += step) {
      const to = Math.min(from + step, end);
      if (viewOnly) sendFromView(session, selected, from, to, plan, untold);
      else await sendWithFacts(session, selected, from, to, plan, untold);
      if (session.connection.congested) await session.connection.drain();
    }
  }
  return untold;
}

/** The hot path: `FETCH 1:* (UID FLAGS)` touches nothing but the view, and builds one text. */
function sendFromView(
  session: Session,
  selected: Selected,
  from: number,
  to: number,
  { spellings }: FetchPlan,
  untold: Untold,
): void {
  const byUid = session.enabled.has('UIDONLY');
  const fetched = { uid: 0, index: 0, email: noEmail, saved: undefined } as {
    -readonly [Key in keyof Fetched]: Fetched[Key];
  };
  let text = '';
  for (let place = from; place < to; place++) {
    const index = selected.indexAt(place);
    if (index < 0) {
      untold.expunged++;
      continue;
    }
    fetched.uid = selected.uidAt(place);
    fetched.index = index;
    text += byUid ? `* ${fetched.uid} UIDFETCH (` : `* ${place + 1} FETCH (`;
    text += spellings[0]!(fetched);
    for (let at = 1; at < spellings.length; at++) text += ` ${spellings[at]!(fetched)}`;
    text += ')\r\n';
  }
  session.connection.write(text);
}

const noEmail = {} as Email;

async function sendWithFacts(
  session: Session,
  selected: Selected,
  from: number,
  to: number,
  plan: FetchPlan,
  untold: Untold,
): Promise<void> {
  const { house } = session;
  const { view, ref } = selected;
  const places: number[] = [];
  const emailIds = new Map<number, Email['id']>();
  for (let place = from; place < to; place++) {
    const index = selected.indexAt(place);
    if (index < 0) untold.expunged++;
    else {
      places.push(place);
      emailIds.set(place, view.emailIdAt(index));
    }
  }
  const uids = places.map(place => selected.uidAt(place));
  const [emails, saved] = await Promise.all([
    readFacts(house, ref.accountId, [...new Set(emailIds.values())], plan.aspects) as Promise<Map<Email['id'], Email>>,
    plan.savedDates ? readSaved(house, ref, uids) : undefined,
  ]);
  for (let at = 0; at < places.length; at += plan.octets.length === 0 ? places.length : readTogether) {
    const together = plan.octets.length === 0 ? places : places.slice(at, at + readTogether);
    const answers = together.map(place => {
      const email = emails.get(emailIds.get(place)!);
      return email === undefined ? null : { place, email, pieces: readPieces(session, email, plan, untold) };
    });
    for (const answer of answers) {
      // Spelled now and not before: flags may have changed while octets were read.
      const index = answer === null ? -1 : selected.indexAt(answer.place);
      if (answer === null || index < 0) {
        untold.expunged++;
        await answer?.pieces;
        continue;
      }
      const { place, email } = answer;
      const uid = selected.uidAt(place);
      const pieces = answer.pieces === null ? [] : await answer.pieces;
      if (pieces === null) continue;
      const words = plan.spellings.map(spell => spell({ uid, index, email, saved: saved?.get(uid) }));
      const head = session.enabled.has('UIDONLY') ? `* ${uid} UIDFETCH (` : `* ${place + 1} FETCH (`;
      session.connection.write(head + words.join(' '));
      await sendPieces(session, email, pieces, words.length > 0);
      session.connection.write(')\r\n');
      if (session.connection.congested) await session.connection.drain();
    }
  }
}

/** An item ready to be sent: its octets, a number, NIL, or where to read what is too large to hold. */
type Piece = { readonly item: OctetsItem; readonly content: Buffer | number | null | Stretch };

/** Null where nothing is to be read; resolves to null where the message cannot be told at all. */
function readPieces(
  session: Session,
  email: Email,
  { octets }: FetchPlan,
  untold: Untold,
): Promise<Piece[] | null> | null {
  if (octets.length === 0) return null;
  return Promise.all(octets.map(item => readPiece(session, email, item))).catch(error => {
    if (!(error instanceof UnknownEncoding)) throw error;
    untold.unknownEncoding++;
    return null;
  });
}

async function readPiece({ house }: Session, email: Email, item: OctetsItem): Promise<Piece> {
  const stretch = item.stretch(email);
  if (stretch === null) return { item, content: null };
  if (item.told === undefined && stretch.to - stretch.from > largeItem) return { item, content: stretch };
  const octets = await readOctets(house, email, stretch.from, stretch.to);
  return { item, content: item.told === undefined ? octets : item.told(octets, email) };
}

async function sendPieces(session: Session, email: Email, pieces: readonly Piece[], spaced: boolean): Promise<void> {
  const { connection, house } = session;
  for (const [at, { item, content }] of pieces.entries()) {
    const name = `${spaced || at > 0 ? ' ' : ''}${item.name} `;
    if (content === null || typeof content === 'number') connection.write(`${name}${content ?? 'NIL'}`);
    else if (Buffer.isBuffer(content)) {
      const literal8 = item.name.startsWith('BINARY') && content.includes(0);
      connection.write(name + literalHeader(content.length, literal8));
      connection.write(literal8 ? content : withoutNul(content));
    } else {
      connection.write(name + literalHeader(content.to - content.from));
      for (let from = content.from; from < content.to; from += largeItem) {
        connection.write(withoutNul(await readOctets(house, email, from, Math.min(from + largeItem, content.to))));
        if (connection.congested) await connection.drain();
      }
    }
  }
}

/** No string of IMAP may hold a NUL; 0x80 says that something was there, as other servers do. rfc/9051#4.3 */
function withoutNul(octets: Buffer): Buffer {
  if (!octets.includes(0)) return octets;
  return Buffer.from(octets).map(octet => (octet === 0 ? 0x80 : octet)) as Buffer;
}
