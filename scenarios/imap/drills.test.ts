/** The drills of IMAP at a fiftieth of their size. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bigAppends } from './big-appends.ts';
import { idleCrowd } from './idle-crowd.ts';
import { comeBack } from './resynchronise.ts';

const quiet = (): void => {};

test('a crowd that idles costs little, and all of it hears of a mail', async () => {
  const report = await idleCrowd({ connections: 200, connectionsPerAccount: 50, processes: 2 }, quiet);
  assert.equal(report.awake, 200);
  // Living objects and buffers, counted after collection: what pages the allocators keep is for the drill to print.
  assert.ok(report.livingPerConnection < 60_000, `${report.livingPerConnection} octets`);
});

test('a client that comes back to a large mailbox after one change is told of one message', async () => {
  for (const { what, lines, octets } of await comeBack(2000, quiet)) {
    assert.equal(lines, 1, what);
    assert.ok(octets < 100, what);
  }
});

test('large messages on their way in at once are all taken', async () => {
  const { taken } = await bigAppends({ clients: 3, megabytes: 3 }, quiet);
  assert.equal(taken, 3);
});
