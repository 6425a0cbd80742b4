/**
 * Notices of the house about one message: one for all its recipients of the same fate. Never to a null sender, never about
 * a notice, and to one stranger at most so many an hour: a forged sender must not be buried under our honesty.
 */
import { parseAddress } from '../../formats/address/address.ts';
import { composeNotice, type NoticeAction } from '../../formats/dsn/notice.ts';
import { decodedHeader, readHeader } from '../../formats/message/header.ts';
import { parisZone } from '../../model/clock.ts';
import type { Claimed } from '../../store/queue.ts';
import { addNotice } from '../../store/sent-counts.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import type { Enqueued, EnqueuedRecipient } from './enqueue.ts';

/** The message a notice is about. */
export type NoticeSubject = Pick<
  Claimed,
  'trace' | 'kind' | 'sender' | 'blob' | 'bytes' | 'options' | 'createdAt' | 'expiresAt'
>;

/** A recipient whose sender is to be told something. */
export type Told = {
  readonly action: NoticeAction;
  readonly address: string;
  readonly orcpt: string | null;
  readonly status: string;
  readonly said: string | null;
  readonly host: string | null;
};

const noticesPerHour = 50;
/** Octets of a message that a notice gives back whole; of larger ones the header alone. */
const wholeUpTo = 100_000;

export async function writeNotices(
  house: Pick<House, 'store' | 'random' | 'hostName' | 'domains'>,
  about: NoticeSubject,
  told: readonly Told[],
  now: Date,
): Promise<{ message: Enqueued; recipients: EnqueuedRecipient[] }[]> {
  const address = about.sender === '' || about.kind === 'notice' ? null : parseAddress(about.sender);
  if (address === null || told.length === 0) return [];
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const written: { message: Enqueued; recipients: EnqueuedRecipient[] }[] = [];
  for (const [action, group] of Map.groupBy(told, one => one.action)) {
    if (!house.domains.includes(address.domain)) {
      if (!(await addNotice(house.store.database, address.text, hour, noticesPerHour))) continue;
    }
    const bytes = await compose(house, about, action, group, now);
    const blob = await house.store.blobs.keep(bytes);
    written.push({
      message: {
        trace: newTraceId(house),
        kind: 'notice',
        sender: null,
        blob,
        facts: { bytes: bytes.length },
        accountId: null,
        wishes: about.options.requireTls === true ? { requireTls: true } : {},
        at: now,
        steps: [{ trace: about.trace, at: now, event: 'noticed', messageId: null, detail: { action } }],
      },
      recipients: [{ address, notify: [] }],
    });
  }
  return written;
}

async function compose(
  house: Pick<House, 'store' | 'random' | 'hostName' | 'domains'>,
  about: NoticeSubject,
  action: NoticeAction,
  told: readonly Told[],
  now: Date,
): Promise<Buffer> {
  const { ret, requireTls } = about.options;
  // Of what no stranger may read, no more than the header. rfc/8689#5
  const whole = action === 'failed' && ret !== 'HDRS' && requireTls !== true && about.bytes <= wholeUpTo;
  const read = await house.store.blobs.read(
    about.blob,
    whole ? undefined : { from: 0, to: Math.min(about.bytes, wholeUpTo) },
  );
  const { fields, body } = readHeader(read);
  const domain = house.domains[0]!;
  return composeNotice({
    action,
    to: about.sender,
    recipients: told,
    hostName: house.hostName,
    domain,
    messageId: `<${newTraceId(house)}@${domain}>`,
    at: now,
    zone: parisZone(now),
    arrivedAt: about.createdAt,
    triedUntil: about.expiresAt,
    envid: about.options.envid ?? null,
    trace: about.trace,
    subject: decodedHeader(read, fields, 'subject') ?? '(sans objet)',
    original: whole ? read : read.subarray(0, body),
    whole,
  });
}
