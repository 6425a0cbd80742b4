/**
 * What was done here and the server has not answered yet, in order. It survives the loss of the network and of the page:
 * every act is written down before it is sent, and sent again until it is answered.
 */
import type { Jmap } from '../../jmap/client.ts';
import { isPassing, JmapFault } from '../../jmap/fault.ts';
import type { Id, Patch, SetError } from '../../jmap/objects.ts';

/** One gesture: the patches of emails, or their end. */
export type Change = {
  readonly key: string;
  readonly updates: Readonly<Record<Id, Patch>>;
  readonly destroys: readonly Id[];
};

export type Outcome = {
  readonly change: Change;
  /** What was not done, by email; all of it where the whole was refused. */
  readonly refused: Readonly<Record<Id, SetError>>;
};

export type Queue = {
  waiting(): readonly Change[];
  add(change: Change): void;
  /** Tries again at once: the network is back. */
  go(): void;
  stop(): void;
};

type Needs = {
  /** Written before it is sent, removed when it is answered. */
  readonly keep: (changes: readonly Change[]) => void;
  readonly settled: (outcome: Outcome) => void;
  /** Nothing could be sent: the acts wait. */
  readonly held: (fault: JmapFault) => void;
  readonly wait: (milliseconds: number, run: () => void) => () => void;
};

const waits = { least: 2000, most: 60_000 } as const;

export function createQueue(
  jmap: Pick<Jmap, 'call'>,
  first: readonly Change[],
  { keep, settled, held, wait }: Needs,
): Queue {
  let changes: readonly Change[] = first;
  let sending = false;
  let stopped = false;
  let delay: number = waits.least;
  let stopWaiting = (): void => {};

  async function send(): Promise<void> {
    if (sending || stopped) return;
    sending = true;
    stopWaiting();
    try {
      for (let change = changes[0]; change !== undefined && !stopped; change = changes[0]) {
        const refused = await ask(change);
        changes = changes.slice(1);
        keep(changes);
        settled({ change, refused });
        delay = waits.least;
      }
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      held(error);
      // What passes is tried again; the end of a session waits for the next one.
      if (!stopped && isPassing(error)) stopWaiting = wait(delay, () => void send());
      delay = Math.min(waits.most, delay * 2);
    } finally {
      sending = false;
    }
  }

  async function ask({ updates, destroys }: Change): Promise<Outcome['refused']> {
    try {
      const answer = await jmap.call('Email/set', {
        ...(Object.keys(updates).length > 0 ? { update: updates } : {}),
        ...(destroys.length > 0 ? { destroy: destroys } : {}),
      });
      return withoutGone({ ...answer.notUpdated, ...answer.notDestroyed });
    } catch (error) {
      if (!(error instanceof JmapFault) || isPassing(error) || error.kind === 'signed-out') throw error;
      const type = error.type ?? error.kind;
      return Object.fromEntries([...Object.keys(updates), ...destroys].map(id => [id, { type }]));
    }
  }

  if (first.length > 0) void send();
  return {
    waiting: () => changes,
    add(change) {
      changes = [...changes, change];
      keep(changes);
      void send();
    },
    go() {
      delay = waits.least;
      void send();
    },
    stop() {
      stopped = true;
      stopWaiting();
    },
  };
}

/** A message that another device removed meanwhile is no refusal: nothing of the act is left to do. */
function withoutGone(refused: Record<Id, SetError>): Outcome['refused'] {
  return Object.fromEntries(Object.entries(refused).filter(([, { type }]) => type !== 'notFound'));
}
