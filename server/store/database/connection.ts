/** One connection in pipeline mode: statements are sent as they come, and answered in that order. */
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import pg from 'pg';
import { DatabaseUnavailable, translate } from './unavailable.ts';
import { columnTypes } from './values.ts';

/**
 * One SQL statement. It is prepared under a name made from its text, so the text must be a constant of the program; a
 * text that is composed is given the name '' and is not kept by the server.
 */
export type Statement = { readonly text: string; readonly values?: readonly unknown[]; readonly name?: string };

export type Answer = { readonly rows: unknown[]; readonly count: number; readonly command: string };

export type Connection = {
  /** @throws DatabaseUnavailable, pg.DatabaseError */
  send(statement: Statement): Promise<Answer>;
  /** Statements sent and not yet answered. */
  readonly pending: number;
  readonly alive: boolean;
  /** Resolves when the connection is gone, for whatever cause. */
  readonly gone: Promise<void>;
  /** Milliseconds without any answer after which only a dead network explains the silence. */
  silenceLimit: number;
  /** Breaks a connection whose silence lasts longer. */
  breakIfSilent(now: number): void;
  /** Ends after the statements on their way. */
  end(): Promise<void>;
  onNotification(listener: (channel: string, payload: string) => void): void;
};

export type ConnectionSettings = {
  readonly url: string;
  readonly applicationName: string;
  /** Milliseconds; 0 for none. */
  readonly statementTimeout: number;
  readonly idleInTransactionTimeout: number;
};

/** @throws DatabaseUnavailable where it does not come within the time, whatever the cause (which it carries) */
export async function connect(settings: ConnectionSettings, withinMs: number): Promise<Connection> {
  const client = new pg.Client({
    connectionString: settings.url,
    application_name: settings.applicationName,
    statement_timeout: settings.statementTimeout,
    idle_in_transaction_session_timeout: settings.idleInTransactionTimeout,
    connectionTimeoutMillis: Math.max(1, withinMs),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: '-c timezone=UTC -c datestyle=ISO',
    pipeline: true,
    types: columnTypes,
  });
  let alive = true;
  // The error comes again as the failure of the statements on their way, and as the end of the connection.
  client.on('error', () => {
    alive = false;
  });
  const gone = new Promise<void>(resolve => {
    client.once('end', () => {
      alive = false;
      resolve();
    });
  });
  try {
    await client.connect();
  } catch (cause) {
    alive = false;
    await client.end().catch(() => {});
    throw new DatabaseUnavailable('no connection', false, cause);
  }

  /** No statement is sent any more; those on their way are still answered where the server is there. */
  function giveUp(): void {
    if (!alive) return;
    alive = false;
    void client.end();
  }

  // pg has no word for it: what is sent in one turn goes out in one write.
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let corked = false;
  function uncork(): void {
    corked = false;
    stream.uncork();
  }

  let pending = 0;
  let progress = 0;
  const connection: Connection = {
    get pending() {
      return pending;
    },
    get alive() {
      return alive;
    },
    gone,
    silenceLimit: silenceAfter(settings.statementTimeout),
    send(statement) {
      if (!alive) return Promise.reject(new DatabaseUnavailable('connection lost', false));
      if (pending++ === 0) progress = performance.now();
      if (!corked) {
        corked = true;
        stream.cork();
        process.nextTick(uncork);
      }
      return new Promise((resolve, reject) => {
        const { text, values = [] } = statement;
        const name = statement.name ?? nameOf(text);
        client.query({ text, values: values as unknown[], ...(name ? { name } : {}) }, (error, result) => {
          pending--;
          progress = performance.now();
          if (!error) return resolve({ rows: result.rows, count: result.rowCount ?? 0, command: result.command });
          const translated = translate(Object.assign(error, { statement: text }), !alive, true);
          if (translated instanceof DatabaseUnavailable || isStale(error)) giveUp();
          reject(translated);
        });
      });
    },
    breakIfSilent(now) {
      if (pending === 0 || now - progress < connection.silenceLimit) return;
      alive = false;
      // pg has no gentle word for it either: its stream is the only thing that answers on a dead network.
      stream.destroy(new Error(`no answer for ${Math.round(now - progress)} ms`));
    },
    async end() {
      alive = false;
      await client.end();
    },
    onNotification(listener) {
      client.on('notification', message => listener(message.channel, message.payload ?? ''));
    },
  };
  return connection;
}

/** The server itself ends a statement at its timeout; past that and a margin it is not there any more. */
export function silenceAfter(statementTimeout: number): number {
  return statementTimeout === 0 ? Number.POSITIVE_INFINITY : statementTimeout + 5_000;
}

/** After a migration by another process, a prepared statement may be refused for good: a new connection is the cure. */
function isStale(error: Error & { code?: string }): boolean {
  return error.code === '26000' || (error.code === '0A000' && error.message.startsWith('cached plan'));
}

/** Names of constant texts; so many that only texts composed by mistake would fill it: those go unprepared. */
const names = new Map<string, string>();
const mostNames = 2_000;

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostNames) return '';
  const name = `v${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}
