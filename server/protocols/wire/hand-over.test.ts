import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHandOver } from './hand-over.ts';

test('a piece waits until it was taken, and the end follows the last', async () => {
  const { give, end, pieces } = createHandOver();
  const taken: string[] = [];
  const taking = (async () => {
    for await (const piece of pieces) taken.push(piece.toString());
  })();
  await give(Buffer.from('un'));
  await give(Buffer.from('deux'));
  assert.deepEqual(taken, ['un', 'deux']);
  end();
  await taking;
});

test('a failure of the giver is the taker’s', async () => {
  const { give, fail, pieces } = createHandOver();
  const taking = (async () => {
    for await (const piece of pieces) assert.equal(piece.toString(), 'un');
  })();
  await give(Buffer.from('un'));
  fail(new Error('coupure'));
  await assert.rejects(taking, /coupure/);
  await give(Buffer.from('perdu'));
});

test('who stops taking keeps nobody waiting', async () => {
  const { give, pieces } = createHandOver();
  const taking = (async () => {
    for await (const _ of pieces) break;
  })();
  await give(Buffer.from('un'));
  await taking;
  await give(Buffer.from('deux'));
  await give(Buffer.from('trois'));
});
