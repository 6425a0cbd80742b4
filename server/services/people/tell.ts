/**
 * Tells one of the house's people something, as a mail in the INBOX, in the transaction of what it tells: told once, and
 * only if it happened. Even a full mailbox takes it.
 */
import { composeHouseMail } from '../../formats/house-mail/compose.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { composeTraceLines } from '../../formats/received/trace-lines.ts';
import type { AccountId } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import { parisZone } from '../../model/clock.ts';
import { listAddresses } from '../../store/accounts.ts';
import type { Transaction } from '../../store/database.ts';
import { insertEmails } from '../../store/emails.ts';
import { findByRole } from '../../store/mailboxes.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';

/** What is told, to a person: French, then English. */
export type Words = { readonly subject: string; readonly fr: string; readonly en: string };

/** @returns what to announce after the commit; null for an account that has no INBOX or no address any more */
export async function tell(
  tx: Transaction,
  house: Pick<House, 'store' | 'clock' | 'random' | 'domains'>,
  accountId: AccountId,
  words: Words,
): Promise<Change | null> {
  const [[address], inboxes] = await Promise.all([listAddresses(tx, accountId), findByRole(tx, [accountId], 'inbox')]);
  const mailboxId = inboxes.get(accountId);
  if (address === undefined || mailboxId === undefined) return null;
  const at = house.clock.now();
  const domain = house.domains[0]!;
  const messageId = `<${newTraceId(house)}@${domain}>`;
  const bytes = await composeHouseMail({ ...words, to: address, domain, messageId, at });
  const blob = await house.store.blobs.keep(bytes);
  const email = {
    accountId,
    mailboxId,
    blob: blob.hash,
    facts: describeMessage(bytes),
    trace: composeTraceLines(null, address),
    receivedAt: at,
    receivedZone: parisZone(at),
    flags: 0,
    keywords: [],
    quotaExempt: true,
  };
  const [, [outcome]] = await Promise.all([house.store.blobs.refer(tx, [blob]), insertEmails(tx, [email], at)]);
  if (outcome?.kind !== 'inserted') return null;
  return { accountId, modseq: outcome.modseq, kinds: ['delivery', 'email', 'mailbox', 'quota'] };
}
