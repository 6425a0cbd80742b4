/**
 * One message to its recipients in one domain: what a sender does with what it has claimed. Mail for people of this house
 * goes into their inboxes by the same door as all other mail.
 */

import { setTimeout } from 'node:timers/promises';
import { needsSmtpUtf8, parseAddress } from '../../formats/address/address.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { decodedHeader, readHeader } from '../../formats/message/header.ts';
import { deliveredTo } from '../../formats/received/loop.ts';
import { parisZone } from '../../model/clock.ts';
import { Refusal, reasons } from '../../model/refusal.ts';
import type { Outside } from '../../peers/mx/outside.ts';
import type { TlsWish } from '../../peers/smtp/remote-session.ts';
import type { HandedOver } from '../../store/handed-over.ts';
import type { Claimed, Deadline } from '../../store/queue.ts';
import { deliverInside } from '../delivery/inside.ts';
import type { InsideHouse } from '../delivery/inside-message.ts';
import { findRecipient, type Recipient } from '../delivery/recipient.ts';
import type { House } from '../house.ts';
import { lease } from './claim.ts';
import { type LastWord, noteTaken } from './handed-over.ts';
import { sealForward } from './seal.ts';
import type { Settle, TryOutcome } from './settle.ts';
import { type SigningKey, signMessage } from './sign.ts';

export type Sending = {
  readonly house: Pick<House, 'hostName'> & InsideHouse;
  readonly outside: Outside;
  readonly keys: readonly SigningKey[];
  /** Where what was sent is written down at once; absent, what is sent when the process dies is sent again. */
  readonly handedOver?: HandedOver<LastWord>;
};

/** What a sender keeps between two messages: how it settles, and until when. */
export type SendingNow = Sending & {
  readonly settle: Settle;
  /** Aborted when the sender closes: nothing is waited for any more. */
  readonly signal: AbortSignal;
};

/** @param recipients of one message and one domain, claimed by this node */
export async function sendClaimed(sending: SendingNow, recipients: readonly Claimed[]): Promise<void> {
  const { house } = sending;
  const [first] = recipients as [Claimed];
  const inside = house.domains.includes(first.domain);
  const outcomes = isTooLate(first, house.clock.now())
    ? recipients.map(() => tooLate)
    : inside
      ? await sendInside(house, recipients)
      : await sendOutside(sending, recipients);
  // Nothing comes between the remote's last word and this.
  const noted = inside || sending.handedOver === undefined ? null : noteTaken(sending.handedOver, recipients, outcomes);
  const count = (kind: TryOutcome['kind']): number => outcomes.filter(outcome => outcome.kind === kind).length;
  house.log.info('queue-try', {
    trace: first.trace,
    inside,
    sent: count('sent'),
    putOff: count('put-off'),
    failed: count('failed'),
  });
  try {
    await settleSurely(sending, recipients, outcomes);
  } catch (error) {
    if (noted === null) throw error;
    // Given back it would be sent again: it stays ours, and our next start settles it.
    house.log.warn('queue-settle-left', { trace: first.trace, error: error as Error });
    return;
  }
  noted?.settled();
}

/** Milliseconds between two attempts to write down what was sent. */
const settleAgainAfter = 1000;

/**
 * What a remote has taken must not be given back to be sent again because the database is away for a moment: the outcome
 * waits for it, as long as the node lives and its claim lasts.
 */
async function settleSurely(
  { house, settle, signal }: SendingNow,
  recipients: readonly Claimed[],
  outcomes: readonly TryOutcome[],
): Promise<void> {
  const until = house.clock.now().getTime() + lease;
  for (;;) {
    try {
      return await settle(recipients, outcomes);
    } catch (error) {
      const passes = error instanceof Refusal && error.lasts === 'later';
      if (!passes || signal.aborted || house.clock.now().getTime() >= until) throw error;
      house.log.warn('queue-settle-waits', { trace: recipients[0]!.trace, error });
    }
    await setTimeout(settleAgainAfter, undefined, { signal }).catch(() => {});
  }
}

/** A message says in its header that it may be read on the way; a word of its envelope goes before. rfc/8689#4.1 */
function wishOf({ sender, options }: Claimed, bytes: Buffer): TlsWish {
  if (options.requireTls === true) return sender === '' ? 'tagged' : 'required';
  const { fields } = readHeader(bytes);
  return decodedHeader(bytes, fields, 'tls-required')?.trim().toLowerCase() === 'no' ? 'waived' : 'usual';
}

/** What is of no use any more goes to nobody. rfc/2852#4 */
function isTooLate({ options: { by } }: Claimed, now: Date): boolean {
  return by?.mode === 'return' && now >= new Date(by.at);
}

const tooLate: TryOutcome = {
  kind: 'failed',
  status: '5.4.7',
  said: 'The time its sender gave it has passed',
  host: null,
  relaysNotices: false,
  tls: null,
  unsure: false,
};

async function sendOutside({ house, outside, keys }: Sending, recipients: readonly Claimed[]): Promise<TryOutcome[]> {
  const [first] = recipients as [Claimed];
  const { options } = first;
  const bytes = await house.store.blobs.read(first.blob);
  const front = await proofsOf(house, first, bytes, keys);
  const addresses = recipients.map(({ address }) => parseAddress(address));
  return await outside.send(first.domain, {
    sender: first.sender,
    recipients: recipients.map(({ address, notify, orcpt }) => ({ address, notify: notify?.join(',') ?? null, orcpt })),
    bytes: Buffer.concat([front, bytes]),
    body: options.body === 'BINARYMIME' ? 'BINARYMIME' : hasHighBytes(bytes) ? '8BITMIME' : '7BIT',
    utf8: addresses.some(address => address !== null && needsSmtpUtf8(address)) || /[^\x00-\x7f]/.test(first.sender),
    tls: wishOf(first, bytes),
    ret: options.ret ?? null,
    envid: options.envid ?? null,
    priority: options.priority ?? null,
    by: options.by === undefined ? null : { ...options.by, seconds: secondsLeft(options.by, house.clock.now()) },
  });
}

const secondsLeft = ({ at }: Deadline, now: Date): number => Math.floor((Date.parse(at) - now.getTime()) / 1000);

/** What the house puts before a message to vouch for it: its signatures, or its seal on what it passes on. */
async function proofsOf(
  { clock, hostName }: Sending['house'],
  { kind }: Claimed,
  bytes: Buffer,
  keys: readonly SigningKey[],
): Promise<Buffer> {
  const now = clock.now();
  const [key] = keys;
  if (kind !== 'forwarded' || key === undefined) return await signMessage(bytes, keys, now);
  return await sealForward(bytes, key, { hostName, now });
}

function hasHighBytes(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte > 0x7f) return true;
  return false;
}

async function sendInside(house: Sending['house'], recipients: readonly Claimed[]): Promise<TryOutcome[]> {
  const [first] = recipients as [Claimed];
  const bytes = await house.store.blobs.read(first.blob);
  // What was forwarded from here to there and back goes no further.
  const circling = deliveredTo(bytes, readHeader(bytes).fields);
  const people = await Promise.all(
    recipients.map(({ address }) =>
      circling.has(address.toLowerCase()) ? new Refusal('mail-loop') : find(house, address),
    ),
  );
  const now = house.clock.now();
  const message = {
    trace: first.trace,
    sender: first.sender === '' ? null : first.sender,
    blob: { hash: first.blob },
    bytes,
    client: null,
    wishes: first.options.requireTls === true ? ({ requireTls: true } as const) : undefined,
    facts: describeMessage(bytes),
    at: now,
    zone: parisZone(now),
    steps: [],
  };
  const found = people.flatMap(person => (person instanceof Refusal ? [] : [person]));
  const delivered = await deliverInside(house, message, found);
  const outcomeOf = new Map(found.map((person, index) => [person, delivered[index]!]));
  return people.map(person => insideOutcome(person instanceof Refusal ? person : outcomeOf.get(person)!));
}

async function find(house: Sending['house'], address: string): Promise<Recipient | Refusal> {
  try {
    return await findRecipient(house, address);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const insideStatus: Partial<Record<Refusal['reason'], string>> = {
  'no-such-recipient': '1.1',
  'recipient-closed': '2.1',
  'over-quota': '2.2',
  'full-for-long': '2.2',
  'mail-loop': '4.6',
};

function insideOutcome(refusal: Refusal | null): TryOutcome {
  const lasting = refusal?.lasts === 'later' ? '4' : '5';
  return {
    kind: refusal === null ? 'sent' : refusal.lasts === 'later' ? 'put-off' : 'failed',
    status: refusal === null ? '2.0.0' : `${lasting}.${insideStatus[refusal.reason] ?? '3.0'}`,
    said: refusal === null ? 'OK' : reasons[refusal.reason].en,
    host: null,
    relaysNotices: false,
    tls: null,
    unsure: false,
  };
}
