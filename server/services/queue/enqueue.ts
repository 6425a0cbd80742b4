import type { Address } from '../../formats/address/address.ts';
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { AccountId } from '../../model/account.ts';
import type { Queryable } from '../../store/database.ts';
import { insertSteps, type Step } from '../../store/journey.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import { insertQueued, type QueuedKind, type QueueOptions } from '../../store/queue.ts';
import type { Store } from '../../store/store.ts';
import type { DeliverBy, NoticeWishes, Wishes } from '../delivery/envelope.ts';
import type { House } from '../house.ts';
import { queueChannel } from './channel.ts';

/** A message that is whole and durable, and has to wait. */
export type Enqueued = {
  readonly trace: string;
  readonly kind: QueuedKind;
  readonly sender: string | null;
  readonly blob: KeptBlob;
  readonly facts: Pick<MessageFacts, 'bytes'>;
  readonly accountId: AccountId | null;
  readonly wishes: Wishes;
  readonly at: Date;
  /** What came before, for the journal. */
  readonly steps: readonly Step[];
  /** Why it does not go by itself, if it does not. */
  readonly held?: string;
};

/** Milliseconds a message is tried for, unless its sender set a time. */
const giveUpAfter = 5 * 86_400_000;
/** Milliseconds one degree of MT-PRIORITY is worth in the line. rfc/6710 */
const priorityStep = 60_000;

export type EnqueuedRecipient = NoticeWishes & { readonly address: Address };

/** Puts a message into the queue; resolves when it is durable there. @throws Refusal unavailable */
export async function enqueue(
  { store }: Pick<House, 'store'>,
  message: Enqueued,
  recipients: readonly EnqueuedRecipient[],
): Promise<void> {
  await store.database.transaction(tx => enqueueIn(store, tx, message, recipients));
  await store.database.notify(queueChannel, '');
}

/** As `enqueue`, within a transaction of the caller, who wakes the senders after it. */
export async function enqueueIn(
  { blobs }: Pick<Store, 'blobs'>,
  tx: Queryable,
  message: Enqueued,
  recipients: readonly EnqueuedRecipient[],
): Promise<void> {
  const { trace, at, wishes, blob } = message;
  const dueAt = wishes.holdUntil ?? new Date(at.getTime() + (wishes.holdFor ?? 0) * 1000);
  const queued: Step = { trace, at, event: 'queued', messageId: null, detail: { recipients: recipients.length } };
  await Promise.all([
    blobs.refer(tx, [blob]),
    insertSteps(tx, [...message.steps, queued]),
    insertQueued(tx, {
      trace,
      kind: message.kind,
      blob: blob.hash,
      bytes: message.facts.bytes,
      sender: message.sender ?? '',
      accountId: message.accountId,
      options: optionsOf(wishes, at),
      createdAt: at,
      expiresAt: expiryOf(wishes, at, dueAt),
      // The first try of an urgent message comes before those of others that wait.
      dueAt: new Date(dueAt.getTime() - (wishes.priority ?? 0) * priorityStep),
      held: message.held ?? null,
      recipients: recipients.map(({ address, notify, orcpt }) => ({
        address: address.text,
        domain: address.domain,
        notify: notify ?? null,
        orcpt: orcpt ?? null,
      })),
    }),
  ]);
}

/** What is kept of the wishes; the hold is in the due date already. */
function optionsOf({ envid, ret, body, utf8, requireTls, priority, by }: Wishes, at: Date): QueueOptions {
  return {
    ...(envid === undefined ? {} : { envid }),
    ...(ret === undefined ? {} : { ret }),
    ...(body === undefined ? {} : { body }),
    ...(utf8 === undefined ? {} : { utf8 }),
    ...(requireTls === undefined ? {} : { requireTls }),
    ...(priority === undefined ? {} : { priority }),
    ...(by === undefined ? {} : { by: { at: instantOf(by, at).toISOString(), mode: by.mode, trace: by.trace } }),
  };
}

const instantOf = ({ seconds }: DeliverBy, at: Date): Date => new Date(at.getTime() + seconds * 1000);

/** What goes back when its time has passed is not tried past it. rfc/2852#4 */
function expiryOf({ by }: Wishes, at: Date, dueAt: Date): Date {
  const usual = dueAt.getTime() + giveUpAfter;
  return new Date(by?.mode === 'return' ? Math.min(usual, instantOf(by, at).getTime()) : usual);
}
