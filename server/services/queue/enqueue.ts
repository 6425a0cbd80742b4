import type { Address } from '../../formats/address/address.ts';
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { AccountId } from '../../model/account.ts';
import { insertSteps, type Step } from '../../store/journey.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import { insertQueued, type QueuedKind, type QueueOptions } from '../../store/queue.ts';
import type { NoticeWishes, Wishes } from '../delivery/envelope.ts';
import type { House } from '../house.ts';

/** What wakes the senders of every process: a hint, since they look by themselves too. */
export const queueChannel = 'vaguemestre_queue';

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
  readonly steps: readonly Step[];
  /** Why it does not go by itself, if it does not. */
  readonly held?: string;
};

/** Milliseconds a message is tried for, unless its sender set a time. */
export const giveUpAfter = 5 * 86_400_000;
/** Milliseconds one degree of MT-PRIORITY is worth in the line. rfc/6710 */
const priorityStep = 60_000;

/** Puts a message into the queue; resolves when it is durable there. @throws Refusal unavailable */
export async function enqueue(
  { store }: Pick<House, 'store'>,
  message: Enqueued,
  recipients: readonly (NoticeWishes & { readonly address: Address })[],
): Promise<void> {
  const { trace, at, wishes, blob } = message;
  const dueAt = wishes.holdUntil ?? new Date(at.getTime() + (wishes.holdFor ?? 0) * 1000);
  const queued: Step = { trace, at, event: 'queued', messageId: null, detail: { recipients: recipients.length } };
  await store.database.transaction(async tx => {
    await Promise.all([
      store.blobs.refer(tx, [blob]),
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
        expiresAt: new Date(dueAt.getTime() + giveUpAfter),
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
  });
  await store.database.notify(queueChannel, '');
}

function optionsOf({ by, holdFor: _for, holdUntil: _until, ...wishes }: Wishes, at: Date): QueueOptions {
  if (by === undefined) return wishes;
  return { ...wishes, by: { at: new Date(at.getTime() + by.seconds * 1000).toISOString(), mode: by.mode } };
}
