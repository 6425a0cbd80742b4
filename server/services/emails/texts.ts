/** Emails whose words meet a condition: envelopes from the database, bodies from the blobs, never more than are needed. */
import { listMailboxes } from '../../formats/address/parse.ts';
import { fold } from '../../formats/message/fold.ts';
import { allFields, decodedValue, readHeader } from '../../formats/message/header.ts';
import { searchableText } from '../../formats/message/text.ts';
import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import { type EmailHead, type HeadField, readEmailHeads } from '../../store/email-catalogue.ts';
import { readEmails } from '../../store/emails.ts';
import type { House } from '../house.ts';
import type { TextCondition, TextPlace } from './filter.ts';
import { holdsAll, readWords } from './words.ts';

type Needs = Pick<House, 'store'>;

/** Emails looked at in one go. */
const atOnce = 10_000;
/** Messages read for their body, in one go. */
const readAtOnce = 1_000;
const everyField: readonly HeadField[] = ['subject', 'from', 'to', 'cc', 'bcc'];
const bodiesAtOnce = 32;

/** Which of these emails meet the condition. */
export async function findTexts(
  house: Needs,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  condition: TextCondition,
): Promise<Set<number>> {
  const found = new Set<number>();
  const words = condition.kind === 'text' ? readWords(condition.words) : [];
  for (let start = 0; start < emailIds.length; start += atOnce) {
    const some = emailIds.slice(start, start + atOnce);
    const matched =
      condition.kind === 'header'
        ? await matchBytes(house, accountId, some, bytes => headerMatches(bytes, condition))
        : await matchWords(house, accountId, some, condition.where, words);
    for (const emailId of matched) found.add(emailId);
  }
  return found;
}

async function matchWords(
  house: Needs,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  where: TextPlace,
  words: readonly string[],
): Promise<EmailId[]> {
  if (words.length === 0) return [...emailIds];
  if (where === 'body') {
    return await matchBytes(house, accountId, emailIds, (bytes, about) =>
      holdsAll(fold(searchableText(bytes, about).body), words),
    );
  }
  const texts = await readEmailHeads(
    house.store.database,
    accountId,
    emailIds,
    where === 'text' ? everyField : [where],
  );
  const heads = new Map(texts.map(one => [one.emailId, fold(headText(one, where))]));
  const matched = emailIds.filter(emailId => holdsAll(heads.get(emailId) ?? '', words));
  if (where !== 'text') return matched;
  const done = new Set(matched);
  const rest = emailIds.filter(emailId => heads.has(emailId) && !done.has(emailId));
  const inBodies = await matchBytes(house, accountId, rest, (bytes, about, emailId) =>
    holdsAll(`${heads.get(emailId)}\n${fold(searchableText(bytes, about).body)}`, words),
  );
  return [...matched, ...inBodies];
}

function headText(head: EmailHead, where: Exclude<TextPlace, 'body'>): string {
  if (where === 'subject') return head.subject;
  if (where !== 'text') return people(head, where);
  return [head.subject, ...(['from', 'to', 'cc', 'bcc'] as const).map(field => people(head, field))].join('\n');
}

function people(head: EmailHead, field: 'from' | 'to' | 'cc' | 'bcc'): string {
  return listMailboxes(head[field])
    .map(({ name, address }) => `${name} <${address}>`)
    .join(', ');
}

type About = Parameters<typeof searchableText>[1];

async function matchBytes(
  { store }: Needs,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  matches: (bytes: Buffer, about: About, emailId: EmailId) => boolean,
): Promise<EmailId[]> {
  const matched: EmailId[] = [];
  for (let start = 0; start < emailIds.length; start += readAtOnce) {
    const some = emailIds.slice(start, start + readAtOnce);
    const emails = await readEmails(store.database, accountId, some, ['body', 'structure', 'envelope']);
    const waiting = [...emails.values()];
    const look = async (): Promise<void> => {
      for (let email = waiting.pop(); email !== undefined; email = waiting.pop()) {
        const bytes = await store.blobs.read(email.blob);
        if (matches(bytes, { part: email.structure, envelope: email.envelope }, email.id)) matched.push(email.id);
      }
    };
    await Promise.all(Array.from({ length: bodiesAtOnce }, look));
  }
  return matched;
}

function headerMatches(bytes: Buffer, { name, contains }: Extract<TextCondition, { kind: 'header' }>): boolean {
  const fields = allFields(readHeader(bytes).fields, name);
  if (contains === null) return fields.length > 0;
  const wanted = fold(contains);
  return fields.some(field => fold(decodedValue(bytes, field)).includes(wanted));
}
