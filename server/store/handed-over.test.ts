import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testLog } from '../../dev/testing/database.ts';
import { openHandedOver } from './handed-over.ts';

const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-handed-over-'));
after(() => rm(directory, { recursive: true }));
const openFor = (node: string) => openHandedOver<{ n: number; pad?: string }>({ directory, node, log: testLog });
const left = async (node: string) => {
  const opened = await openFor(node);
  const words = opened.left.map(({ word }) => word.n);
  await opened.close();
  return words;
};

test('what was noted and not settled is there after a death; what was settled in peace is not', async () => {
  const life = await openFor('dies');
  for (const n of [1, 2, 3]) life.note({ n });
  // No close: the process is dead.
  const next = await openFor('dies');
  assert.deepEqual(
    next.left.map(({ word }) => word.n),
    [1, 2, 3],
  );
  for (const one of next.left) one.settled();
  await next.close();
  await life.close();
  assert.deepEqual(await left('dies'), []);
});

test('a line that a power failure cut is passed over, and swallows none after it', async () => {
  const life = await openFor('cut');
  life.note({ n: 1 });
  await life.close();
  const [file] = (await readdir(directory)).filter(name => name.startsWith('handed-over-cut')).sort();
  await appendFile(join(directory, file!), '{"n":2,"pa');
  const next = await openFor('cut');
  next.note({ n: 3 });
  await next.close();
  assert.match(await readFile(join(directory, file!), 'utf8'), /"pa\n\{"n":3\}\n$/);
  assert.deepEqual(await left('cut'), [1, 3]);
});

test('the files stay small under a steady flow: one grows while the words of the other are settled', async () => {
  const life = await openFor('flow');
  let before = life.note({ n: 0 });
  const pad = 'x'.repeat(2000);
  for (let n = 1; n < 5000; n += 1) {
    const one = life.note({ n, pad });
    before.settled();
    before = one;
  }
  const names = (await readdir(directory)).filter(name => name.startsWith('handed-over-flow'));
  const sizes = await Promise.all(names.map(async name => (await stat(join(directory, name))).size));
  assert.equal(names.length, 2);
  assert.ok(Math.max(...sizes) < 1_100_000);
  before.settled();
  await life.close();
  assert.deepEqual(await left('flow'), []);
});

test('each node has its own, whatever its name', async () => {
  const odd = await openFor('a/../b');
  odd.note({ n: 7 });
  await odd.close();
  assert.deepEqual(await left('a/../b'), [7]);
  assert.deepEqual(await left('b'), []);
});
