/**
 * What becomes of recipients after a try: sent ones leave the queue, failed ones leave it with a notice, the others wait
 * for their next try. One transaction, so that no recipient is ever both gone and waiting, and every one that leaves is
 * accounted for in the journal.
 */
import { insertSteps, type Step } from '../../store/journey.ts';
import { type Claimed, putOff, removeRecipients } from '../../store/queue.ts';
import type { House } from '../house.ts';
import { queueChannel } from './channel.ts';
import { enqueueIn } from './enqueue.ts';
import { type Told, writeNotices } from './notices.ts';
import { nextTry, tellAfter } from './schedule.ts';

/** What was said of a recipient at one try. */
export type TryOutcome = {
  readonly kind: 'sent' | 'put-off' | 'failed';
  readonly status: string;
  readonly said: string;
  readonly host: string | null;
  readonly relaysNotices: boolean;
  readonly tls: string | null;
  readonly unsure: boolean;
};

type Settling = Pick<House, 'store' | 'clock' | 'random' | 'hostName' | 'domains'>;

/** One try: recipients of one message, and what was said of each. */
type Try = { readonly recipients: readonly Claimed[]; readonly outcomes: readonly TryOutcome[] };

export type Settle = (recipients: readonly Claimed[], outcomes: readonly TryOutcome[]) => Promise<void>;

/**
 * Settles tries, all recipients of one message each. Those that end while others are being settled are settled together:
 * the shorter the time between the remote's last word and our commit, the fewer mails a power cut doubles.
 */
export function createSettle(house: Settling): Settle {
  let waiting: { tried: Try; done: PromiseWithResolvers<void> }[] = [];
  let settling = false;

  async function settleWaiting(): Promise<void> {
    settling = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await settleBatch(
        house,
        batch.map(({ tried }) => tried),
      ).then(
        () => {
          for (const { done } of batch) done.resolve();
        },
        error => settleApart(batch, error),
      );
    }
    settling = false;
  }

  /** One that cannot be settled must not take the others with it. */
  async function settleApart(batch: typeof waiting, error: unknown): Promise<void> {
    if (batch.length === 1) batch[0]!.done.reject(error);
    else for (const { tried, done } of batch) await settleBatch(house, [tried]).then(done.resolve, done.reject);
  }

  return (recipients, outcomes) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ tried: { recipients, outcomes }, done });
    if (!settling) void settleWaiting();
    return done.promise;
  };
}

async function settleBatch(house: Settling, tries: readonly Try[]): Promise<void> {
  const now = house.clock.now();
  const judged = tries.map(({ recipients, outcomes }) =>
    recipients.map((recipient, index) => judge(house, recipient, outcomes[index]!, now)),
  );
  // Notices are written and durable before the transaction that needs them.
  const told = judged.map(one => one.flatMap(({ told }) => told));
  const written = await Promise.all(
    tries.map(({ recipients }, index) => writeNotices(house, recipients[0]!, told[index]!, now)),
  );
  const all = judged.flat();
  const leaving = all.filter(({ kind }) => kind !== 'put-off').map(({ recipient }) => recipient);
  const waiting = all.filter(({ kind }) => kind === 'put-off');
  const notices = written.flat();
  await house.store.database.transaction(async tx => {
    if (leaving.length > 0) await removeRecipients(tx, leaving);
    if (waiting.length > 0) await putOff(tx, waiting.map(asPutOff), now);
    await insertSteps(
      tx,
      all.map(({ step }) => step),
    );
    for (const notice of notices) await enqueueIn(house.store, tx, notice.message, notice.recipients);
  });
  if (notices.length > 0) await house.store.database.notify(queueChannel, '');
}

function asPutOff({ recipient, outcome, dueAt, delayTold }: Tried): Parameters<typeof putOff>[1][number] {
  const { queueId, position } = recipient;
  return { queueId, position, dueAt, reply: outcome.said, delayTold };
}

type Tried = {
  readonly recipient: Claimed;
  readonly outcome: TryOutcome;
  readonly kind: TryOutcome['kind'];
  readonly dueAt: Date;
  readonly delayTold: boolean;
  readonly told: readonly Told[];
  readonly step: Step;
};

/** Decides one recipient's fate: what is put off too long fails, what waits long is told once. */
function judge({ random }: Settling, recipient: Claimed, outcome: TryOutcome, now: Date): Tried {
  const dueAt = nextTry(recipient.attempts + 1, now, random(1)[0]! / 256);
  const { by } = recipient.options;
  const late = by?.mode === 'R' && dueAt > new Date(by.at);
  const tooOld = outcome.kind === 'put-off' && (dueAt > recipient.expiresAt || late);
  const kind = tooOld ? 'failed' : outcome.kind;
  const status = tooOld ? '5.4.7' : outcome.status;
  const age = now.getTime() - recipient.createdAt.getTime();
  const tellDelay = kind === 'put-off' && !recipient.delayTold && age >= tellAfter && wants(recipient, 'DELAY');
  const told: Told[] = actions().map(action => ({
    action,
    address: recipient.address,
    orcpt: recipient.orcpt,
    status,
    said: outcome.said,
    host: outcome.host,
  }));
  return {
    recipient,
    outcome,
    kind,
    dueAt,
    delayTold: recipient.delayTold || tellDelay,
    told,
    step: {
      trace: recipient.trace,
      at: now,
      event: kind,
      messageId: null,
      detail: {
        to: recipient.address,
        host: outcome.host,
        said: outcome.said,
        status,
        tls: outcome.tls,
        ...(outcome.unsure ? { unsure: true } : {}),
        ...(kind === 'put-off' ? { next: dueAt.toISOString() } : {}),
      },
    },
  };

  function actions(): Told['action'][] {
    if (kind === 'failed' && wants(recipient, 'FAILURE')) return ['failed'];
    if (tellDelay) return ['delayed'];
    if (kind !== 'sent' || outcome.relaysNotices || !recipient.notify?.includes('SUCCESS')) return [];
    return [outcome.host === null ? 'delivered' : 'relayed'];
  }
}

/** A sender who did not say is told of failures and of delays. rfc/3461#4.1 */
function wants({ notify }: Claimed, what: 'FAILURE' | 'DELAY'): boolean {
  return notify === null || notify.includes(what);
}
