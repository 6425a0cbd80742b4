/**
 * A message from outside, for people of this house: judged, given its trace line, made durable, put into mailboxes. The
 * blob is what came, after our lines; nothing of it is changed but fields that pretend to be ours, which are taken out. What is each recipient's own is kept beside it, so that a
 * mail to thirty thousand people is one blob.
 */
import type { Address } from '../../formats/address/address.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { composeReceived } from '../../formats/received/compose.ts';
import { deliveredTo, goesInCircles } from '../../formats/received/loop.ts';
import { parisZone } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { House } from '../house.ts';
import { enqueue } from '../queue/enqueue.ts';
import type { Bringer, NoticeWishes, Wishes } from './envelope.ts';
import { withoutForgedFields } from './forged-fields.ts';
import { deliverInside } from './inside.ts';
import type { Verdict } from './judge.ts';
import type { Recipient } from './recipient.ts';
import { newTraceId } from './trace-id.ts';

export type Incoming = {
  /** `one`: the sender hears one answer for all recipients; `each`: its own for each (LMTP). */
  readonly answers: 'one' | 'each';
  readonly bringer: Bringer;
  /** Null: the null sender. */
  readonly sender: string | null;
  readonly recipients: readonly (NoticeWishes & { readonly address: Address; readonly person: Recipient })[];
  readonly wishes: Wishes;
  readonly bytes: Buffer;
};

/** The message's name in the journal, and what became of each recipient, in order: null where it is in the mailbox. */
export type Accepted = { readonly trace: string; readonly outcomes: readonly (Refusal | null)[] };

/**
 * Resolves when all that is acknowledged is durable.
 * @throws Refusal mail-loop, policy, message-too-large, unavailable, disk-full: it holds for every recipient
 */
export async function accept(
  house: Pick<House, 'store' | 'clock' | 'random' | 'hostName' | 'deliveries' | 'limits' | 'judge'>,
  incoming: Incoming,
): Promise<Accepted> {
  const { bytes, recipients, sender, bringer } = incoming;
  if (bytes.length > house.limits.messageBytes) throw new Refusal('message-too-large');
  const parsed = parseMessage(bytes);
  const { fields } = parsed;
  if (goesInCircles(fields)) throw new Refusal('mail-loop');
  // A front server that speaks LMTP has judged already.
  const verdict = incoming.answers === 'one' ? await house.judge?.({ ...incoming, message: parsed }) : undefined;
  const now = house.clock.now();
  const trace = newTraceId(house);
  const zone = parisZone(now);
  const received = composeReceived({
    from: { name: bringer.name, address: bringer.address, reverseName: verdict?.reverseName ?? null },
    by: house.hostName,
    protocol: bringer.protocol,
    tls: bringer.tls,
    id: trace,
    recipient: recipients.length === 1 ? recipients[0]!.address.text : null,
    at: now,
    zone,
  });
  const written = Buffer.from(`${verdict?.fields ?? ''}${received}`);
  const whole = Buffer.concat([written, withoutForgedFields(bytes, fields, house.hostName)]);
  const facts = describeMessage(whole);
  const blob = await house.store.blobs.keep(whole);
  const circling = deliveredTo(bytes, fields);
  const going = recipients.filter(({ address }) => !circling.has(address.text.toLowerCase()));
  if (going.length === 0) throw new Refusal('mail-loop');
  const people = going.map(({ person }) => person);
  const step = {
    trace,
    at: now,
    event: 'taken' as const,
    messageId: facts.envelope.messageId,
    detail: {
      by: bringer.protocol,
      bytes: whole.length,
      accounts: people.map(({ accountId }) => accountId),
      ...said(verdict),
    },
  };
  const message = { trace, sender, blob, facts, at: now, zone, steps: [step] };
  const delivered = await deliverInside(house, message, people, verdict?.folder);
  const outcomeOf = new Map(going.map((recipient, index) => [recipient, delivered[index]!]));
  const outcomes = recipients.map(recipient => {
    const outcome = outcomeOf.get(recipient);
    return outcome === undefined ? new Refusal('mail-loop') : outcome;
  });
  return { trace, outcomes: incoming.answers === 'each' ? outcomes : await oneAnswer() };

  /** Refused where nobody has it; else taken, and those whose mailbox has just filled up wait in the queue. */
  async function oneAnswer(): Promise<null[]> {
    const refusals = outcomes.filter(outcome => outcome !== null);
    if (refusals.length === outcomes.length) throw refusals[0]!;
    const waiting = going.filter((_, index) => delivered[index]?.lasts === 'later');
    if (waiting.length > 0) {
      await enqueue(house, { ...message, kind: 'arrived', accountId: null, wishes: incoming.wishes }, waiting);
    }
    return outcomes.map(() => null);
  }
}

/** Of a verdict, what the journal keeps. */
function said(verdict: Verdict | undefined): object {
  if (verdict === undefined) return {};
  return { folder: verdict.folder, score: verdict.score, findings: verdict.findings.map(({ rule }) => rule) };
}
