/** What IMAP URLs lead to, and who may follow them; a URL may name a range of octets. rfc/5092, rfc/4467, rfc/5550 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';
import { find } from '../../services/mailboxes/find.ts';
import type { MailboxRef } from '../../services/mailboxes/permission.ts';
import { type Email, readMessage, readOctets } from '../../services/mailboxes/read.ts';
import { findOwner, urlKey } from '../../services/mailboxes/url-key.ts';
import { type OctetsItem, type Stretch, section } from './fetch/octets.ts';
import { type ImapUrl, parseUrl } from './grammar/url.ts';
import { actorOf, type Session } from './session.ts';

/** The only mechanism of authorized URLs here. */
export const urlMechanism = 'INTERNAL';

/** The octets a URL means to the person of the session, in pieces, for CATENATE; null where it leads nowhere. rfc/4469#3 */
export async function readUrl(session: Session, text: string): Promise<AsyncIterable<Buffer> | null> {
  const url = parseUrl(text);
  if (url === null) return null;
  if (url.user !== undefined && url.user.toLowerCase() !== actorOf(session).address) return null;
  const found = await follow(session, actorOf(session), url);
  return found === null ? null : inPieces(session, found);
}

/** The octets an authorized URL means to whoever fetches it; null where the token does not allow it. */
export async function readAuthorizedUrl({ house, actor }: Session, text: string): Promise<Buffer | null> {
  return await readGranted(house, text, access => mayUse(actor, access));
}

/**
 * The octets a URL means to the submission of this person (BURL). Only our own tokens open one, and nothing is fetched from
 * anywhere: where it says it leads does not matter. rfc/4468#3.3
 */
export async function readSubmittedUrl(house: Session['house'], actor: Actor, text: string): Promise<Buffer | null> {
  return await readGranted(house, text, access => access.toLowerCase() === `submit+${actor.address}`);
}

async function readGranted(
  house: Session['house'],
  text: string,
  admits: (access: string) => boolean,
): Promise<Buffer | null> {
  const url = parseUrl(text);
  const authorization = url?.authorization;
  if (url?.user === undefined || url.mailbox === undefined || authorization?.token === undefined) return null;
  if (authorization.mechanism !== urlMechanism || !admits(authorization.access)) return null;
  if (authorization.expires !== undefined && authorization.expires <= house.clock.now()) return null;
  const owner = await findOwner(house, url.user);
  if (owner === null) return null;
  const place = await quietly(() => find(house, owner, url.mailbox!));
  if (place === null) return null;
  const expected = Buffer.from(await signUrl({ house }, owner, place.ref, authorization.rump));
  const given = Buffer.from(authorization.token);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const found = await follow({ house, selected: null }, owner, url);
  return found === null ? null : await whole({ house }, found);
}

/** Signs a URL up to `;URLAUTH=…`, for its reader. The first octet says how: 01, HMAC-SHA-256. */
export async function signUrl(
  { house }: Pick<Session, 'house'>,
  reader: Actor,
  mailbox: MailboxRef,
  rump: string,
): Promise<string> {
  const key = await urlKey(house, mailbox, reader.accountId);
  return `01${createHmac('sha256', key).update(rump).digest('hex')}`;
}

/** Whom an access identifier lets in. Nobody signs in here as a submission server, so that `submit+` lets nobody in. */
function mayUse(actor: Actor | null, access: string): boolean {
  const kind = access.toLowerCase();
  if (kind === 'anonymous') return true;
  if (kind === 'authuser') return actor !== null;
  return kind === `user+${actor?.address}`;
}

/** A stretch of a message, and how it is told. */
type Found = { readonly email: Email; readonly stretch: Stretch; readonly item: OctetsItem };

async function follow(
  { house, selected }: Pick<Session, 'house' | 'selected'>,
  reader: Actor,
  url: ImapUrl,
): Promise<Found | null> {
  const found = url.mailbox === undefined ? selected?.found : await quietly(() => find(house, reader, url.mailbox!));
  if (!found?.rights.includes('r')) return null;
  if (url.uidValidity !== undefined && url.uidValidity !== found.mailbox.uidValidity) return null;
  const email = await readMessage(house, found.ref, url.uid);
  if (email === null) return null;
  const item = section(url.section, url.range);
  const stretch = item.stretch(email);
  return stretch === null ? null : { email, stretch, item };
}

async function whole({ house }: Pick<Session, 'house'>, { email, stretch, item }: Found): Promise<Buffer> {
  const octets = await readOctets(house, email, stretch.from, stretch.to);
  return (item.told?.(octets, email) as Buffer | undefined) ?? octets;
}

/** What is told as it stands is read as it is wanted. */
async function* inPieces(session: Session, found: Found): AsyncGenerator<Buffer> {
  const { email, stretch, item } = found;
  if (item.told !== undefined) return yield await whole(session, found);
  for (let from = stretch.from; from < stretch.to; from += pieceOctets)
    yield await readOctets(session.house, email, from, Math.min(from + pieceOctets, stretch.to));
}

const pieceOctets = 256 * 1024;

/** A mailbox that is not there, or not for this reader, leads nowhere. */
async function quietly<Found>(look: () => Promise<Found>): Promise<Found | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'no-such-mailbox') return null;
    throw error;
  }
}
