/**
 * What becomes of recipients after a try: sent ones leave the queue, failed ones leave it with a notice, the others wait
 * for their next try. One transaction, so that no recipient is ever both gone and waiting, and every one that leaves is
 * accounted for in the journal.
 */
import { insertSteps, type Step } from '../../store/journey.ts';
import { addSigns } from '../../store/phishing-lives.ts';
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
  /** The remote took the message, and knows nothing of deadlines. rfc/2852 */
  readonly ignoresDeadline?: true;
};

type Settling = Pick<House, 'store' | 'clock' | 'random' | 'hostName' | 'domains' | 'accountWatch'>;

/** One try: recipients of one message, and what was said of each. */
type Try = { readonly recipients: readonly Claimed[]; readonly outcomes: readonly TryOutcome[] };

export type Settle = (recipients: readonly Claimed[], outcomes: readonly TryOutcome[]) => Promise<void>;

/**
 * Settles tries, all recipients of one message each. Between the remote's last word and our commit lies the time in which
 * a power cut doubles a mail, so what was sent is settled first and alone: nothing has to be written for it before its
 * transaction, and it never waits for those that failed, whose notices do. Those that end while a transaction of their
 * kind commits are settled together in the next.
 */
export function createSettle(house: Settling): Settle {
  const sent = gathering(sentTransactions, tries => settleBatch(house, tries));
  const others = gathering(1, tries => settleBatch(house, tries));
  return async (recipients, outcomes) => {
    const quick = (index: number): boolean =>
      outcomes[index]!.kind === 'sent' && !owesWord(recipients[index]!, outcomes[index]!);
    const part = (keep: (index: number) => boolean): Try => ({
      recipients: recipients.filter((_, index) => keep(index)),
      outcomes: outcomes.filter((_, index) => keep(index)),
    });
    await Promise.all([sent(part(quick)), others(part(index => !quick(index)))]);
  };
}

/** Transactions at once for what was sent: while one commits, what ends meanwhile does not wait for it. */
const sentTransactions = 2;

/** Gathers tries while `atOnce` batches are being settled; one that cannot be settled does not take others with it. */
function gathering(
  atOnce: number,
  settleTries: (tries: readonly Try[]) => Promise<void>,
): (tried: Try) => Promise<void> {
  let waiting: { tried: Try; done: PromiseWithResolvers<void> }[] = [];
  let settling = 0;

  async function settleWaiting(): Promise<void> {
    settling += 1;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await settleTries(batch.map(({ tried }) => tried)).then(
        () => {
          for (const { done } of batch) done.resolve();
        },
        error => settleApart(batch, error),
      );
    }
    settling -= 1;
  }

  async function settleApart(batch: typeof waiting, error: unknown): Promise<void> {
    if (batch.length === 1) batch[0]!.done.reject(error);
    else for (const { tried, done } of batch) await settleTries([tried]).then(done.resolve, done.reject);
  }

  return tried => {
    if (tried.recipients.length === 0) return Promise.resolve();
    const done = Promise.withResolvers<void>();
    waiting.push({ tried, done });
    if (settling < atOnce) void settleWaiting();
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
  const bounced = all.flatMap(({ kind, outcome, recipient }) => bounceOf(kind, outcome, recipient));
  await house.store.database.transaction(async tx => {
    // Sent without waiting for one another: one way to the database and back.
    await Promise.all([
      leaving.length > 0 ? removeRecipients(tx, leaving) : null,
      waiting.length > 0 ? putOff(tx, waiting.map(asPutOff), now) : null,
      insertSteps(
        tx,
        all.map(({ step }) => step),
      ),
    ]);
    await addSigns(tx, bounced, now);
    for (const notice of notices) await enqueueIn(house.store, tx, notice.message, notice.recipients);
  });
  if (notices.length > 0) await house.store.database.notify(queueChannel, '');
  for (const { accountId } of bounced) house.accountWatch?.look(accountId);
}

/** An address that refused for good what somebody of the house wrote counts against the list it came from. */
function bounceOf(kind: TryOutcome['kind'], { kind: said }: TryOutcome, { accountId, kind: queued }: Claimed) {
  if (kind !== 'failed' || said !== 'failed' || queued !== 'submitted' || accountId === null) return [];
  return [{ accountId, kind: 'bounce', count: 1 } as const];
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
  const dueAt = beforeDeadline(recipient, nextTry(recipient.attempts + 1, now, random(1)[0]! / 256), now);
  const tooOld = outcome.kind === 'put-off' && dueAt > recipient.expiresAt;
  const kind = tooOld ? 'failed' : outcome.kind;
  const status = tooOld ? '5.4.7' : outcome.status;
  const tellDelay = kind === 'put-off' && !recipient.delayTold && isLate(recipient, now);
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
    if (kind === 'failed' && wantsFailure(recipient)) return ['failed'];
    if (tellDelay) return ['delayed'];
    if (kind !== 'sent' || !owesWord(recipient, outcome)) return [];
    return [outcome.host === null ? 'delivered' : 'relayed'];
  }
}

/**
 * Whether the sender is told of a success: where they asked and the remote will not tell, where they asked to follow each
 * relay, and where the message went on to one that knows nothing of its deadline. rfc/2852#4.1.4
 */
function owesWord({ notify, options: { by } }: Claimed, { host, relaysNotices, ignoresDeadline }: TryOutcome): boolean {
  if (notify?.length === 0) return false;
  if (notify?.includes('SUCCESS') && !relaysNotices) return true;
  return by !== undefined && host !== null && (by.trace || ignoresDeadline === true);
}

/** A message with a deadline is told of when it passes, whatever notices were asked for but none; others after some hours. */
function isLate({ createdAt, notify, options: { by } }: Claimed, now: Date): boolean {
  if (by?.mode === 'notify' && now >= new Date(by.at)) return notify?.length !== 0;
  return now.getTime() - createdAt.getTime() >= tellAfter && (notify === null || notify.includes('DELAY'));
}

/** Milliseconds that the last try before a deadline comes ahead of it. */
const lastTryAhead = 30_000;

/** The next try, or an earlier one that the deadline asks for: just before it to be in time, or at it to tell. */
function beforeDeadline({ options: { by } }: Claimed, next: Date, now: Date): Date {
  if (by === undefined) return next;
  const wanted = new Date(by.at).getTime() - (by.mode === 'return' ? lastTryAhead : 0);
  return wanted > now.getTime() && wanted < next.getTime() ? new Date(wanted) : next;
}

/** A sender who did not say is told of failures and of delays. rfc/3461#4.1 */
function wantsFailure({ notify }: Claimed): boolean {
  return notify === null || notify.includes('FAILURE');
}
