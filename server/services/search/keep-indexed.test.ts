import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { listBehind, readProgress } from '../../store/search-segments.ts';
import { append, keepMessage } from '../mailboxes/append.ts';
import { find } from '../mailboxes/find.ts';
import { keepIndexed } from './keep-indexed.ts';
import { segmentSize } from './segment.ts';

test('an account with a segment of mail is indexed in the background, one with less is left', async () => {
  const tests = await mailHouse();
  const { house } = tests;
  const [busy, quiet] = [await tests.account('anne'), await tests.account('paul')];
  for (const [actor, count] of [
    [busy, segmentSize],
    [quiet, segmentSize - 1],
  ] as const) {
    const { ref } = await find(house, actor, 'INBOX');
    const kept = await keepMessage(house, Buffer.from('Subject: a\r\n\r\nbonjour\r\n'));
    const message = { ...kept, flags: 0, keywords: [], receivedAt: tests.clock.now(), receivedZone: 0 };
    await append(house, actor, ref, Array(count).fill(message));
  }
  assert.deepEqual(await listBehind(house.store.database, segmentSize, 10), [busy.accountId]);
  const stop = keepIndexed(house);
  while ((await listBehind(house.store.database, segmentSize, 10)).length > 0) {
    await new Promise(resolve => setImmediate(resolve));
  }
  await stop();
  assert.ok((await readProgress(house.store.database, busy.accountId)) > 0);
  assert.equal(await readProgress(house.store.database, quiet.accountId), 0);
  await tests.close();
  assert.deepEqual(tests.faults, []);
});
