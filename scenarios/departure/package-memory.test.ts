/**
 * The package of a mailbox takes the same memory whatever the number of its messages: counted in a process of its own, where
 * collections can be forced. A library once kept eight kilobytes of buffers and five of objects for each message.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import type { Held } from './package-memory.ts';

const messages = 2000;
const every = 200;
const generous = 3_000_000;

test('R28 neither buffers nor objects grow with the messages that have gone by', async () => {
  const program = join(import.meta.dirname, 'package-memory.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--expose-gc', program, String(messages), '2000', String(every)],
  ]);
  const held = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Held)
    .slice(0, messages / every);
  assert.equal(held.at(-1)!.messages, messages);
  // Single samples swing with what is just being read; the least of several does not.
  const least = (some: readonly Held[], what: 'buffers' | 'heap') => Math.min(...some.map(each => each[what]));
  for (const what of ['buffers', 'heap'] as const) {
    const growth = least(held.slice(-4), what) - least(held.slice(0, 4), what);
    assert.ok(growth < generous, `${what} grew by ${growth} octets over ${messages} messages`);
  }
});
