import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { systemClock } from '../../model/clock.ts';
import { createLog } from '../../observe/log.ts';
import { prepareBinaries, versioned } from './binaries.ts';
import { EmbeddedFailure } from './failure.ts';
import { processesOf } from './former.ts';
import { canReach, knownAccount } from './identity.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './start.ts';

const isRoot = process.getuid?.() === 0;
const quiet = createLog(systemClock(), () => {});
const root = mkdtempSync(join(tmpdir(), 'vaguemestre-embedded-'));
const made = join(root, 'made');
if (isRoot) execFileSync('chmod', ['0711', root]);

/** A copy of a cluster made once, for initdb is the slow part. */
function freshDirectory(name: string): string {
  const directory = join(root, name);
  execFileSync('cp', ['-a', made, directory]);
  return directory;
}

const started: Embedded[] = [];

async function start(dataDirectory: string, more: Partial<EmbeddedOptions> = {}) {
  const server = await startEmbedded({ dataDirectory, log: quiet, volatile: true, ...more });
  started.push(server);
  return server;
}

async function ask<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function until<T>(what: () => Promise<T | undefined>): Promise<T> {
  for (let attempts = 0; attempts < 500; attempts++) {
    const found = await what().catch(() => undefined);
    if (found !== undefined) return found;
    await sleep(20);
  }
  throw new Error('what was waited for did not come');
}

before(async () => {
  const first = await start(made);
  await ask(first.url, 'create table kept (what text)');
  await ask(first.url, `insert into kept values ('courrier')`);
  await first.stop();
});

// Whatever a failed test left running would keep the run alive.
after(async () => {
  await Promise.all(started.map(server => server.stop()));
  rmSync(root, { recursive: true, force: true });
});

describe('the embedded server', () => {
  test('is durable, speaks UTF-8, sorts by code point and listens on its socket alone', async () => {
    const server = await start(join(root, 'durable'), { volatile: false });
    const [row] = await ask<Record<string, string>>(
      server.url,
      `select current_setting('fsync') fsync, current_setting('full_page_writes') pages, current_setting('data_checksums') sums,
        current_setting('synchronous_commit') commit, current_setting('listen_addresses') addresses,
        current_setting('server_encoding') encoding, (select datlocprovider::text || datlocale from pg_database where datname = current_database()) locale`,
    );
    await server.stop();
    assert.deepEqual(
      { ...row },
      {
        fsync: 'on',
        pages: 'on',
        sums: 'on',
        commit: 'on',
        addresses: '',
        encoding: 'UTF8',
        locale: 'bC.UTF-8',
      },
    );
  });

  test('keeps its data from one start to the next', async () => {
    const server = await start(freshDirectory('again'));
    assert.deepEqual(await ask(server.url, 'select what from kept'), [{ what: 'courrier' }]);
    await server.stop();
    await server.stop();
    assert.equal((await server.exited).code, 0);
  });

  test('lets nobody but its user and root enter', async () => {
    const directory = freshDirectory('modes');
    const server = await start(directory);
    assert.equal(statSync(join(directory, 'postgresql/cluster')).mode & 0o777, 0o700);
    const socketDirectory = decodeURIComponent(/host=([^&]+)/.exec(server.url)![1]!);
    assert.equal(statSync(socketDirectory).mode & 0o777, 0o700);
    await server.stop();
  });

  test('starts again by itself when it is killed, with its data', async () => {
    const server = await start(freshDirectory('killed'), { volatile: false });
    const first = server.pid()!;
    process.kill(first, 'SIGKILL');
    const rows = await until(async () =>
      server.pid() === first ? undefined : await ask<{ what: string }>(server.url, 'select what from kept'),
    );
    assert.deepEqual(rows, [{ what: 'courrier' }]);
    await server.stop();
  });

  test('without restart, tells its end', async () => {
    const server = await start(freshDirectory('once'), { restart: false });
    process.kill(server.pid()!, 'SIGKILL');
    assert.equal((await server.exited).signal, 'SIGKILL');
    await server.stop();
  });

  test('is stopped at once where a fast shutdown lasts too long', async () => {
    const server = await start(freshDirectory('stuck'), { stopPatience: 0 });
    await server.stop();
    assert.equal(server.pid(), undefined);
  });

  test('a kill -9 of its parent leaves nothing that hinders the next start', async () => {
    const directory = freshDirectory('orphan');
    const script = `
      import { startEmbedded } from ${JSON.stringify(fileURLToPath(import.meta.resolve('./start.ts')))};
      const quiet = { info() {}, warn() {}, error() {} };
      await startEmbedded({ dataDirectory: ${JSON.stringify(directory)}, log: quiet });
      console.log('started');
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    const server = await start(directory);
    assert.deepEqual(await ask(server.url, 'select what from kept'), [{ what: 'courrier' }]);
    await server.stop();
  });

  test('an orphan that still runs is stopped first, and a postmaster.pid that names a stranger is taken away', async () => {
    const directory = freshDirectory('running');
    const cluster = join(directory, 'postgresql/cluster');
    const { uid, gid } = statSync(cluster);
    const binaries = await prepareBinaries(join(root, 'copies'), isRoot ? { uid, gid } : undefined);
    const orphan = spawn(
      join(binaries.directory, 'postgres'),
      ['-D', cluster, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${join(directory, 'postgresql/run')}`],
      { ...(isRoot ? { uid, gid } : {}), detached: true, stdio: 'ignore', env: { LC_ALL: 'C' } },
    );
    const ended = once(orphan, 'exit');
    await until(async () =>
      readFileSync(join(cluster, 'postmaster.pid'), 'utf8').includes('ready') ? true : undefined,
    );
    const server = await start(directory);
    await ended;
    assert.deepEqual(await ask(server.url, 'select what from kept'), [{ what: 'courrier' }]);
    await server.stop();
    assert.deepEqual(await processesOf(cluster), []);

    writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n`);
    const next = await start(directory);
    await next.stop();
  });

  test('a second process on the same data is refused, or shares the running one where it asks to', async () => {
    const directory = freshDirectory('twice');
    const server = await start(directory);
    await assert.rejects(start(directory), new RegExp(`Process ${process.pid} already runs`));
    const other = await start(directory, { share: true });
    assert.equal(other.owned, false);
    await other.stop();
    assert.deepEqual(await ask(other.url, 'select what from kept'), [{ what: 'courrier' }]);
    await server.stop();
  });

  test('a cluster of a newer or an older PostgreSQL is left alone, with a sentence that says what to do', async () => {
    const directory = freshDirectory('newer');
    const version = join(directory, 'postgresql/cluster/PG_VERSION');
    writeFileSync(version, '99\n');
    await assert.rejects(
      start(directory),
      /made by PostgreSQL 99, newer than the \d+ of this program: start the newer program/,
    );
    writeFileSync(version, '12\n');
    await assert.rejects(start(directory), /older than the \d+ of this program: make a backup/);
  });

  test('a failed initdb and a failed start show the last lines of what was said', async () => {
    const fake = join(root, 'fake');
    mkdirSync(fake);
    writeFileSync(join(fake, 'postgres'), '#!/bin/sh\necho "postgres (PostgreSQL) 18.4"\n', { mode: 0o755 });
    writeFileSync(join(fake, 'initdb'), '#!/bin/sh\necho "No space left on device" >&2\nexit 1\n', { mode: 0o755 });
    await assert.rejects(start(join(root, 'full'), { binariesDirectory: fake }), (error: Error) => {
      assert.ok(error instanceof EmbeddedFailure);
      assert.match(error.message, /could not be made[\s\S]*No space left on device/);
      return true;
    });
    const directory = freshDirectory('bad-setting');
    await assert.rejects(
      start(directory, { settings: { shared_buffers: 'plenty' } }),
      /did not start[\s\S]*shared_buffers/,
    );
    const server = await start(directory);
    await server.stop();
  });

  test('a long path gets a short socket', async () => {
    const directory = join(root, 'l'.repeat(90));
    execFileSync('cp', ['-a', made, directory]);
    const server = await start(directory);
    assert.deepEqual(await ask(server.url, 'select what from kept'), [{ what: 'courrier' }]);
    await server.stop();
    rmSync(decodeURIComponent(/host=([^&]+)/.exec(server.url)![1]!), { recursive: true });
  });
});

if (isRoot) {
  describe('as root', () => {
    test('an account that /etc/passwd does not know can run it', async () => {
      const server = await start(join(root, 'unnamed'), { identity: { uid: 54_321, gid: 54_321 } });
      assert.equal(statSync(join(root, 'unnamed/postgresql/cluster')).uid, 54_321);
      assert.equal((await ask<{ n: number }>(server.url, 'select 1 n'))[0]?.n, 1);
      await server.stop();
    });

    test('a data directory it cannot reach keeps its mode, and holds a link to the cluster', async () => {
      const directory = join(root, 'closed');
      mkdirSync(directory, { mode: 0o700 });
      const elsewhere = join(root, 'elsewhere');
      for (const _ of ['first', 'second']) {
        const server = await start(directory, { elsewhere });
        await server.stop();
      }
      assert.equal(statSync(directory).mode & 0o777, 0o700);
      assert.ok(readlinkSync(join(directory, 'postgresql')).startsWith(elsewhere));
    });

    test('programs it cannot reach, whose links were never made, are copied to where it can', async () => {
      const installed = dirname(dirname((await prepareBinaries(join(root, 'unused'), undefined)).directory));
      const hidden = join(root, 'hidden');
      mkdirSync(hidden, { mode: 0o700 });
      const copy = join(hidden, 'linux-x64');
      cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
      const identity = await knownAccount();
      execFileSync('find', [join(copy, 'native/lib'), '-maxdepth', '1', '-type', 'l', '-delete']);
      const binaries = await prepareBinaries(join(root, 'reachable'), identity, copy);
      assert.ok(await canReach(join(binaries.directory, 'postgres'), identity));
      assert.deepEqual(await versioned(binaries.directory), binaries);
      assert.deepEqual(await prepareBinaries(join(root, 'reachable'), identity, copy), binaries);
    });
  });
}
