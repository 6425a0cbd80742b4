import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type TestDatabase, testDatabase, testLog } from '../../dev/testing/database.ts';
import { Refusal } from '../model/refusal.ts';
import { connect } from './database/connection.ts';
import { type Database, type DatabaseOptions, DatabaseUnavailable, openDatabase, sqlState } from './database.ts';
import { startEmbedded } from './embedded/start.ts';

let world: TestDatabase;
let db: Database;
before(async () => {
  world = await testDatabase();
  db = world.database;
  await db.run({ text: 'create table counter (name text primary key, value bigint not null)' });
});
// What a failed test left open would keep the run alive.
after(async () => {
  await Promise.all(opened.map(database => database.close()));
  await world.close();
});

const opened: Database[] = [];
function open(url: string, options: Partial<DatabaseOptions> & { applicationName: string }): Database {
  const database = openDatabase(url, { log: quiet, ...options });
  opened.push(database);
  return database;
}

const quiet = { ...testLog, error() {} };

async function stored(name: string): Promise<number | undefined> {
  const [row] = await db.query<{ value: number }>({
    text: 'select value from counter where name = $1',
    values: [name],
  });
  return row?.value;
}

function set(name: string, value: number) {
  return {
    text: 'insert into counter values ($1, $2) on conflict (name) do update set value = excluded.value',
    values: [name, value],
  };
}

describe('a single statement', () => {
  test('gives numbers, days, instants, bytes and arrays of them as themselves', async () => {
    const instant = new Date('2026-11-24T19:59:59.123Z');
    const values = [
      2 ** 53 - 1,
      '2026-08-31',
      instant,
      Buffer.from([0, 255]),
      [1, 2],
      ['é"\\', null],
      [instant],
      ['2026-01-01'],
    ];
    const [row] = await db.query({
      text: `select $1::bigint big, $2::date as day, $3::timestamptz instant, $4::bytea bytes, $5::bigint[] bigs, $6::text[] texts,
        $7::timestamptz[] instants, $8::date[] days, array['\\x00ff'::bytea] byte_arrays, null::bigint nothing, '{"a":[1]}'::json json`,
      values,
    });
    assert.deepEqual(
      { ...row },
      {
        big: 2 ** 53 - 1,
        day: '2026-08-31',
        instant,
        bytes: Buffer.from([0, 255]),
        bigs: [1, 2],
        texts: ['é"\\', null],
        instants: [instant],
        days: ['2026-01-01'],
        byte_arrays: [Buffer.from([0, 255])],
        nothing: null,
        json: { a: [1] },
      },
    );
    await assert.rejects(db.query({ text: 'select 9007199254740993 too_big' }), RangeError);
  });

  test('runs beside many others on a few connections, and its failure is its own', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 500 }, (_, n) =>
        db.query<{ n: number }>({ text: 'select 1 / ($1::int % 100) n', values: [n] }),
      ),
    );
    const failed = answers.filter(answer => answer.status === 'rejected');
    assert.equal(failed.length, 5);
    assert.ok(failed.every(answer => sqlState(answer.reason) === '22012'));
  });

  test('counts the rows it touched', async () => {
    await db.run(set('counted', 1));
    assert.equal(await db.run({ text: 'update counter set value = 2 where name = $1', values: ['counted'] }), 1);
    assert.equal(await db.run({ text: 'update counter set value = 2 where name = $1', values: ['absent'] }), 0);
  });

  test('may be composed by the typed builder, which begins no transaction', async () => {
    type Tables = { counter: { name: string; value: number } };
    const kysely = db.kysely<Tables>();
    await kysely.insertInto('counter').values({ name: 'built', value: 7 }).execute();
    const row = await kysely
      .selectFrom('counter')
      .select('value')
      .where('name', '=', 'built')
      .executeTakeFirstOrThrow();
    assert.equal(row.value, 7);
    const updated = await kysely
      .updateTable('counter')
      .set({ value: 8 })
      .where('name', '=', 'built')
      .executeTakeFirst();
    assert.equal(updated.numUpdatedRows, 1n);
    await assert.rejects(
      kysely.transaction().execute(async () => {}),
      /Database.transaction/,
    );
  });

  test('is answered by a new connection after a migration made its plan stale', async () => {
    await db.run({ text: 'create table shape (a int)' });
    const read = { text: 'select * from shape' };
    for (let n = 0; n < 8; n++) await db.query(read);
    await db.run({ text: 'alter table shape add b int' });
    for (let failures = 0; ; failures++) {
      const answers = await Promise.allSettled(Array.from({ length: 8 }, () => db.query(read)));
      if (answers.every(answer => answer.status === 'fulfilled')) break;
      assert.ok(failures < 50);
    }
  });
});

describe('a transaction', () => {
  test('commits what it did, statements issued without waiting included', async () => {
    const result = await db.transaction(async tx => {
      void tx.run(set('a', 1));
      void tx.run(set('b', 2));
      return 'done';
    });
    assert.deepEqual([result, await stored('a'), await stored('b')], ['done', 1, 2]);
  });

  test('rolls back where the work throws', async () => {
    const refusal = new Refusal('over-quota');
    const tried = db.transaction(async tx => {
      await tx.run(set('rolled-back', 1));
      throw refusal;
    });
    await assert.rejects(tried, refusal);
    assert.equal(await stored('rolled-back'), undefined);
  });

  test('does not commit past a failure that nobody awaited, or that was caught', async () => {
    const unawaited = db.transaction(async tx => {
      void tx.run(set('unawaited', 1));
      void tx.query({ text: 'select 1 / 0' });
      void tx.run(set('unawaited', 2));
    });
    await assert.rejects(unawaited, error => sqlState(error) === '22012');
    const caught = db.transaction(async tx => {
      await tx.run(set('caught', 1));
      await tx.query({ text: 'select 1 / 0' }).catch(() => {});
    });
    await assert.rejects(caught, error => sqlState(error) === '22012');
    assert.deepEqual([await stored('unawaited'), await stored('caught')], [undefined, undefined]);
  });

  test('takes no statement after its end', async () => {
    const kept = await db.transaction(async tx => tx);
    await assert.rejects(kept.query({ text: 'select 1' }), /transaction is over/);
  });

  test('is done again after a deadlock, until both have their way', async () => {
    await db.run(set('left', 0));
    await db.run(set('right', 0));
    const add = 'update counter set value = value + 1 where name = $1';
    const both = Promise.withResolvers<void>();
    let ready = 0;
    const cross = (first: string, second: string) =>
      db.transaction(async tx => {
        await tx.run({ text: add, values: [first] });
        if (++ready === 2) both.resolve();
        await both.promise;
        await tx.run({ text: add, values: [second] });
      });
    await Promise.all([cross('left', 'right'), cross('right', 'left')]);
    assert.deepEqual([await stored('left'), await stored('right')], [2, 2]);
    assert.ok(ready > 2);
  });

  test('is not done again for ever', async () => {
    let attempts = 0;
    const tried = db.transaction(async tx => {
      attempts++;
      await tx.query({ text: `do $$ begin raise exception using errcode = '40001'; end $$`, name: '' });
    });
    await assert.rejects(tried, error => sqlState(error) === '40001');
    assert.equal(attempts, 6);
  });

  test('is isolated as asked, and the typed builder works in it', async () => {
    const isolation = await db.transaction(
      async tx =>
        (await tx.query<{ level: string }>({ text: `select current_setting('transaction_isolation') as level` }))[0]
          ?.level,
      { isolation: 'serializable' },
    );
    assert.equal(isolation, 'serializable');
    await db.transaction(async tx => {
      await tx
        .kysely<{ counter: { name: string; value: number } }>()
        .insertInto('counter')
        .values({ name: 'in', value: 1 })
        .execute();
    });
    assert.equal(await stored('in'), 1);
  });

  test('beyond the connections there are, waits in line, and no longer than the patience', async () => {
    const narrow = open(world.url, { applicationName: 'narrow', transactionConnections: 1, patience: 300 });
    const order: number[] = [];
    await Promise.all([1, 2, 3].map(n => narrow.transaction(async () => void order.push(n))));
    assert.deepEqual(order, [1, 2, 3]);
    const busy = Promise.withResolvers<void>();
    const holding = narrow.transaction(() => busy.promise);
    await assert.rejects(
      narrow.transaction(async () => {}),
      DatabaseUnavailable,
    );
    busy.resolve();
    await holding;
    await narrow.transaction(async tx => tx.query({ text: 'select 1' }));
    await narrow.close();
  });
});

describe('announcements', () => {
  test('reach those who listen, and a lost connection is told after it is back', async () => {
    const heard: string[] = [];
    let waiting = Promise.withResolvers<void>();
    const again = Promise.withResolvers<void>();
    const stop = await db.listen('changes', {
      onMessage(payload) {
        heard.push(payload);
        waiting.resolve();
      },
      onReconnect: () => again.resolve(),
    });
    await db.notify('changes', 'first');
    await waiting.promise;
    waiting = Promise.withResolvers<void>();
    await db.run({ text: `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'` });
    await again.promise;
    await db.notify('changes', 'second');
    await waiting.promise;
    await stop();
    await db.notify('changes', 'third');
    assert.deepEqual(heard, ['first', 'second']);
  });
});

describe('a database that is away', () => {
  test('a statement on its way is uncertain, and the connection comes back', async () => {
    const lost = open(world.url, { applicationName: 'to be lost', sharedConnections: 1 });
    await lost.query({ text: 'select 1' });
    const sleeping = lost.query({ text: 'select pg_sleep(60)' });
    const outcome = assert.rejects(sleeping, error => error instanceof DatabaseUnavailable && error.uncertain);
    await db.run({
      text: `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be lost'`,
    });
    await outcome;
    assert.equal((await lost.query({ text: 'select 1' })).length, 1);

    const committing = lost.transaction(async tx => {
      await tx.query({ text: 'select 1' });
      await db.run({
        text: `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be lost'`,
      });
    });
    await assert.rejects(committing, DatabaseUnavailable);
    await lost.close();
    await assert.rejects(lost.query({ text: 'select 1' }), DatabaseUnavailable);
    await assert.rejects(
      lost.transaction(async () => {}),
      DatabaseUnavailable,
    );
  });

  test('a connection that swallows everything is broken after its silence', async () => {
    const settings = { url: world.url, applicationName: 'frozen', statementTimeout: 0, idleInTransactionTimeout: 0 };
    const connection = await connect(settings, 5_000);
    const [row] = (await connection.send({ text: 'select pg_backend_pid() pid' })).rows as { pid: number }[];
    process.kill(row!.pid, 'SIGSTOP');
    const swallowed = connection.send({ text: 'select 1' });
    connection.breakIfSilent(performance.now() + 1e9);
    assert.equal(connection.alive, true);
    connection.silenceLimit = 1_000;
    connection.breakIfSilent(performance.now());
    assert.equal(connection.alive, true);
    connection.breakIfSilent(performance.now() + 1_001);
    await assert.rejects(swallowed, error => error instanceof DatabaseUnavailable && error.uncertain);
    process.kill(row!.pid, 'SIGCONT');
    await connection.gone;
  });

  test('refuses within the patience, and serves again when it is back', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'vaguemestre-away-'));
    await chmod(directory, 0o711);
    const start = () => startEmbedded({ dataDirectory: directory, log: quiet, volatile: true });
    let server = await start();
    const away = open(server.url, { applicationName: 'away', patience: 200 });
    await away.query({ text: 'select 1' });
    await away.transaction(async tx => tx.query({ text: 'select 1' }));
    await server.stop();
    await assert.rejects(
      away.query({ text: 'select 1' }),
      error => error instanceof DatabaseUnavailable && error.reason === 'unavailable' && !error.uncertain,
    );
    await assert.rejects(
      away.transaction(async () => {}),
      DatabaseUnavailable,
    );
    server = await start();
    for (;;) {
      const answer = await away.query({ text: 'select 1' }).catch(error => error);
      if (!(answer instanceof DatabaseUnavailable)) break;
    }
    await away.transaction(async tx => tx.query({ text: 'select 1' }));
    await away.close();
    await server.stop();
    rmSync(directory, { recursive: true });
  });
});
