/**
 * A message from outside, for people of this house: judged, given its trace line, made durable, put into mailboxes. The
 * blob is what came, after our lines; nothing of it is changed. What is each recipient's own is kept beside it, so that a
 * mail to thirty thousand people is one blob.
 */
import { describeMessage } from '../../formats/message/describe.ts';
import { readHeader } from '../../formats/message/header.ts';
import { composeReceived } from '../../formats/received/compose.ts';
import { deliveredTo, goesInCircles } from '../../formats/received/loop.ts';
import { composeTraceLines } from '../../formats/received/trace-lines.ts';
import { parisZone } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { House } from '../house.ts';
import type { Destination } from './deliveries.ts';
import type { Bringer } from './envelope.ts';
import type { Recipient } from './recipient.ts';
import { newTraceId } from './trace-id.ts';

export type Incoming = {
  readonly door: 'arrival' | 'lmtp';
  readonly bringer: Bringer;
  /** Null: the null sender. */
  readonly sender: string | null;
  readonly recipients: readonly Recipient[];
  readonly bytes: Buffer;
};

/** The message's name in the journal, and what became of each recipient, in order: null where it is in the mailbox. */
export type Accepted = { readonly trace: string; readonly outcomes: readonly (Refusal | null)[] };

/**
 * Resolves when all that is acknowledged is durable.
 * @throws Refusal mail-loop, message-too-large, unavailable, disk-full: it holds for every recipient
 */
export async function accept(
  house: Pick<House, 'store' | 'clock' | 'random' | 'hostName' | 'deliveries' | 'limits'>,
  incoming: Incoming,
): Promise<Accepted> {
  const { bytes, recipients, sender, bringer } = incoming;
  if (bytes.length > house.limits.messageBytes) throw new Refusal('message-too-large');
  const { fields } = readHeader(bytes);
  if (goesInCircles(fields)) throw new Refusal('mail-loop');
  const now = house.clock.now();
  const trace = newTraceId(house);
  const zone = parisZone(now);
  const received = composeReceived({
    from: { name: bringer.name, address: bringer.address, reverseName: null },
    by: house.hostName,
    protocol: bringer.protocol,
    tls: bringer.tls,
    id: trace,
    recipient: recipients.length === 1 ? recipients[0]!.address : null,
    at: now,
    zone,
  });
  const whole = Buffer.concat([Buffer.from(received), bytes]);
  const facts = describeMessage(whole);
  const blob = await house.store.blobs.keep(whole);
  const circling = deliveredTo(bytes, fields);
  const going = oncePerAccount(recipients.filter(({ address }) => !circling.has(address.toLowerCase())));
  const steps = [
    {
      trace,
      at: now,
      event: 'taken' as const,
      messageId: facts.messageIds[0] ?? null,
      detail: { door: incoming.door, bytes: whole.length, recipients: recipients.length },
    },
    {
      trace,
      at: now,
      event: 'delivered' as const,
      messageId: null,
      detail: { accounts: going.map(({ accountId }) => accountId) },
    },
  ];
  const destinations = going.map(recipient => place(recipient, sender));
  const delivered = await house.deliveries.deliver(
    { blob, facts, receivedAt: now, receivedZone: zone, steps },
    destinations,
  );
  const byAccount = new Map(going.map(({ accountId }, index) => [accountId, delivered[index]!]));
  return {
    trace,
    outcomes: recipients.map(({ address, accountId }) => {
      if (circling.has(address.toLowerCase())) return new Refusal('mail-loop');
      const outcome = byAccount.get(accountId)!;
      return outcome instanceof Refusal ? outcome : null;
    }),
  };
}

/** An account that several addresses lead to gets the message once, at the first of them. */
function oncePerAccount(recipients: readonly Recipient[]): Recipient[] {
  const accounts = new Set<number>();
  return recipients.filter(({ accountId }) => !accounts.has(accountId) && accounts.add(accountId));
}

function place(recipient: Recipient, sender: string | null): Destination {
  return {
    accountId: recipient.accountId,
    mailboxId: recipient.inboxId,
    trace: composeTraceLines(sender, recipient.address),
    flags: 0,
    keywords: [],
  };
}
