/**
 * The door to PostgreSQL. Single statements run on a few shared connections in pipeline mode, many at once without
 * waiting for each other's round trip; a transaction holds a connection alone. Lost connections come back by themselves;
 * while the database is away every call says so within some seconds, by a DatabaseUnavailable. A statement is never sent
 * twice by us once it may have been done.
 */
import type { Kysely } from 'kysely';
import type { Log } from '../observe/log.ts';
import { buildOver } from './database/builder.ts';
import { type Answer, connect, type Statement } from './database/connection.ts';
import { type Listener, listenOn } from './database/listening.ts';
import { reserveConnections } from './database/reserved.ts';
import { shareConnections } from './database/shared.ts';
import { type Transaction, type TransactionOptions, transact } from './database/transaction.ts';

export type { Statement } from './database/connection.ts';
export type { Listener } from './database/listening.ts';
export type { Transaction, TransactionOptions } from './database/transaction.ts';
export { DatabaseUnavailable, sqlState } from './database/unavailable.ts';

export type DatabaseOptions = {
  readonly log: Log;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly sharedConnections?: number;
  readonly transactionConnections?: number;
  /** Milliseconds a caller waits for a connection; 5 s by default. */
  readonly patience?: number;
  /** Milliseconds; 30 s by default. */
  readonly statementTimeout?: number;
  /** Milliseconds; 30 s by default. */
  readonly idleInTransactionTimeout?: number;
  /** For the spread of pauses. */
  readonly random?: () => number;
};

/** What runs statements: the database itself, or a transaction in it. */
export type Queryable = Pick<Transaction, 'query' | 'run'>;

export type Database = Queryable & {
  /** The typed builder, for the directory: one statement at a time. In a transaction use `tx.kysely()`. */
  kysely<Tables>(): Kysely<Tables>;
  /** Commits what `work` did, or rolls it back where it throws. Deadlocks and serialization failures are tried again. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /** Resolves when the channel is listened to. @returns stops it */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  /** At most 8,000 bytes of payload. Never inside a transaction: it would take a lock over the whole database. */
  notify(channel: string, payload: string): Promise<void>;
  /** Refuses new calls, waits for those under way. */
  close(): Promise<void>;
};

/** Opens nothing yet: connections come with the first call. */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const { log, sharedConnections = 4, transactionConnections = 16, patience = 5_000, random = Math.random } = options;
  const { applicationName, statementTimeout = 30_000, idleInTransactionTimeout = 30_000 } = options;
  const settings = { url, applicationName, statementTimeout, idleInTransactionTimeout };
  const open = (withinMs: number) => connect(settings, withinMs);

  const shared = shareConnections(sharedConnections, patience, open, random, log);
  const reserved = reserveConnections(transactionConnections, patience, open, random);
  const listening = listenOn(open, random, log);

  const watch = setInterval(() => {
    const now = performance.now();
    for (const connection of [...shared.all(), ...reserved.all(), ...listening.all()]) connection.breakIfSilent(now);
  }, 1_000);
  watch.unref();

  async function send(statement: Statement): Promise<Answer> {
    const picked = shared.pick();
    return (picked instanceof Promise ? await picked : picked).send(statement);
  }

  return {
    query: async <Row>(statement: Statement) => (await send(statement)).rows as Row[],
    run: async statement => (await send(statement)).count,
    kysely: <Tables>() => buildOver<Tables>(send),
    transaction: (work, chosen = {}) => transact(reserved, work, chosen, random),
    listen: (channel, listener) => listening.listen(channel, listener),
    async notify(channel, payload) {
      await send({ text: 'select pg_notify($1, $2)', values: [channel, payload] });
    },
    async close() {
      clearInterval(watch);
      await Promise.all([shared.close(), reserved.close(), listening.close()]);
    },
  };
}
