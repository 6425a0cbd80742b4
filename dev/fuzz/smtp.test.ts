import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './smtp.ts';

test('three hundred hostile conversations in every state: replies only, and the next client is served', async () => {
  const { runs, failures } = await fuzz(60, 1, 300);
  assert.deepEqual(failures, []);
  assert.equal(runs, 300);
});
