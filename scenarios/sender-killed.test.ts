import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killSender } from './outside/killed-sender.ts';

test('400 mails to 20 servers, the sender killed 8 times: none lost, doubled only around the last word', async t => {
  const size = { mails: 400, hosts: 20, kills: 8, wordsPerLife: 12 };
  const report = await killSender(size, line => t.diagnostic(line));
  t.diagnostic(JSON.stringify(report));
  assert.deepEqual(report.lost, []);
  assert.equal(report.left, 0);
  // Between a word that is read and its line in the file, a process does one thing at a time: one message a kill.
  assert.ok(report.doubledBeforeCommit <= size.kills);
  // A kill finds at most the conversations of one sender, few at first, with their last word unread.
  assert.ok(report.doubledInFlight <= size.kills * 30);
});
