import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handOver } from './handover-night.ts';

test('R43 on the first of September every office has its next head, who is told what they find, and keeps its mail', async () => {
  const schools = 10;
  const night = await handOver(schools);
  assert.deepEqual([night.handedOver, night.told], [schools, schools]);
  assert.deepEqual(night.mails, [5 * schools, 5 * schools]);
  assert.equal(night.records.length, schools);
  for (const { absence: _, ...record } of night.records) {
    assert.deepEqual(record, { came: 1, went: 1, drafts: 1, open: 2 });
  }
  assert.equal(night.records.filter(each => each.absence).length, schools / 2);
});
