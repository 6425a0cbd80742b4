import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killDeliveries } from './killed-deliveries.ts';

test('a house killed in the middle of deliveries has every mail it acknowledged, whole, once', async t => {
  const report = await killDeliveries({ rounds: 2, mailsPerRound: 150, connections: 8, seed: 'crash' }, line =>
    t.diagnostic(line),
  );
  t.diagnostic(`${report.acknowledged} acknowledged, ${report.unacknowledged} in flight`);
  assert.ok(report.acknowledged > 0);
  assert.deepEqual(
    { lost: report.lost, torn: report.torn, doubled: report.doubled },
    { lost: [], torn: [], doubled: [] },
  );
});
