import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailEverybody } from './to-everybody.ts';

test('a mail to 1,000 is one blob, in each mailbox once, and mail between colleagues goes on meanwhile', async t => {
  const size = { people: 1000, filterEvery: 10, bytes: 30_000, pace: 5, quietFor: 200 };
  const report = await mailEverybody(size, line => t.diagnostic(line));
  t.diagnostic(`${Math.round(report.took)} ms`);
  assert.equal(report.reached, 1000);
  assert.equal(report.blobs, 1);
  assert.ok(report.busy.length > 0);
});
