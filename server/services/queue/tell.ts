/**
 * Tells a sender what became of a message at once, when no queue had it. What was done is done: a notice that cannot be
 * written is lost, and undoes nothing.
 */
import type { Address } from '../../formats/address/address.ts';
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { NoticeWishes, Wishes } from '../delivery/envelope.ts';
import type { House } from '../house.ts';
import { queueChannel } from './channel.ts';
import { enqueueIn } from './enqueue.ts';
import { writeNotices } from './notices.ts';

type Message = {
  readonly trace: string;
  readonly sender: string | null;
  readonly blob: KeptBlob;
  readonly facts: Pick<MessageFacts, 'bytes'>;
  readonly at: Date;
};
type Recipient = NoticeWishes & { readonly address: Address };
type Telling = Pick<House, 'store' | 'random' | 'hostName' | 'domains' | 'log'>;

/** Tells the sender who wished it that the message is in the mailboxes of these recipients. rfc/3461#5.2.1 */
export async function tellDelivered(
  house: Telling,
  message: Message,
  wishes: Wishes,
  recipients: readonly Recipient[],
): Promise<void> {
  const wished = recipients.filter(({ notify }) => notify?.includes('SUCCESS'));
  await tell(house, message, wishes, wished, 'delivered');
}

/** Tells the sender that these recipients, of a message that was taken for others, refused it. rfc/5429#2.1 */
export async function tellFailed(
  house: Telling,
  message: Message,
  wishes: Wishes,
  recipients: readonly Recipient[],
): Promise<void> {
  const wished = recipients.filter(({ notify }) => notify === undefined || notify.includes('FAILURE'));
  await tell(house, message, wishes, wished, 'failed');
}

async function tell(
  house: Telling,
  message: Message,
  { envid, requireTls }: Wishes,
  wished: readonly Recipient[],
  action: 'delivered' | 'failed',
): Promise<void> {
  if (wished.length === 0 || message.sender === null) return;
  const subject = {
    trace: message.trace,
    kind: 'submitted' as const,
    sender: message.sender,
    blob: message.blob.hash,
    bytes: message.facts.bytes,
    options: { ...(envid === undefined ? {} : { envid }), ...(requireTls === undefined ? {} : { requireTls }) },
    createdAt: message.at,
    expiresAt: message.at,
  };
  const told = wished.map(({ address, orcpt }) => ({
    action,
    address: address.text,
    orcpt: orcpt ?? null,
    status: action === 'delivered' ? '2.0.0' : '5.7.1',
    said: null,
    host: null,
  }));
  try {
    const notices = await writeNotices(house, subject, told, message.at);
    await house.store.database.transaction(async tx => {
      for (const notice of notices) await enqueueIn(house.store, tx, notice.message, notice.recipients);
    });
    await house.store.database.notify(queueChannel, '');
  } catch (error) {
    house.log.warn('notice-lost', { trace: message.trace, error: error as Error });
  }
}
