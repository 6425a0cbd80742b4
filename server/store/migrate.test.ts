import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type TestDatabase, testDatabase, testLog } from '../../dev/testing/database.ts';
import { openDatabase } from './database.ts';
import { DatabaseTooNew, migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';

let world: TestDatabase;
before(async () => {
  world = await testDatabase();
});
after(() => world.close());

const further: Record<string, Migration> = {
  ...migrations,
  '9998-further': { up: async database => void (await sql`create table further (a int)`.execute(database)) },
};

test('a second migration does no harm', async () => {
  assert.deepEqual(await migrate(world.database, migrations, testLog), []);
});

test('of several processes that start at once, one migrates', async () => {
  const other = openDatabase(world.url, { log: testLog, applicationName: 'other' });
  const done = await Promise.all([
    migrate(world.database, further, testLog),
    migrate(other, further, testLog),
    migrate(other, further, testLog),
  ]);
  await other.close();
  assert.deepEqual(done.flat(), ['9998-further']);
});

test('a migration that fails leaves nothing of itself or of those before it', async () => {
  const failing = {
    ...further,
    '9999-a': {
      up: async (database: Parameters<Migration['up']>[0]) =>
        void (await sql`create table half (a int)`.execute(database)),
    },
    '9999-b': {
      up: async (database: Parameters<Migration['up']>[0]) =>
        void (await sql`create table half (a int)`.execute(database)),
    },
  };
  await assert.rejects(migrate(world.database, failing, testLog), /already exists/);
  const [row] = await world.database.query({ text: `select to_regclass('half') half` });
  assert.equal(row?.half, null);
});

test('a database of a newer program is refused by a sentence, and left alone', async () => {
  await assert.rejects(
    migrate(world.database, migrations, testLog),
    (error: Error) => error instanceof DatabaseTooNew && /9998-further\): start the newer program/.test(error.message),
  );
});
