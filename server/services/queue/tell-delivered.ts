import type { Address } from '../../formats/address/address.ts';
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { NoticeWishes, Wishes } from '../delivery/envelope.ts';
import type { House } from '../house.ts';
import { queueChannel } from './channel.ts';
import { enqueueIn } from './enqueue.ts';
import { writeNotices } from './notices.ts';

/**
 * Tells the sender who wished it that the message is in the mailboxes of these recipients. rfc/3461#5.2.1 The delivery is
 * done: a notice that cannot be written is lost, and undoes nothing.
 */
export async function tellDelivered(
  house: Pick<House, 'store' | 'random' | 'hostName' | 'domains' | 'log'>,
  message: {
    readonly trace: string;
    readonly sender: string | null;
    readonly blob: KeptBlob;
    readonly facts: Pick<MessageFacts, 'bytes'>;
    readonly at: Date;
  },
  { envid }: Wishes,
  recipients: readonly (NoticeWishes & { readonly address: Address })[],
): Promise<void> {
  const wished = recipients.filter(({ notify }) => notify?.includes('SUCCESS'));
  if (wished.length === 0 || message.sender === null) return;
  const subject = {
    trace: message.trace,
    kind: 'submitted' as const,
    sender: message.sender,
    blob: message.blob.hash,
    bytes: message.facts.bytes,
    options: envid === undefined ? {} : { envid },
    createdAt: message.at,
    expiresAt: message.at,
  };
  const told = wished.map(({ address, orcpt }) => ({
    action: 'delivered' as const,
    address: address.text,
    orcpt: orcpt ?? null,
    status: '2.0.0',
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
