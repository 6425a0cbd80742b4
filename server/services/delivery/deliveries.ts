/**
 * The one door into mailboxes for mail that arrives. Deliveries that come at the same time are committed together: while
 * a writer waits for its commit the next batch gathers, so that the busier the house the larger the batch, and a lone
 * message waits for nobody. Nothing is acknowledged before it is durable.
 */
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { AccountId } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import type { Clock } from '../../model/clock.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Inserted, insertEmails, type NewEmail } from '../../store/emails.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { Store } from '../../store/store.ts';

/** A message on its way into mailboxes: its bytes are durable already. */
export type Deliverable = {
  readonly blob: KeptBlob;
  readonly facts: MessageFacts;
  readonly receivedAt: Date;
  readonly receivedZone: number;
};

/** One mailbox it goes to, and how it is marked there. */
export type Destination = {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly trace: string;
  readonly flags: number;
  readonly keywords: readonly string[];
  readonly quotaExempt?: boolean;
};

export type Deliveries = {
  /** Outcomes in the order of the destinations. @throws Refusal unavailable, disk-full: nothing was delivered */
  deliver(message: Deliverable, destinations: readonly Destination[]): Promise<(Inserted | Refusal)[]>;
  /** Resolves when all that was begun is committed. */
  settle(): Promise<void>;
};

/** Two writers: one commits while the other gathers. More would only make them wait for the same rows. */
const writers = 2;
/** Emails of one transaction: past this, the answer of the first waits for nothing gained. */
const emailsPerBatch = 512;

/** A part of a delivery that goes in one batch. */
type Load = {
  readonly message: Deliverable;
  readonly destinations: readonly Destination[];
  readonly done: (outcomes: (Inserted | Refusal)[]) => void;
  readonly failed: (error: unknown) => void;
};

export function createDeliveries({ store, clock }: { store: Store; clock: Clock }): Deliveries {
  const waiting: Load[] = [];
  const writing = new Set<Promise<void>>();

  function start(): void {
    while (writing.size < writers && waiting.length > 0) {
      const writer = write(take()).then(() => {
        writing.delete(writer);
        start();
      });
      writing.add(writer);
    }
  }

  /** The oldest loads that fit a batch: at least one. */
  function take(): Load[] {
    let emails = 0;
    const fits = waiting.findIndex(load => {
      emails += load.destinations.length;
      return emails > emailsPerBatch;
    });
    return waiting.splice(0, fits < 0 ? waiting.length : Math.max(fits, 1));
  }

  /** Commits a batch; one that fails is halved until the load that makes it fail is alone. */
  async function write(batch: Load[]): Promise<void> {
    try {
      const outcomes = await commit(batch);
      for (const [index, load] of batch.entries()) load.done(outcomes[index]!);
    } catch (error) {
      // The database being away says nothing of any load: halving would only ask again.
      const hopeless = error instanceof Refusal && error.lasts === 'later';
      if (hopeless || batch.length === 1) for (const load of batch) load.failed(error);
      else {
        const half = batch.length >>> 1;
        await write(batch.slice(0, half));
        await write(batch.slice(half));
      }
    }
  }

  async function commit(batch: Load[]): Promise<(Inserted | Refusal)[][]> {
    const emails = batch.flatMap(load => load.destinations.map(destination => asNewEmail(load.message, destination)));
    const inserted = await store.database.transaction(async tx => {
      const [, outcomes] = await Promise.all([
        store.blobs.refer(
          tx,
          batch.map(load => load.message.blob),
        ),
        insertEmails(tx, emails, clock.now()),
      ]);
      return outcomes;
    });
    const changes = new Map<AccountId, Change>();
    for (const [index, outcome] of inserted.entries()) {
      if (outcome.kind !== 'inserted') continue;
      const { accountId } = emails[index]!;
      changes.set(accountId, { accountId, modseq: outcome.modseq, kinds: ['delivery', 'email', 'mailbox', 'quota'] });
    }
    for (const change of changes.values()) store.changes.announce(change);
    const answers = inserted.map(outcome => (outcome.kind === 'inserted' ? outcome : new Refusal('over-quota')));
    let next = 0;
    return batch.map(load => load.destinations.map(() => answers[next++]!));
  }

  return {
    async deliver(message, destinations) {
      const parts: Promise<(Inserted | Refusal)[]>[] = [];
      for (let from = 0; from < destinations.length; from += emailsPerBatch) {
        const part = destinations.slice(from, from + emailsPerBatch);
        parts.push(new Promise((done, failed) => waiting.push({ message, destinations: part, done, failed })));
      }
      start();
      return (await Promise.all(parts)).flat();
    },
    async settle() {
      while (writing.size > 0) await Promise.all(writing);
    },
  };
}

function asNewEmail({ blob, facts, receivedAt, receivedZone }: Deliverable, destination: Destination): NewEmail {
  return { ...destination, blob: blob.hash, facts, receivedAt, receivedZone };
}
