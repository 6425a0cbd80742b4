/**
 * Mail of the house's people: from the submission ports, the webmail and JMAP alike. Colleagues have it at once; what goes
 * outside enters the queue. A message for both goes through the queue as a whole, so that one durable write decides it.
 */
import type { Address } from '../../formats/address/address.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { composeReceived } from '../../formats/received/compose.ts';
import { goesInCircles } from '../../formats/received/loop.ts';
import type { AccountId } from '../../model/account.ts';
import { parisZone } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../actor.ts';
import { collectFrom } from '../contacts/collect-from.ts';
import type { NoticeWishes, Wishes } from '../delivery/envelope.ts';
import { deliverInside } from '../delivery/inside.ts';
import { findRecipient } from '../delivery/recipient.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import { requireSending } from '../lifecycle/require-sending.ts';
import { deliverToList } from '../lists/deliver.ts';
import { findList, isListDomain, type List } from '../lists/find.ts';
import { refuseOwnSecrets } from '../phishing/refuse-own-secrets.ts';
import { enqueue } from '../queue/enqueue.ts';
import { tellDelivered } from '../queue/tell.ts';
import { signMessage } from '../signatures/sign-message.ts';
import { completeMessage } from './complete.ts';
import { holdAccount, holdWords } from './hold-account.ts';
import { measure } from './measure.ts';
import { checkAuthors, checkSender } from './sender.ts';
import { supportAddress } from './tell-support.ts';

export type Submission = {
  readonly sender: string | null;
  readonly recipients: readonly (NoticeWishes & { readonly address: Address })[];
  readonly bytes: Buffer;
  /** `ESMTPSA`, `HTTPS`: how it came. */
  readonly protocol: string;
  readonly tls: { readonly protocol: string; readonly cipher: string } | undefined;
  readonly wishes: Wishes;
};

/**
 * Resolves when the message is durable; its trace names it in the journal.
 * @throws Refusal not-permitted, sender-not-yours, bad-message, message-too-large, mail-loop, slow-down, own-password, own-numen, no-such-recipient, list-closed, unavailable
 */
export async function submit(
  house: House,
  actor: Actor,
  submission: Submission,
): Promise<{ trace: string; outcomes: readonly (Refusal | null)[] }> {
  const { sender, wishes } = submission;
  if (submission.bytes.length > house.limits.messageBytes) throw new Refusal('message-too-large');
  const parsed = parseMessage(submission.bytes);
  if (goesInCircles(parsed.fields)) throw new Refusal('mail-loop');
  await requireSending(house, actor);
  await checkSender(house, actor, sender);
  await checkAuthors(house, actor, parsed);
  await refuseOwnSecrets(house, actor, { bytes: submission.bytes, parsed });
  const now = house.clock.now();
  const { lists, recipients } = await partLists(house, actor, submission);
  const outside = recipients.filter(({ address }) => !house.domains.includes(address.domain)).length;
  const measured = await measure(house, actor, { recipients: recipients.length + lists.length, outside }, now);
  if (measured.kind === 'suspicious') await holdAccount(house, actor.accountId, measured.why);

  const trace = newTraceId(house);
  const zone = parisZone(now);
  const messageId = `<${trace}.${now.getTime().toString(36)}@${house.domains[0]}>`;
  const signed = await signMessage(house, submission, parsed);
  const complete = completeMessage(signed.bytes, signed.fields, { at: now, zone, messageId });
  // The client's address and the name of its machine are nobody's business.
  const received = composeReceived({
    from: null,
    by: house.hostName,
    protocol: submission.protocol,
    tls: submission.tls,
    id: trace,
    recipient: null,
    priority: wishes.priority,
    at: now,
    zone,
  });
  const whole = Buffer.concat([Buffer.from(received), complete]);
  const facts = describeMessage(whole);
  const blob = await house.store.blobs.keep(whole);
  const step = {
    trace,
    at: now,
    event: 'taken' as const,
    messageId: facts.envelope.messageId,
    detail: { by: submission.protocol, account: actor.accountId, bytes: whole.length, recipients: recipients.length },
  };
  const message = {
    trace,
    sender,
    blob,
    bytes: whole,
    facts,
    at: now,
    zone,
    steps: [step],
    client: null,
    wishes,
    writer: actor,
  };
  // Who is held may still call for help: a mail to the support alone goes.
  const support = supportAddress(house);
  const callsSupport =
    lists.length === 0 && recipients.every(({ address }) => address.text.toLowerCase() === support.toLowerCase());
  const free = measured.kind === 'free' || callsSupport;
  const held = free ? null : measured.kind === 'held' ? measured.why : holdWords[measured.why];
  const queued = {
    ...message,
    kind: 'submitted' as const,
    accountId: actor.accountId,
    wishes,
    ...(held === null ? {} : { held }),
  };
  const accepted = { trace, outcomes: submission.recipients.map(() => null) };
  const own = { ...message, accountId: actor.accountId, wishes };
  const onLists = new Set<AccountId>();
  for (const list of lists) await deliverToList(house, list, own, held, onLists);
  if (recipients.length === 0) return accepted;
  if (held !== null || !staysInside(house, { wishes, recipients })) {
    await enqueue(house, queued, recipients);
    await collectFrom(house, actor, recipients, facts.envelope);
    return accepted;
  }
  const people = await Promise.all(recipients.map(({ address }) => findRecipient(house, address.text)));
  const reached = people.slice(0, mostNamed).map(({ accountId }) => accountId);
  const delivering = { ...message, steps: [{ ...step, detail: { ...step.detail, accounts: reached } }] };
  const outcomes = await deliverInside(house, delivering, people);
  const refused = recipients.filter((_, index) => outcomes[index] !== null);
  if (refused.length > 0) await enqueue(house, { ...queued, steps: [] }, refused);
  const happy = recipients.filter((_, index) => outcomes[index] === null);
  await tellDelivered(house, message, wishes, happy);
  await collectFrom(house, actor, recipients, facts.envelope);
  return accepted;
}

/** Lists are asked for by name, once each, before anything is sent. @throws Refusal no-such-recipient, list-closed */
async function partLists(
  house: House,
  { accountId }: Actor,
  { recipients }: Submission,
): Promise<{ lists: List[]; recipients: Submission['recipients'] }> {
  const lists = new Map<string, List>();
  for (const { address } of recipients) {
    if (!isListDomain(house, address.domain)) continue;
    const list = await findList(house, accountId, address);
    lists.set(list.address, list);
  }
  const others = recipients.filter(({ address }) => !isListDomain(house, address.domain));
  return { lists: [...lists.values()], recipients: others };
}

/** Accounts the journal names of one message. */
const mostNamed = 100;

/** Only for colleagues, and at once: then nothing has to wait anywhere. */
function staysInside(
  { domains }: Pick<House, 'domains'>,
  { recipients, wishes }: Pick<Submission, 'recipients' | 'wishes'>,
): boolean {
  if (wishes.holdFor !== undefined || wishes.holdUntil !== undefined) return false;
  return recipients.every(({ address }) => domains.includes(address.domain));
}
