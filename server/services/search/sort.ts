/** Orders messages by what is in their header. rfc/5256#3, rfc/5957 */
import { type ListedAddress, listMailboxes } from '../../formats/address/parse.ts';
import { parseDate } from '../../formats/message/date.ts';
import { casemap } from '../../formats/message/fold.ts';
import { baseSubject } from '../../formats/message/subject.ts';
import { decodeWords } from '../../formats/message/words.ts';
import type { Uid } from '../../model/mailbox.ts';
import type { Email, EmailAspect } from '../../store/emails.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from '../mailboxes/permission.ts';
import type { MailboxView } from '../mailboxes/view.ts';
import { forEachEmail } from './rows.ts';

export type SortKey = 'arrival' | 'cc' | 'date' | 'displayfrom' | 'displayto' | 'from' | 'size' | 'subject' | 'to';
export type SortCriterion = { readonly key: SortKey; readonly reverse: boolean };

/** UIDs in the order of the criteria, the first counting most; what they leave equal stays in the order given. */
export async function sort(
  house: Pick<House, 'store'>,
  mailbox: MailboxRef,
  view: MailboxView,
  uids: readonly Uid[],
  criteria: readonly SortCriterion[],
): Promise<Uid[]> {
  const aspects = new Set<EmailAspect>(criteria.map(({ key }) => aspectOf[key]));
  if (criteria.some(({ key }) => key === 'date')) aspects.add('dates');
  const keyed: { uid: Uid; place: number; keys: (number | string)[] }[] = [];
  await forEachEmail(house, mailbox, view, uids, [...aspects], (uid, email) => {
    keyed.push({ uid, place: keyed.length, keys: criteria.map(({ key }) => keyOf[key](email)) });
  });
  keyed.sort((a, b) => {
    for (const [at, { reverse }] of criteria.entries()) {
      const [left, right] = [a.keys[at]!, b.keys[at]!];
      if (left !== right) return left < right !== reverse ? -1 : 1;
    }
    return a.place - b.place;
  });
  return keyed.map(({ uid }) => uid);
}

const aspectOf = {
  arrival: 'dates',
  cc: 'envelope',
  date: 'envelope',
  displayfrom: 'envelope',
  displayto: 'envelope',
  from: 'envelope',
  size: 'dates',
  subject: 'envelope',
  to: 'envelope',
} as const satisfies Record<SortKey, EmailAspect>;

const keyOf: Record<SortKey, (email: Email) => number | string> = {
  arrival: ({ receivedAt }) => receivedAt.getTime(),
  size: ({ bytes }) => bytes,
  date: sentTime,
  subject: email => casemap(baseSubject(email.subject).base),
  cc: ({ envelope }) => firstMailbox(envelope.cc),
  from: ({ envelope }) => firstMailbox(envelope.from),
  to: ({ envelope }) => firstMailbox(envelope.to),
  displayfrom: ({ envelope }) => displayName(envelope.from),
  displayto: ({ envelope }) => displayName(envelope.to),
};

/** The sent date; a message without one counts as sent when it came. rfc/5256#2.2 */
export function sentTime({ envelope, receivedAt }: Pick<Email, 'envelope' | 'receivedAt'>): number {
  const sent = envelope.date === null ? null : parseDate(envelope.date);
  return sent?.ms ?? receivedAt.getTime();
}

function firstMailbox(list: readonly ListedAddress[]): string {
  return casemap(list[0]?.mailbox ?? '');
}

/** The name people see; where there is none, the address. rfc/5957#2 */
function displayName(list: readonly ListedAddress[]): string {
  const [first] = listMailboxes(list);
  if (first === undefined) return '';
  return casemap(first.name === '' ? first.address : decodeWords(first.name));
}
