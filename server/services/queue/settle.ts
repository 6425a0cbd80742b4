/**
 * What becomes of recipients after a try: sent ones leave the queue, failed ones leave it with a notice, the others wait
 * for their next try. One transaction, so that no recipient is ever both gone and waiting, and every one that leaves is
 * accounted for in the journal.
 */
import { insertSteps, type Step } from '../../store/journey.ts';
import { type Claimed, putOff, removeRecipients } from '../../store/queue.ts';
import type { House } from '../house.ts';
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

/** All recipients are of one message. */
export async function settle(
  house: Settling,
  recipients: readonly Claimed[],
  outcomes: readonly TryOutcome[],
): Promise<void> {
  const now = house.clock.now();
  const tried = recipients.map((recipient, index) => judge(house, recipient, outcomes[index]!, now));
  const leaving = tried.filter(({ kind }) => kind !== 'put-off');
  const waiting = tried.filter(({ kind }) => kind === 'put-off');
  // Notices are written and durable before the transaction that needs them.
  const notices = await writeNotices(
    house,
    recipients[0]!,
    tried.flatMap(({ told }) => told),
    now,
  );
  await house.store.database.transaction(async tx => {
    if (leaving.length > 0)
      await removeRecipients(
        tx,
        leaving.map(({ recipient }) => recipient),
      );
    if (waiting.length > 0) {
      await putOff(
        tx,
        waiting.map(({ recipient, outcome, dueAt, delayTold }) => ({
          queueId: recipient.queueId,
          position: recipient.position,
          dueAt,
          reply: outcome.said,
          delayTold,
        })),
        now,
      );
    }
    await insertSteps(
      tx,
      tried.map(({ step }) => step),
    );
    for (const notice of notices) await enqueueIn(house.store, tx, notice.message, notice.recipients);
  });
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
