import type { BlobHash, EmailId } from '../../../model/email.ts';
import type { Catalogue } from '../../../services/emails/catalogue.ts';
import { type ReadEmail, readEach } from '../../../services/emails/read.ts';
import { readVerdicts } from '../../../services/phishing/read-verdicts.ts';
import { limits, mail } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { emailIdOf, emailName, mailboxName, threadName } from '../names.ts';
import { askedIds, getReply, getShape } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { writeKeywords } from './keywords.ts';
import { type Asked, contentShape, describeContent, messageBlobId, readAsked, usualProperties } from './object.ts';

/** What the judge of phishing said, as the reader is to see it: the same truth as the X-Phishing-Verdict field, and newer. */
const verdict = 'phishingVerdict';

/** Email/get. rfc/8621#4.2 */
export const get = method('Email/get', mail, { ...getShape, ...contentShape }, async (args, context) => {
  const asked = readAsked(args, usualProperties, [verdict]);
  const catalogue = await context.catalogues.open(context.access);
  const state = writeState(catalogue.modseq);
  const names = args.ids === null ? everyName(context, catalogue) : askedIds(args.ids);
  const found = await describeEmails(context, catalogue, names, asked);
  return getReply(args.accountId, state, names, found);
});

function everyName(context: Context, catalogue: Catalogue): string[] {
  const names: string[] = [];
  for (const place of catalogue.byArrival()) {
    if (!catalogue.isHere(place)) continue;
    names.push(emailName(context, catalogue.emailIds[place]!));
    if (names.length > limits.maxObjectsInGet) throw new MethodFault('requestTooLarge', 'Name the emails.');
  }
  return names;
}

/** The emails of these names that are in some mailbox. */
export async function describeEmails(
  context: Context,
  catalogue: Catalogue,
  names: readonly string[],
  asked: Asked,
): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  const waiting: EmailId[] = [];
  for (const name of names) {
    const emailId = emailIdOf(context, name);
    const place = emailId === null ? undefined : catalogue.placeOf(emailId);
    if (place === undefined) continue;
    found.set(name, describePlace(context, catalogue, place, asked));
    waiting.push(emailId!);
  }
  if (![...asked.properties].every(property => placeProperties.has(property))) {
    const blobs = new Map<string, BlobHash>();
    await readEach(context.house, context.access, waiting, asked, read => {
      const name = emailName(context, read.email.id);
      Object.assign(found.get(name)!, describeRead(context, read, asked));
      blobs.set(name, read.email.blob);
    });
    if (asked.properties.has(verdict)) await addVerdicts(context, found, blobs);
  }
  return found;
}

/** Null for mail that nobody judged and nobody reported. `held`: links and answers wait until the reader insists. */
async function addVerdicts(
  { house }: Context,
  found: ReadonlyMap<string, Record<string, unknown>>,
  blobs: ReadonlyMap<string, BlobHash>,
): Promise<void> {
  const said = await readVerdicts(house.store.database, [...blobs.values()]);
  for (const [name, blob] of blobs) found.get(name)![verdict] = said.get(blob.toString('hex')) ?? null;
}

/** Properties that need no question to the database. */
const placeProperties = new Set([
  'id',
  'blobId',
  'threadId',
  'mailboxIds',
  'keywords',
  'size',
  'receivedAt',
  'hasAttachment',
]);

function describePlace(
  context: Context,
  catalogue: Catalogue,
  place: number,
  { properties }: Asked,
): Record<string, unknown> {
  const emailId = catalogue.emailIds[place]!;
  const marks = { bits: catalogue.flags[place]!, keywords: catalogue.keywordsAt(place) };
  const described: Record<string, unknown> = { id: emailName(context, emailId) };
  if (properties.has('blobId')) described.blobId = messageBlobId(blobOf(context, emailId));
  if (properties.has('threadId')) described.threadId = threadName(context, catalogue.threadIds[place]!);
  if (properties.has('mailboxIds')) {
    described.mailboxIds = Object.fromEntries(catalogue.mailboxesAt(place).map(id => [mailboxName(context, id), true]));
  }
  if (properties.has('keywords')) described.keywords = writeKeywords(marks);
  if (properties.has('size')) described.size = catalogue.bytes[place];
  if (properties.has('receivedAt')) described.receivedAt = utcDate(catalogue.receivedAt[place]!);
  if (properties.has('hasAttachment')) described.hasAttachment = catalogue.attachments[place] === 1;
  return described;
}

function describeRead(context: Context, { email, bytes }: ReadEmail, asked: Asked): Record<string, unknown> {
  return describeContent({ ...email, bytes, blob: blobOf(context, email.id) }, asked);
}

/** The blob of an email of the account of the call. */
export function blobOf({ access }: Context, emailId: number) {
  return { source: { kind: 'email', accountId: access.accountId, emailId } as const, cuts: [] };
}

/** UTCDate: to the second, as rfc/8620#1.4 prefers. */
export function utcDate(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
