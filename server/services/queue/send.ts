/**
 * One message to its recipients in one domain: what a sender does with what it has claimed. Mail for people of this house
 * goes into their inboxes by the same door as all other mail.
 */

import { needsSmtpUtf8, parseAddress } from '../../formats/address/address.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { parisZone } from '../../model/clock.ts';
import { Refusal, reasons } from '../../model/refusal.ts';
import type { Outside } from '../../peers/mx/outside.ts';
import type { Claimed } from '../../store/queue.ts';
import { deliverInside } from '../delivery/inside.ts';
import { findRecipient, type Recipient } from '../delivery/recipient.ts';
import type { House } from '../house.ts';
import type { Settle, TryOutcome } from './settle.ts';
import { type SigningKey, signMessage } from './sign.ts';

export type Sending = {
  readonly house: Pick<House, 'store' | 'clock' | 'log' | 'random' | 'hostName' | 'domains' | 'deliveries'>;
  readonly outside: Outside;
  readonly keys: readonly SigningKey[];
};

/** What a sender keeps between two messages: how it settles. */
export type SendingNow = Sending & { readonly settle: Settle };

/** @param recipients of one message and one domain, claimed by this node */
export async function sendClaimed(sending: SendingNow, recipients: readonly Claimed[]): Promise<void> {
  const { house } = sending;
  const [first] = recipients as [Claimed];
  const inside = house.domains.includes(first.domain);
  const outcomes = inside ? await sendInside(house, recipients) : await sendOutside(sending, recipients);
  const count = (kind: TryOutcome['kind']): number => outcomes.filter(outcome => outcome.kind === kind).length;
  house.log.info('queue-try', {
    trace: first.trace,
    inside,
    sent: count('sent'),
    putOff: count('put-off'),
    failed: count('failed'),
  });
  await sending.settle(recipients, outcomes);
}

async function sendOutside({ house, outside, keys }: Sending, recipients: readonly Claimed[]): Promise<TryOutcome[]> {
  const [first] = recipients as [Claimed];
  const { options } = first;
  const bytes = await house.store.blobs.read(first.blob);
  const signatures = await signMessage(bytes, keys, house.clock.now());
  const addresses = recipients.map(({ address }) => parseAddress(address));
  return await outside.send(first.domain, {
    sender: first.sender,
    recipients: recipients.map(({ address, notify, orcpt }) => ({ address, notify: notify?.join(',') ?? null, orcpt })),
    bytes: Buffer.concat([signatures, bytes]),
    body: options.body === 'BINARYMIME' ? 'BINARYMIME' : hasHighBytes(bytes) ? '8BITMIME' : '7BIT',
    utf8: addresses.some(address => address !== null && needsSmtpUtf8(address)) || /[^\x00-\x7f]/.test(first.sender),
    requireTls: options.requireTls === true,
    ret: options.ret ?? null,
    envid: options.envid ?? null,
  });
}

function hasHighBytes(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte > 0x7f) return true;
  return false;
}

async function sendInside(house: Sending['house'], recipients: readonly Claimed[]): Promise<TryOutcome[]> {
  const [first] = recipients as [Claimed];
  const people = await Promise.all(recipients.map(({ address }) => find(house, address)));
  const bytes = await house.store.blobs.read(first.blob);
  const now = house.clock.now();
  const message = {
    trace: first.trace,
    sender: first.sender === '' ? null : first.sender,
    blob: await house.store.blobs.keep(bytes),
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
