import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '../../model/account.ts';
import { dueReminder } from './remind.ts';
import { usualLife } from './rules.ts';

const due = (today: string, told: number | null) =>
  dueReminder({ accountId: 1 as AccountId, lastDay: '2026-08-31', closesOn: '2026-09-30', told }, usualLife, today);

test('R27 a reminder is due when its day comes, and not again', () => {
  assert.equal(due('2026-08-02', null), 0, 'the news, long before');
  assert.equal(due('2026-08-30', 32_767), null);
  assert.equal(due('2026-08-31', 32_767), 30);
  assert.equal(due('2026-08-31', 30), null);
  assert.equal(due('2026-09-14', 30), null);
  assert.equal(due('2026-09-15', 30), 15);
  assert.equal(due('2026-09-29', 3), 1);
  assert.equal(due('2026-09-30', 1), null);
});

test('R27 after an outage only the nearest is due', () => {
  assert.equal(due('2026-09-28', 30), 3);
  assert.equal(due('2026-09-30', 30), 1);
  assert.equal(due('2026-09-26', null), 7);
});
