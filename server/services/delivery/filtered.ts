/**
 * Does what somebody's filters decided of one message: files it, changed or as it came; sends on, answers, notifies. What
 * goes out enters the queue in the transaction that files the message, so that neither happens without the other.
 */
import { describeMessage } from '../../formats/message/describe.ts';
import { composeTraceLines } from '../../formats/received/trace-lines.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Transaction } from '../../store/database.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import { placeEmails } from '../../store/placements.ts';
import type { Filed, Filtered, Marks, Outgoing } from '../filters/filtered.ts';
import { takeOutgoing } from '../filters/take-outgoing.ts';
import { queueChannel } from '../queue/channel.ts';
import { enqueueIn } from '../queue/enqueue.ts';
import { forwardSender } from '../queue/forward.ts';
import type { Destination } from './deliveries.ts';
import { asDeliverable, type InsideHouse, type InsideMessage } from './inside-message.ts';
import { keepInside } from './keep-inside.ts';
import type { Recipient } from './recipient.ts';
import { newTraceId } from './trace-id.ts';

/** @returns null where the filters' will is done. @throws Refusal unavailable, disk-full */
export async function deliverFiltered(
  house: InsideHouse,
  message: InsideMessage,
  person: Recipient,
  wanted: Filtered,
): Promise<Refusal | null> {
  if (wanted.refused !== null) return new Refusal('policy', wanted.refused.reason);
  const filtered = await keepInside(house, message, person, wanted);
  const blobs = new Map<Outgoing, KeptBlob>();
  for (const one of filtered.outgoing) blobs.set(one, await house.store.blobs.keep(one.bytes));
  let sent: readonly Outgoing[] = [];
  const alongside = async (tx: Transaction): Promise<void> => {
    sent = await takeOutgoing(tx, person.accountId, filtered, message.at);
    for (const one of sent) await send(house, tx, message, one, blobs.get(one)!);
  };
  const refusal = await fileAll(house, message, person, filtered, alongside);
  if (refusal !== null) return refusal;
  if (sent.length > 0) await house.store.database.notify(queueChannel, '');
  for (const { filed, bytes } of sent) if (filed !== null) await fileCopy(house, message, person, filed, bytes);
  return null;
}

/**
 * Files the message in every place; `alongside` is done with the first, or alone where there is none. Several places are
 * one email (rfc/8474#5.1), but for those where the script changed its bytes.
 */
async function fileAll(
  house: InsideHouse,
  message: InsideMessage,
  person: Recipient,
  { destinations, outgoing, duplicates }: Filtered,
  alongside: (tx: Transaction) => Promise<void>,
): Promise<Refusal | null> {
  if (destinations.length === 0) {
    await house.store.database.transaction(alongside);
    return null;
  }
  const groups = [...Map.groupBy(destinations, ({ bytes }) => bytes?.toString('latin1') ?? null).values()];
  for (const [index, group] of groups.entries()) {
    const [first, ...others] = group as [Filed, ...Filed[]];
    const changed = first.bytes === null ? message : await asChanged(house, message, first.bytes);
    const marks = union(group);
    const plain = destination(message, person, { ...marks, mailboxId: first.mailboxId });
    const alone = others.length === 0 && (index > 0 || (outgoing.length === 0 && duplicates.length === 0));
    const place: Destination = alone
      ? plain
      : {
          ...plain,
          async alongside(tx, { emailId, modseq }) {
            const placed = { emailId, flags: marks.flags, keywords: marks.keywords };
            for (const { mailboxId } of others) {
              await placeEmails(tx, person.accountId, modseq, mailboxId, [placed], message.at);
            }
            if (index === 0) await alongside(tx);
          },
        };
    const steps = index === 0 ? message.steps : [];
    const [outcome] = await house.deliveries.deliver({ ...asDeliverable(changed), steps }, [place]);
    // The first place decides; a copy that does not fit any more is not worth refusing a message that is there.
    if (outcome instanceof Refusal && index === 0) return outcome;
  }
  return null;
}

/** Marks belong to the email, hence to all its places. */
function union(places: readonly Marks[]): Omit<Marks, 'mailboxId'> {
  return {
    flags: places.reduce((bits, { flags }) => bits | flags, 0),
    keywords: [...new Set(places.flatMap(({ keywords }) => keywords))],
  };
}

async function asChanged(house: InsideHouse, message: InsideMessage, bytes: Buffer): Promise<InsideMessage> {
  return { ...message, bytes, facts: describeMessage(bytes), blob: await house.store.blobs.keep(bytes) };
}

function destination({ sender }: InsideMessage, { accountId, address }: Recipient, marks: Marks): Destination {
  const { mailboxId, flags, keywords } = marks;
  return { accountId, mailboxId, trace: composeTraceLines(sender, address), flags, keywords };
}

/** A copy of what was sent, where the script wanted it. RFC 8580 */
async function fileCopy(
  house: InsideHouse,
  message: InsideMessage,
  { accountId }: Recipient,
  { mailboxId, flags, keywords }: Marks,
  bytes: Buffer,
): Promise<void> {
  const copy = await asChanged(house, { ...message, steps: [] }, bytes);
  await house.deliveries.deliver(asDeliverable(copy), [{ accountId, mailboxId, trace: '', flags, keywords }]);
}

/** Into the queue: the message itself under a sender of ours, or something written by us under the null sender. */
async function send(
  house: InsideHouse,
  tx: Transaction,
  message: InsideMessage,
  one: Outgoing,
  blob: KeptBlob,
): Promise<void> {
  const forwards = one.kind === 'forward';
  await enqueueIn(
    house.store,
    tx,
    {
      trace: forwards ? message.trace : newTraceId(house),
      kind: forwards ? 'forwarded' : 'notice',
      sender: forwards && one.sender !== null ? forwardSender(house, one.sender, message.at) : null,
      blob,
      facts: { bytes: one.bytes.length },
      accountId: null,
      wishes: message.wishes?.requireTls === true ? { requireTls: true } : {},
      at: message.at,
      steps: [],
    },
    one.recipients.map(address => ({ address })),
  );
}
