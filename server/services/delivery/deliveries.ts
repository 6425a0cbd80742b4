/**
 * The one door into mailboxes for mail that arrives, and for what a client appends. Deliveries that come at the same time are committed together: while
 * a writer waits for its commit the next batch gathers, so that the busier the house the larger the batch, and a lone
 * message waits for nobody. Nothing is acknowledged before it is durable.
 */
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { AccountId } from '../../model/account.ts';
import type { Change, ChangeKind } from '../../model/change.ts';
import type { Clock } from '../../model/clock.ts';
import type { BlobHash } from '../../model/email.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Transaction } from '../../store/database.ts';
import { type Inserted, type InsertOutcome, insertEmails, type NewEmail } from '../../store/emails.ts';
import { insertSteps, type Step } from '../../store/journey.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { Store } from '../../store/store.ts';
import { keepVerdicts, type ToKeep } from '../phishing/keep-verdict.ts';
import type { JudgedOnArrival } from '../phishing/watch.ts';
import { takeShares, type Waiting } from './batches.ts';

/** A blob that rows name already. */
export type NamedBlob = { readonly hash: BlobHash };

/** A message on its way into mailboxes: its bytes are durable already. */
export type Deliverable = {
  /** Just kept, or named already by some row (a message that waited in the queue). */
  readonly blob: KeptBlob | NamedBlob;
  readonly facts: MessageFacts;
  readonly receivedAt: Date;
  readonly receivedZone: number;
  /** Put there by its owner: nobody is told that mail has come. */
  readonly appended?: boolean;
  /** Written in the same transaction, so that the journey of a message never tells more than happened. */
  readonly steps?: readonly Step[];
  /** What the judge of phishing said of it: kept in the same transaction. */
  readonly judged?: JudgedOnArrival | undefined;
};

/** One mailbox it goes to, and how it is marked there. */
export type Destination = {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly trace: string;
  readonly flags: number;
  readonly keywords: readonly string[];
  readonly quotaExempt?: boolean;
  /** Done in the transaction that puts the message there, and only if it does. */
  readonly alongside?: (tx: Transaction, inserted: Inserted) => Promise<void>;
};

export type Deliveries = {
  /**
   * Outcomes in the order of the destinations. A delivery of many batches of which some failed gives those their
   * refusal as an outcome.
   * @throws Refusal unavailable, disk-full, no-such-mailbox: nothing was delivered
   */
  deliver(message: Deliverable, destinations: readonly Destination[]): Promise<(Inserted | Refusal)[]>;
  /** Resolves when all that was begun is committed. */
  settle(): Promise<void>;
};

/** One writer commits while the next batch gathers. More would only make them wait for the same rows. */
const writers = 2;
/** Destinations that wait before a second writer helps: large batches cost a third of small ones. */
const worthAnother = 64;
/** Emails of one transaction: past this, the answer of the first waits for nothing gained. */
const emailsPerBatch = 512;

/** A delivery under way: what it has left to go, what became of the rest. */
type Delivery = Waiting & {
  readonly message: Deliverable;
  readonly destinations: readonly Destination[];
  readonly outcomes: (Inserted | Refusal)[];
  /** Destinations whose outcome is not known yet. */
  unknown: number;
  delivered: boolean;
  failure: unknown;
  readonly settle: (failure?: unknown) => void;
};

/** A part of a delivery that goes in one batch. */
type Load = { readonly of: Delivery; readonly from: number; readonly count: number };

export function createDeliveries({ store, clock }: { store: Store; clock: Clock }): Deliveries {
  const waiting: Delivery[] = [];
  const writing = new Set<Promise<void>>();
  let planned = false;

  /** Once the turn of the event loop is over: who comes in the same turn belongs to the same batch. */
  function plan(): void {
    if (planned) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      start();
    });
  }

  function mayWrite(): boolean {
    if (waiting.length === 0 || writing.size >= writers) return false;
    return writing.size === 0 || waiting.reduce((sum, { left }) => sum + left, 0) >= worthAnother;
  }

  function start(): void {
    while (mayWrite()) {
      const writer = write(takeShares(waiting, emailsPerBatch)).then(() => {
        writing.delete(writer);
        plan();
      });
      writing.add(writer);
    }
  }

  /** Commits a batch; one that fails is halved until the load that makes it fail is alone. */
  async function write(batch: readonly Load[]): Promise<void> {
    try {
      const outcomes = await commit(batch);
      for (const [index, load] of batch.entries()) finish(load, outcomes[index]!);
    } catch (error) {
      // The database being away says nothing of any load: halving would only ask again.
      const hopeless = error instanceof Refusal && error.lasts === 'later';
      if (hopeless || batch.length === 1) for (const load of batch) fail(load, error);
      else {
        const half = batch.length >>> 1;
        await write(batch.slice(0, half));
        await write(batch.slice(half));
      }
    }
  }

  async function commit(batch: readonly Load[]): Promise<(Inserted | Refusal)[][]> {
    const emails = batch.flatMap(({ of, from, count }) =>
      of.destinations.slice(from, from + count).map(destination => asNewEmail(of.message, destination)),
    );
    const inserted = await store.database.transaction(async tx => {
      const [, outcomes] = await Promise.all([
        referTo(tx, [...new Set(batch.map(load => load.of.message.blob))]),
        insertEmails(tx, emails, clock.now()),
        // The first load of a delivery takes its journey along.
        insertSteps(
          tx,
          batch.flatMap(({ of, from }) => (from === 0 ? (of.message.steps ?? []) : [])),
        ),
        keepVerdicts(tx, batch.flatMap(judgedOf), clock.now()),
      ]);
      const final = await retryRefused(tx, emails, outcomes);
      for (const [index, outcome] of final.entries()) {
        if (outcome.kind === 'inserted') await emails[index]!.alongside?.(tx, outcome);
      }
      return final;
    });
    const changes = new Map<AccountId, Change>();
    for (const [index, outcome] of inserted.entries()) {
      if (outcome.kind !== 'inserted') continue;
      const { accountId, appended } = emails[index]!;
      const delivered = !appended || changes.get(accountId)?.kinds.includes('delivery');
      const kinds: ChangeKind[] = ['email', 'mailbox', 'quota'];
      changes.set(accountId, { accountId, modseq: outcome.modseq, kinds: delivered ? ['delivery', ...kinds] : kinds });
    }
    for (const change of changes.values()) store.changes.announce(change);
    const answers = inserted.map(outcome => (outcome.kind === 'inserted' ? outcome : new Refusal('over-quota')));
    return batch.map(({ count }) => answers.splice(0, count));
  }

  async function referTo(tx: Transaction, blobs: readonly (KeptBlob | NamedBlob)[]): Promise<void> {
    const kept = blobs.filter(blob => 'container' in blob);
    const named = blobs.filter(blob => !('container' in blob)).map(({ hash }) => hash);
    await Promise.all([
      kept.length > 0 ? store.blobs.refer(tx, kept) : null,
      named.length > 0 ? store.blobs.renew(tx, named) : null,
    ]);
  }

  /** The quota grants or refuses all emails of an account together: refused ones try again alone, a small one may fit. */
  async function retryRefused(
    tx: Transaction,
    emails: readonly NewEmail[],
    outcomes: readonly InsertOutcome[],
  ): Promise<InsertOutcome[]> {
    const perAccount = new Map<AccountId, number>();
    for (const { accountId } of emails) perAccount.set(accountId, (perAccount.get(accountId) ?? 0) + 1);
    const final = [...outcomes];
    for (const [index, outcome] of outcomes.entries()) {
      const email = emails[index]!;
      if (outcome.kind === 'inserted' || perAccount.get(email.accountId) === 1) continue;
      [final[index]] = (await insertEmails(tx, [email], clock.now())) as [InsertOutcome];
    }
    return final;
  }

  return {
    deliver(message, destinations) {
      return new Promise((resolve, reject) => {
        if (destinations.length === 0) return resolve([]);
        const outcomes: (Inserted | Refusal)[] = [];
        waiting.push({
          message,
          destinations,
          outcomes,
          from: 0,
          left: destinations.length,
          unknown: destinations.length,
          delivered: false,
          failure: undefined,
          settle: failure => (failure === undefined ? resolve(outcomes) : reject(failure)),
        });
        plan();
      });
    },
    async settle() {
      while (writing.size > 0 || waiting.length > 0) {
        start();
        await Promise.all(writing);
      }
    },
  };
}

/** The first load of a delivery takes its verdict along as well. */
function judgedOf({ of, from }: Load): ToKeep[] {
  const { judged, blob } = of.message;
  return from > 0 || judged === undefined ? [] : [{ blob: blob.hash, judged }];
}

function finish({ of, from, count }: Load, outcomes: readonly (Inserted | Refusal)[]): void {
  for (const [index, outcome] of outcomes.entries()) of.outcomes[from + index] = outcome;
  of.delivered = true;
  known(of, count);
}

/** What is not a refusal is a bug: the whole delivery fails with it, loudly, even if a part has gone in. */
function fail({ of, from, count }: Load, error: unknown): void {
  if (error instanceof Refusal) for (let index = from; index < from + count; index += 1) of.outcomes[index] = error;
  if (of.failure === undefined || !(error instanceof Refusal)) of.failure = error;
  known(of, count);
}

function known(delivery: Delivery, count: number): void {
  delivery.unknown -= count;
  if (delivery.unknown > 0) return;
  const partial = delivery.delivered && delivery.failure instanceof Refusal;
  delivery.settle(partial ? undefined : delivery.failure);
}

function asNewEmail(
  { blob, facts, receivedAt, receivedZone, appended = false }: Deliverable,
  destination: Destination,
): NewEmail & Pick<Destination, 'alongside'> & { appended: boolean } {
  return { ...destination, blob: blob.hash, facts, receivedAt, receivedZone, appended };
}
