/**
 * A real PostgreSQL for tests: one server a run, one migrated template, one clone of it a test file. The runner starts
 * the server and passes its address on; a file that is run alone starts its own. TEST_DATABASE=15 takes Debian's
 * PostgreSQL 15, the oldest we support, instead of the embedded one.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../server/model/clock.ts';
import { createLog, type Log } from '../../server/observe/log.ts';
import { type Database, openDatabase } from '../../server/store/database.ts';
import { startEmbedded } from '../../server/store/embedded/start.ts';
import { migrate } from '../../server/store/migrate.ts';
import { migrations } from '../../server/store/migrations/index.ts';

/** What a runner sets for the files it runs: the `url` of its test server. */
export const serverVariable = 'VAGUEMESTRE_TEST_DATABASE';

export type TestServer = { readonly url: string; stop(): Promise<void> };

export type TestDatabase = { readonly url: string; readonly database: Database; close(): Promise<void> };

const template = 'vaguemestre_template';
/** Debian's PostgreSQL 15, the oldest we support. */
export const debianBinaries = '/usr/lib/postgresql/15/bin';

/** Says nothing but errors: an unexpected one shows in the output. */
export const testLog: Log = createLog(systemClock(), line => console.error(line), 'error');

/** A server without durability in a directory of its own, with the migrated template. */
export async function startTestServer(version = process.env.TEST_DATABASE ?? '18'): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-test-'));
  // As root the server runs as another user, who has to pass through.
  await chmod(directory, 0o711);
  const server = await startEmbedded({
    dataDirectory: directory,
    log: testLog,
    volatile: true,
    settings: { max_connections: '300' },
    ...(version === '15' ? { binariesDirectory: debianBinaries } : {}),
  });
  const stop = async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await onDatabase(server.url, admin => admin.run({ text: `create database ${template}`, name: '' }));
    await onDatabase(named(server.url, template), database => migrate(database, migrations, testLog));
    return { url: server.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

let own: { users: number; server: Promise<TestServer> } | undefined;
let clones = 0;

/** A migrated database of one's own. Close it in `after`. */
export async function testDatabase(): Promise<TestDatabase> {
  const given = process.env[serverVariable];
  const serverUrl = given ?? (await useOwnServer());
  const name = `test_${process.pid}_${clones++}`;
  await onDatabase(serverUrl, admin => admin.run({ text: `create database ${name} template ${template}`, name: '' }));
  const url = named(serverUrl, name);
  const database = openDatabase(url, { log: testLog, applicationName: 'test' });
  return {
    url,
    database,
    async close() {
      await database.close();
      await onDatabase(serverUrl, admin => admin.run({ text: `drop database ${name} with (force)`, name: '' }));
      if (given === undefined) await leaveOwnServer();
    },
  };
}

async function useOwnServer(): Promise<string> {
  own ??= { users: 0, server: startTestServer() };
  own.users++;
  return (await own.server).url;
}

async function leaveOwnServer(): Promise<void> {
  if (own === undefined || --own.users > 0) return;
  const { server } = own;
  own = undefined;
  await (await server).stop();
}

async function onDatabase<Result>(url: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase(url, {
    log: testLog,
    applicationName: 'test admin',
    sharedConnections: 1,
    transactionConnections: 1,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function named(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
