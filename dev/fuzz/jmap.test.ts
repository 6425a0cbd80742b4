import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './jmap.ts';

test('whatever a client asks, JMAP answers it at its own level', async () => {
  assert.ok((await fuzz(3, 7)) > 0);
});
