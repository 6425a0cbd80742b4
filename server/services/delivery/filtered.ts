/**
 * Does what somebody's filters decided of one message: files it, changed or as it came; sends on, answers, notifies. What
 * goes out enters the queue in the transaction that files the message, so that neither happens without the other.
 */
import { describeMessage } from '../../formats/message/describe.ts';
import { composeTraceLines } from '../../formats/received/trace-lines.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Transaction } from '../../store/database.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { Filtered, Marks, Outgoing } from '../filters/filtered.ts';
import { takeOutgoing } from '../filters/take-outgoing.ts';
import { queueChannel } from '../queue/channel.ts';
import { enqueueIn } from '../queue/enqueue.ts';
import { forwardSender } from '../queue/forward.ts';
import type { Destination } from './deliveries.ts';
import { asDeliverable, type InsideHouse, type InsideMessage } from './inside-message.ts';
import type { Recipient } from './recipient.ts';
import { newTraceId } from './trace-id.ts';

/** @returns null where the filters' will is done. @throws Refusal unavailable, disk-full */
export async function deliverFiltered(
  house: InsideHouse,
  message: InsideMessage,
  person: Recipient,
  filtered: Filtered,
): Promise<Refusal | null> {
  if (filtered.refused !== null) return new Refusal('policy', filtered.refused.reason);
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

/** Files the message in every place; `alongside` is done with the first, or alone where there is none. */
async function fileAll(
  house: InsideHouse,
  message: InsideMessage,
  person: Recipient,
  { destinations }: Filtered,
  alongside: (tx: Transaction) => Promise<void>,
): Promise<Refusal | null> {
  const [first, ...others] = destinations;
  if (first === undefined) {
    await house.store.database.transaction(alongside);
    return null;
  }
  for (const filed of [first, ...others]) {
    const changed = filed.bytes === null ? message : await asChanged(house, message, filed.bytes);
    const steps = filed === first ? message.steps : [];
    const place = destination(message, person, filed);
    const [outcome] = await house.deliveries.deliver({ ...asDeliverable(changed), steps }, [
      filed === first ? { ...place, alongside } : place,
    ]);
    // The first place decides; a copy that does not fit any more is not worth refusing a message that is there.
    if (outcome instanceof Refusal && filed === first) return outcome;
  }
  return null;
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
      wishes: {},
      at: message.at,
      steps: [],
    },
    one.recipients.map(address => ({ address })),
  );
}
