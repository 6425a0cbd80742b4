/**
 * The sender: takes from the queue what is due and sends it, within bounds: so many conversations in all, so many to one
 * domain, so many a minute to one domain. The bounds are each node's own: two nodes may give a domain twice as much.
 * Several nodes may run it over one queue. Woken by the queue's channel and by the
 * clock; a node that dies loses nothing, its claims run out or are given back when it starts again.
 */

import { Refusal } from '../model/refusal.ts';
import { queueChannel } from '../services/queue/channel.ts';
import { claim, giveBack, lease, putBack, unclaimNow } from '../services/queue/claim.ts';
import { settleLeft } from '../services/queue/handed-over.ts';
import { type Sending, sendClaimed } from '../services/queue/send.ts';
import { createSettle } from '../services/queue/settle.ts';
import type { Claimed } from '../store/queue.ts';
import { createLanes, type Lanes } from './send/lanes.ts';

export type SendOptions = Sending & {
  /** A name that stays the same over restarts, different on each machine. */
  readonly node: string;
  readonly conversations: number;
  readonly perDomain: number;
  /** Conversations begun in one minute with one domain. */
  readonly perMinute: number;
  /** Milliseconds between looks at the queue when nothing wakes the sender. */
  readonly lookEvery: number;
};

export const usualSending = { conversations: 300, perDomain: 10, perMinute: 600, lookEvery: 5000 };

/** Conversations a sender begins with. */
const firstConversations = 8;

/** Recipients of one conversation: what every server takes. rfc/5321#4.5.3.1.10 */
const recipientsAtOnce = 100;

/** Recipients claimed at once: what one node takes, others do not have. */
const mostClaimed = 500;

export type Sender = {
  /** Looks at the queue now. */
  wake(): void;
  /** Resolves when nothing is being sent and nothing is due. */
  idle(): Promise<void>;
  /** Takes nothing more, waits for what is under way. */
  close(): Promise<void>;
};

/** Recipients of one conversation. Past `dropAt` their claim may end before the conversation does: others will have them. */
type Load = { readonly recipients: readonly Claimed[]; readonly dropAt: number };

export async function startSending(options: SendOptions): Promise<Sender> {
  const { house, node } = options;
  const closing = new AbortController();
  const sending = { ...options, settle: createSettle(house), signal: closing.signal };
  const lanes: Lanes<Load> = createLanes({ ...options, own: house.domains });
  const running = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;
  let again = false;
  let closed = false;
  let ended = 0;
  const began = house.clock.now().getTime();

  if (options.handedOver !== undefined) await settleLeft(house, sending.settle, options.handedOver);
  await giveBack(house, node);

  /** One look at a time; a wake meanwhile means one more after it. */
  function wake(): void {
    if (closed) return;
    if (looking !== null) {
      again = true;
      return;
    }
    looking = look()
      .catch(error => house.log.warn('queue-look-failed', { error: error as Error }))
      .finally(() => {
        looking = null;
        if (again) {
          again = false;
          wake();
        }
      });
  }

  async function look(): Promise<void> {
    while (!closed && lanes.room() > 0) {
      const atMost = Math.min(mostClaimed, lanes.room() * recipientsAtOnce);
      const claimed = await claim(house, { node, busy: lanes.busy(), atMost });
      const dropAt = house.clock.now().getTime() + lease / 2;
      const tooMany = groups(claimed).filter(recipients => !lanes.add(recipients[0]!.domain, { recipients, dropAt }));
      if (tooMany.length > 0) await unclaimNow(house, tooMany.flat());
      begin();
      if (claimed.length < atMost) return;
    }
  }

  /**
   * Few conversations at first, one more for each that has ended and some each second: a process that dies again and again
   * doubles few mails, and one that lives is at full speed within a minute.
   */
  function atOnce(): number {
    const seconds = Math.floor((house.clock.now().getTime() - began) / 1000);
    return Math.min(options.conversations, firstConversations + ended + 4 * seconds);
  }

  function begin(): void {
    const now = house.clock.now().getTime();
    for (const { lane, load } of lanes.take(now, atOnce())) {
      const conversation = converse(load, now).finally(() => {
        running.delete(conversation);
        ended += 1;
        lanes.done(lane);
        begin();
        wake();
      });
      running.add(conversation);
    }
  }

  async function converse({ recipients, dropAt }: Load, now: number): Promise<void> {
    if (now >= dropAt) return;
    const { trace } = recipients[0]!;
    try {
      await sendClaimed(sending, recipients);
    } catch (error) {
      const level = error instanceof Refusal ? 'warn' : 'error';
      house.log[level]('queue-try-failed', { trace, error: error as Error });
      // What cannot even be given back comes back by itself when its lease is over.
      await putBack(house, recipients).catch(fault =>
        house.log.warn('queue-put-back-failed', { trace, error: fault as Error }),
      );
    }
  }

  const timer = setInterval(() => {
    begin();
    wake();
  }, options.lookEvery);
  timer.unref();
  const unlisten = await house.store.database.listen(queueChannel, { onMessage: wake, onReconnect: wake });
  wake();

  return {
    wake,
    async idle() {
      while (looking !== null || running.size > 0) await Promise.all([looking, ...running]);
    },
    async close() {
      closed = true;
      closing.abort();
      clearInterval(timer);
      await unlisten();
      await looking;
      await Promise.all(running);
      await giveBack(house, node);
    },
  };
}

/** One message and one domain a group, no group larger than one conversation takes. */
function groups(claimed: readonly Claimed[]): Claimed[][] {
  const byMessage = Map.groupBy(claimed, ({ queueId, domain }) => `${queueId} ${domain}`);
  return [...byMessage.values()].flatMap(group =>
    Array.from({ length: Math.ceil(group.length / recipientsAtOnce) }, (_, index) =>
      group.slice(index * recipientsAtOnce, (index + 1) * recipientsAtOnce),
    ),
  );
}
