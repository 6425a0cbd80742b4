import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '../../model/account.ts';
import { limits } from './capabilities.ts';
import { createConcurrency } from './concurrency.ts';
import { RequestFault } from './faults.ts';

const marie = 1 as AccountId;
const paul = 2 as AccountId;

for (const [kind, limit] of [
  ['request', 'maxConcurrentRequests'],
  ['upload', 'maxConcurrentUpload'],
] as const) {
  test(`one account does at most ${limit} at once, whatever others do, and more again once some are done`, async () => {
    const within = createConcurrency()[kind];
    const held = Array.from({ length: limits[limit] }, () => Promise.withResolvers<void>());
    const running = held.map(({ promise }) => within(marie, () => promise));
    const refused = (error: unknown) => error instanceof RequestFault && error.limit === limit && error.status === 400;
    await assert.rejects(
      within(marie, async () => {}),
      refused,
    );
    await within(paul, async () => {});
    held[0]!.resolve();
    await running[0];
    await within(marie, async () => {});
    await assert.rejects(
      within(marie, () => Promise.reject(new Error('gone'))),
      /gone/,
    );
    await within(marie, async () => {});
    for (const { resolve } of held) resolve();
    await Promise.all(running);
  });
}
