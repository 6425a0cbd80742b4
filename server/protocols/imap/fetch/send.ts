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
import type { Texts } from './texts.ts';

/** Messages answered from the view before the client is looked after. */
const perPass = 1000;
/** Messages whose facts are asked for at once. */
const perQuestion = 500;
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
  const fetched = { uid: 0, index: 0, texts: {}, saved: undefined } as {
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

/** One message on its way: its email is null where all that is told of it was kept. */
type Prepared = { readonly place: number; readonly emailId: Email['id']; readonly texts: Texts; email: Email | null };

async function sendWithFacts(
  session: Session,
  selected: Selected,
  from: number,
  to: number,
  plan: FetchPlan,
  untold: Untold,
): Promise<void> {
  const messages = await prepare(session, selected, from, to, plan, untold);
  const saved = plan.savedDates
    ? await readSaved(
        session.house,
        selected.ref,
        messages.map(({ place }) => selected.uidAt(place)),
      )
    : undefined;
  if (plan.octets.length === 0) {
    let text = '';
    for (const message of messages) text += spell(session, selected, message, plan, saved, untold, ')\r\n');
    session.connection.write(text);
    return;
  }
  for (let at = 0; at < messages.length; at += readTogether) {
    const together = messages.slice(at, at + readTogether);
    const reading = together.map(({ email }) => readPieces(session, email!, plan, untold));
    for (const [nth, message] of together.entries()) {
      const pieces = await reading[nth]!;
      if (pieces === null) continue;
      const text = spell(session, selected, message, plan, saved, untold, '');
      if (text === '') continue;
      session.connection.write(text);
      await sendPieces(session, message.email!, pieces, plan.spellings.length > 0);
      session.connection.write(')\r\n');
      if (session.connection.congested) await session.connection.drain();
    }
  }
}

/** Finds what is kept of the messages, and reads and spells what is not. */
async function prepare(
  { house, options }: Session,
  selected: Selected,
  from: number,
  to: number,
  plan: FetchPlan,
  untold: Untold,
): Promise<Prepared[]> {
  const { view, ref } = selected;
  const messages: Prepared[] = [];
  const missing: Prepared[] = [];
  for (let place = from; place < to; place++) {
    const index = selected.indexAt(place);
    if (index < 0) {
      untold.expunged++;
      continue;
    }
    const emailId = view.emailIdAt(index);
    const message: Prepared = { place, emailId, texts: options.texts.of(ref.accountId, emailId), email: null };
    messages.push(message);
    if (plan.octets.length > 0 || plan.fixed.some(({ name }) => message.texts[name] === undefined))
      missing.push(message);
  }
  if (missing.length === 0) return messages;
  const ids = [...new Set(missing.map(({ emailId }) => emailId))];
  const emails = (await readFacts(house, ref.accountId, ids, plan.aspects)) as Map<Email['id'], Email>;
  for (const message of missing) {
    const { texts, emailId } = message;
    message.email = emails.get(emailId) ?? null;
    if (message.email === null) continue;
    for (const { name, spell } of plan.fixed) texts[name] ??= spell(message.email);
    if (plan.fixed.length > 0) options.texts.keep(ref.accountId, emailId, texts);
  }
  // An email goes with its last placement, which the view has not heard of yet.
  const lost = new Set(missing.filter(({ email }) => email === null));
  untold.expunged += lost.size;
  return lost.size === 0 ? messages : messages.filter(message => !lost.has(message));
}

/** The response up to its octets. Spelled now and not before: flags may have changed while others were read. */
function spell(
  session: Session,
  selected: Selected,
  { place, texts }: Prepared,
  { spellings }: FetchPlan,
  saved: ReadonlyMap<number, Date> | undefined,
  untold: Untold,
  end: string,
): string {
  const index = selected.indexAt(place);
  if (index < 0) {
    untold.expunged++;
    return '';
  }
  const uid = selected.uidAt(place);
  const fetched = { uid, index, texts, saved: saved?.get(uid) };
  let text = session.enabled.has('UIDONLY') ? `* ${uid} UIDFETCH (` : `* ${place + 1} FETCH (`;
  for (let at = 0; at < spellings.length; at++)
    text += at === 0 ? spellings[at]!(fetched) : ` ${spellings[at]!(fetched)}`;
  return text + end;
}

/** An item ready to be sent: its octets, a number, NIL, or where to read what is too large to hold. */
type Piece = { readonly item: OctetsItem; readonly content: Buffer | number | null | Stretch };

/** Null where the message cannot be told at all. */
function readPieces(session: Session, email: Email, { octets }: FetchPlan, untold: Untold): Promise<Piece[] | null> {
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
