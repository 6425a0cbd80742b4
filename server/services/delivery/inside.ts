/**
 * The last step of every message for people of this house, whoever brought it: each recipient's filters are asked, and it
 * goes where they say; without filters into the inbox, or into junk. Those without filters are delivered together.
 */
import { composeTraceLines } from '../../formats/received/trace-lines.ts';
import type { AccountId } from '../../model/account.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { findByRole } from '../../store/mailboxes.ts';
import type { Filtered } from '../filters/filtered.ts';
import { reportByMail } from '../phishing/report-by-mail.ts';
import { deliverEachFiltered } from './each-filtered.ts';
import { asDeliverable, type InsideHouse, type InsideMessage } from './inside-message.ts';
import type { Recipient } from './recipient.ts';

/**
 * @returns what became of each recipient, in order: null where it was taken
 * @throws Refusal unavailable, disk-full: nobody without filters has it
 */
export async function deliverInside(
  house: InsideHouse,
  message: InsideMessage,
  recipients: readonly Recipient[],
): Promise<(Refusal | null)[]> {
  const reported = await takeReport(house, message, recipients);
  const others = recipients.filter(({ reports }) => !(reported && reports));
  const people = await withTheirInbox(house, message, oncePerAccount(others));
  const filtered = await askFilters(house, message, people);
  const plain = people.filter((_, index) => filtered[index] === null);
  const outcomes = new Map<AccountId, Refusal | null>();
  const deliverable = asDeliverable(message);
  const destinations = plain.map(({ accountId, inboxId, address, always = false }) => ({
    accountId,
    mailboxId: inboxId,
    trace: composeTraceLines(message.sender, address),
    flags: 0,
    keywords: [],
    quotaExempt: always,
  }));
  const delivered = await house.deliveries.deliver(deliverable, destinations);
  for (const [index, { accountId }] of plain.entries()) outcomes.set(accountId, refusalOf(delivered[index]!));
  const decided = people.flatMap((person, index) => {
    const wanted = filtered[index] ?? null;
    return wanted === null ? [] : [{ person, wanted }];
  });
  const left = plain.length === 0 ? message : { ...message, steps: [] };
  for (const [accountId, outcome] of await deliverEachFiltered(house, left, decided)) outcomes.set(accountId, outcome);
  return recipients.map(({ accountId, reports }) => (reported && reports ? null : outcomes.get(accountId)!));
}

/** What a colleague sends to the reporting address is a report, and filed nowhere; the rest is a letter like any other. */
async function takeReport(
  house: InsideHouse,
  { writer, bytes }: InsideMessage,
  recipients: readonly Recipient[],
): Promise<boolean> {
  if (writer === undefined || !recipients.some(({ reports }) => reports)) return false;
  return await reportByMail(house, writer, bytes);
}

function refusalOf(outcome: object): Refusal | null {
  return outcome instanceof Refusal ? outcome : null;
}

/** An account that several addresses lead to gets the message once, at the first of them. */
function oncePerAccount(recipients: readonly Recipient[]): Recipient[] {
  const accounts = new Set<number>();
  return recipients.filter(({ accountId }) => !accounts.has(accountId) && accounts.add(accountId));
}

/** For junk the inbox is the junk mailbox; who has removed it has chosen to see all in the inbox. */
async function withTheirInbox(
  { store }: InsideHouse,
  { opinion }: InsideMessage,
  people: readonly Recipient[],
): Promise<readonly Recipient[]> {
  if (opinion?.folder !== 'junk') return people;
  const accountIds = people.map(({ accountId }) => accountId);
  const junk: ReadonlyMap<AccountId, MailboxId> = await findByRole(store.database, accountIds, 'junk');
  return people.map(person => ({ ...person, inboxId: junk.get(person.accountId) ?? person.inboxId }));
}

async function askFilters(
  { filters }: InsideHouse,
  { sender, bytes, facts, client, opinion }: InsideMessage,
  people: readonly Recipient[],
): Promise<(Filtered | null)[]> {
  if (filters === undefined || people.length === 0) return people.map(() => null);
  const spamPercent = opinion?.spamPercent ?? null;
  return await filters.filter(
    { sender, bytes: async () => bytes, facts, client, spamPercent, virusLevel: null },
    people,
  );
}
