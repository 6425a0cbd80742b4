import type { MessageFacts } from '../../formats/message/facts.ts';
import { composeTraceLines } from '../../formats/received/trace-lines.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Step } from '../../store/journey.ts';
import { findByRole } from '../../store/mailboxes.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { House } from '../house.ts';
import type { Recipient } from './recipient.ts';

/** A message already whole and durable, for people of this house. */
export type InsideMessage = {
  readonly trace: string;
  readonly sender: string | null;
  readonly blob: KeptBlob;
  readonly facts: MessageFacts;
  readonly at: Date;
  readonly zone: number;
  readonly steps: readonly Step[];
};

/**
 * Puts a message into the inboxes of people of this house, or into their junk.
 * @returns what became of each recipient, in order: null where it is in the inbox
 * @throws Refusal unavailable, disk-full: nobody has it
 */
export async function deliverInside(
  house: Pick<House, 'store' | 'deliveries'>,
  message: InsideMessage,
  recipients: readonly Recipient[],
  folder: 'inbox' | 'junk' = 'inbox',
): Promise<(Refusal | null)[]> {
  const people = oncePerAccount(recipients);
  const accountIds = people.map(({ accountId }) => accountId);
  const junk = folder === 'junk' ? await findByRole(house.store.database, accountIds, 'junk') : null;
  const destinations = people.map(person => ({
    accountId: person.accountId,
    // Who removed the junk mailbox has chosen to see all in the inbox.
    mailboxId: junk?.get(person.accountId) ?? person.inboxId,
    trace: composeTraceLines(message.sender, person.address),
    flags: 0,
    keywords: [],
  }));
  const delivered = await house.deliveries.deliver(
    {
      blob: message.blob,
      facts: message.facts,
      receivedAt: message.at,
      receivedZone: message.zone,
      steps: message.steps,
    },
    destinations,
  );
  const byAccount = new Map(people.map(({ accountId }, index) => [accountId, delivered[index]!]));
  return recipients.map(({ accountId }) => {
    const outcome = byAccount.get(accountId)!;
    return outcome instanceof Refusal ? outcome : null;
  });
}

/** An account that several addresses lead to gets the message once, at the first of them. */
function oncePerAccount(recipients: readonly Recipient[]): Recipient[] {
  const accounts = new Set<number>();
  return recipients.filter(({ accountId }) => !accounts.has(accountId) && accounts.add(accountId));
}
