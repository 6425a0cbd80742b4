/** A transaction: a connection held alone from BEGIN to COMMIT, done again from its start where the database asks it. */
import type { Kysely } from 'kysely';
import { buildOver } from './builder.ts';
import { type Answer, type Connection, type Statement, silenceAfter } from './connection.ts';
import { pause, pauseBefore } from './pauses.ts';
import type { Reserved } from './reserved.ts';
import { DatabaseUnavailable, sqlState } from './unavailable.ts';

/**
 * Statements issued without awaiting the one before are sent at once and run in order: a failure in one fails those
 * behind it and the transaction. `work` may run several times, and so must change nothing else.
 */
export type Transaction = {
  query<Row = Record<string, unknown>>(statement: Statement): Promise<Row[]>;
  /** @returns how many rows the statement touched */
  run(statement: Statement): Promise<number>;
  /** The typed builder over this transaction. */
  kysely<Tables>(): Kysely<Tables>;
};

export type TransactionOptions = {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** Milliseconds a statement may take, instead of the database's; 0 for no limit. */
  readonly statementTimeout?: number;
};

const mostAttempts = 6;

/** Serialization failure and deadlock: the one who is told so has changed nothing and may try again. */
const retriedStates = new Set(['40001', '40P01']);

export async function transact<Result>(
  reserved: Reserved,
  work: (tx: Transaction) => Promise<Result>,
  options: TransactionOptions,
  random: () => number,
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    const connection = await reserved.acquire();
    const usualSilence = connection.silenceLimit;
    if (options.statementTimeout !== undefined) connection.silenceLimit = silenceAfter(options.statementTimeout);
    const attempted = await attemptOn(connection, work, options).finally(() => {
      connection.silenceLimit = usualSilence;
      reserved.release(connection);
    });
    if (attempted.kind === 'done') return attempted.result;
    if (!attempted.again || attempt + 1 >= mostAttempts) throw attempted.error;
    await pause(pauseBefore(attempt, random), never);
  }
}

const never = new AbortController().signal;

type Attempted<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: unknown; readonly again: boolean };

async function attemptOn<Result>(
  connection: Connection,
  work: (tx: Transaction) => Promise<Result>,
  options: TransactionOptions,
): Promise<Attempted<Result>> {
  const held = hold(connection);
  held.begin(options);
  let result: Result;
  try {
    result = await work(held.transaction);
  } catch (error) {
    await held.rollback();
    const cause = held.firstFailure();
    // "The transaction is aborted" says nothing of why it is.
    const told = !held.begun() || sqlState(error) === '25P02' ? (cause ?? error) : error;
    return { kind: 'failed', error: told, again: mayRetry(cause, held.begun()) };
  }
  try {
    await held.commit();
    return { kind: 'done', result };
  } catch (error) {
    return { kind: 'failed', error, again: mayRetry(held.firstFailure() ?? error, held.begun()) };
  }
}

/** Also where the connection turned out to be dead at BEGIN: nothing was done then. */
function mayRetry(cause: unknown, begun: boolean): boolean {
  if (cause instanceof DatabaseUnavailable) return !begun;
  return retriedStates.has(sqlState(cause) ?? '');
}

/** A statement that nobody awaits: commit() tells its failure. */
function mayBeIgnored<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {});
  return promise;
}

/** Bookkeeping of one attempt: the first failure is the one that explains the others. */
function hold(connection: Connection) {
  let begun = false;
  let over = false;
  let failure: { error: unknown } | undefined;

  function send(statement: Statement): Promise<Answer> {
    return connection.send(statement).catch(error => {
      failure ??= { error };
      throw error;
    });
  }

  function sendOpen(statement: Statement): Promise<Answer> {
    if (over) return Promise.reject(new Error('the transaction is over: a statement was issued after its end'));
    return send(statement);
  }

  const transaction: Transaction = {
    query: <Row>(statement: Statement) => mayBeIgnored(sendOpen(statement).then(({ rows }) => rows as Row[])),
    run: statement => mayBeIgnored(sendOpen(statement).then(({ count }) => count)),
    kysely: <Tables>() => buildOver<Tables>(sendOpen),
  };

  return {
    transaction,
    begun: () => begun,
    firstFailure: () => failure?.error,
    begin({ isolation = 'read committed', statementTimeout }: TransactionOptions): void {
      mayBeIgnored(
        send({ text: `begin isolation level ${isolation}`, name: '' }).then(() => {
          begun = true;
        }),
      );
      if (statementTimeout !== undefined) {
        const text = `set local statement_timeout = ${Math.floor(statementTimeout)}`;
        mayBeIgnored(send({ text, name: '' }));
      }
    },
    async commit(): Promise<void> {
      over = true;
      const { command } = await send({ text: 'commit', name: '' });
      if (command === 'COMMIT') return;
      // The server says ROLLBACK where a statement had failed that nobody awaited, or whose failure was caught.
      throw failure?.error ?? new Error('the transaction was rolled back by the database');
    },
    async rollback(): Promise<void> {
      over = true;
      // On a connection that is lost the server rolls back by itself, and what broke it is already being thrown.
      await connection.send({ text: 'rollback', name: '' }).catch(error => {
        if (!(error instanceof DatabaseUnavailable)) throw error;
      });
    },
  };
}
