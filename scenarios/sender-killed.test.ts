import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killSender } from './outside/killed-sender.ts';

test('200 mails to 16 servers, the sender killed 8 times: none lost, doubled only around the last word', async t => {
  const size = { mails: 200, hosts: 16, kills: 8, wordsPerLife: 12 };
  const report = await killSender(size, line => t.diagnostic(line));
  t.diagnostic(JSON.stringify(report));
  assert.deepEqual(report.lost, []);
  assert.equal(report.left, 0);
  // Each kill finds at most the hundred conversations of one sender on their last word.
  assert.ok(report.doubledInFlight + report.doubledBeforeCommit <= size.kills * 100);
});
