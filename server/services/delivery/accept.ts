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
import { insertSteps, type Step } from '../../store/journey.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { House } from '../house.ts';
import { enqueue } from '../queue/enqueue.ts';
import { takeReport } from '../queue/reports/take.ts';
import { tellDelivered, tellFailed } from '../queue/tell.ts';
import type { Bringer, NoticeWishes, Wishes } from './envelope.ts';
import { withoutForgedFields } from './forged-fields.ts';
import { deliverInside } from './inside.ts';
import type { InsideMessage } from './inside-message.ts';
import type { Verdict } from './judge.ts';
import { judgePhishing, type PhishingOpinion } from './judge-phishing.ts';
import { markSubject } from './mark-subject.ts';
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
export async function accept(house: House, incoming: Incoming): Promise<Accepted> {
  const { bytes, sender } = incoming;
  if (bytes.length > house.limits.messageBytes) throw new Refusal('message-too-large');
  const parsed = parseMessage(bytes);
  if (goesInCircles(parsed.fields)) throw new Refusal('mail-loop');
  const circling = deliveredTo(bytes, parsed.fields);
  const going = incoming.recipients.filter(({ address }) => !circling.has(address.text.toLowerCase()));
  if (going.length === 0) throw new Refusal('mail-loop');
  // A front server that speaks LMTP has judged already.
  const verdict = incoming.answers === 'one' ? await house.judge?.({ ...incoming, message: parsed }) : undefined;

  const people = going.map(({ person }) => person);
  const phishing = await judgePhishing(house, {
    bytes,
    parsed,
    sender,
    recipients: people,
    authentication: verdict?.authentication ?? null,
  });
  const trace = newTraceId(house);
  const at = house.clock.now();
  const zone = parisZone(at);
  const fields = `${verdict?.fields ?? ''}${phishing?.field ?? ''}`;
  const written = Buffer.from(`${fields}${received(house, incoming, trace, at, verdict)}`);
  const genuine = withoutForgedFields(bytes, parsed.fields, house.hostName);
  const whole = Buffer.concat([written, phishing?.marksSubject ? markSubject(genuine) : genuine]);
  const facts = describeMessage(whole);
  const blob = await house.store.blobs.keep(whole);
  const step: Step = {
    trace,
    at,
    event: 'taken',
    messageId: facts.envelope.messageId,
    detail: {
      by: incoming.bringer.protocol,
      bytes: whole.length,
      accounts: people.map(({ accountId }) => accountId),
      ...said(verdict, phishing),
    },
  };
  const { name, address } = incoming.bringer;
  const message = {
    trace,
    sender,
    blob,
    bytes: whole,
    facts,
    at,
    zone,
    steps: [step],
    client: { name, address },
    wishes: incoming.wishes,
    opinion: opinionOf(verdict, phishing),
    judged: phishing?.judged,
  };
  const reports = await takeReports(house, whole, going);
  const others = going.filter(one => !reports.has(one));
  if (others.length === 0) await insertSteps(house.store.database, message.steps);
  const done = await deliverInside(
    house,
    message,
    others.map(({ person }) => person),
  );
  const delivered = going.map(one => (reports.has(one) ? null : done[others.indexOf(one)]!));
  await settleOthers(house, message, incoming, going, delivered);
  // The offsets of its parts are those of what came.
  if (phishing !== undefined) house.phishing?.readLater(bytes, blob.hash, phishing.judged);
  const outcomeOf = new Map(going.map((recipient, index) => [recipient, delivered[index]!]));
  return {
    trace,
    outcomes: incoming.recipients.map(recipient => outcomeOf.get(recipient) ?? circled(outcomeOf, recipient)),
  };
}

type Going = Incoming['recipients'][number];

/** Recipients whose mail was a report of another house: it is read and kept as such, and comes into no mailbox. */
async function takeReports(house: House, whole: Buffer, going: readonly Going[]): Promise<ReadonlySet<Going>> {
  const taken = new Set<Going>();
  for (const one of going) {
    const { always, detail } = one.person;
    const kind = always === true && (detail === 'dmarc' || detail === 'tls') ? detail : null;
    if (kind !== null && (await takeReport(house, kind, whole, parseMessage(whole)))) taken.add(one);
  }
  return taken;
}

function circled(outcomeOf: ReadonlyMap<Going, Refusal | null>, recipient: Going): Refusal | null {
  return outcomeOf.has(recipient) ? null : new Refusal('mail-loop');
}

/**
 * Where the sender hears one answer for all: refused where nobody has it; else taken, and those whose mailbox has just
 * filled up wait in the queue. Who wished to be told of success is.
 */
async function settleOthers(
  house: House,
  message: InsideMessage & { readonly blob: KeptBlob },
  { answers, wishes }: Incoming,
  going: readonly Going[],
  delivered: readonly (Refusal | null)[],
): Promise<void> {
  if (answers === 'one') {
    const refusals = delivered.filter(outcome => outcome !== null);
    if (refusals.length === going.length) throw refusals[0]!;
    const refused = going.filter((_, index) => delivered[index]?.lasts === 'never');
    await tellFailed(house, message, wishes, refused);
    const waiting = going.filter((_, index) => delivered[index]?.lasts === 'later');
    if (waiting.length > 0) {
      await enqueue(house, { ...message, kind: 'arrived', accountId: null, wishes, steps: [] }, waiting);
    }
  }
  const happy = going.filter((_, index) => delivered[index] === null);
  await tellDelivered(house, message, wishes, happy);
}

function received(
  { hostName }: Pick<House, 'hostName'>,
  { bringer, recipients }: Incoming,
  trace: string,
  at: Date,
  verdict: Verdict | undefined,
): string {
  return composeReceived({
    from: { name: bringer.name, address: bringer.address, reverseName: verdict?.reverseName ?? null },
    by: hostName,
    protocol: bringer.protocol,
    tls: bringer.tls,
    id: trace,
    recipient: recipients.length === 1 ? recipients[0]!.address.text : null,
    at,
    zone: parisZone(at),
  });
}

/** As filters are told: a hundred per cent is twice what makes junk, and what is held to be phishing. */
function opinionOf(verdict: Verdict | undefined, phishing: PhishingOpinion | undefined): InsideMessage['opinion'] {
  if (phishing?.toJunk) return { folder: 'junk', spamPercent: 100 };
  if (verdict === undefined) return undefined;
  return { folder: verdict.folder, spamPercent: Math.max(0, Math.min(100, Math.round(verdict.score * 10))) };
}

/** Of what was judged, what the journal keeps. */
function said(verdict: Verdict | undefined, phishing: PhishingOpinion | undefined): object {
  const found = phishing?.judged.verdict;
  return {
    ...(verdict && {
      folder: verdict.folder,
      score: verdict.score,
      findings: verdict.findings.map(({ rule }) => rule),
    }),
    ...(phishing?.toJunk && { folder: 'junk' }),
    ...(found !== undefined &&
      found.level !== 'none' && { phishing: found.level, reasons: found.reasons.map(({ rule }) => rule) }),
  };
}
