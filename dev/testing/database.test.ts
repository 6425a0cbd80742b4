import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer, testDatabase } from './database.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  process.env.VAGUEMESTRE_TEST_DATABASE = server.url;
});
after(async () => {
  delete process.env.VAGUEMESTRE_TEST_DATABASE;
  await server.stop();
});

test('each file has a migrated database of its own', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await one.database.run({
    text: `insert into school values ('0800001A', 'Collège Jules-Verne', 'collège', 'Amiens', 'B')`,
  });
  assert.equal((await one.database.query({ text: 'select from school' })).length, 1);
  assert.equal((await other.database.query({ text: 'select from school' })).length, 0);
  await Promise.all([one.close(), other.close()]);
});

test('a file that runs alone starts a server and stops it', async () => {
  delete process.env.VAGUEMESTRE_TEST_DATABASE;
  const alone = await testDatabase();
  assert.notEqual(new URL(alone.url).search, new URL(server.url).search);
  await alone.close();
});
