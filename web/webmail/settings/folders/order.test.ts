import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ordersAfter } from './order.ts';

const folder = (id: string, sortOrder: number) => ({ id, sortOrder });

test('two neighbours exchange their numbers, and nothing else is written', () => {
  const all = [folder('a', 10), folder('b', 20), folder('c', 30)];
  assert.deepEqual(ordersAfter(all, 'c', -1), { c: 20, b: 30 });
  assert.deepEqual(ordersAfter(all, 'a', 1), { a: 20, b: 10 });
});

test('folders that were never ordered get numbers of their own', () => {
  const all = [folder('a', 100), folder('b', 100), folder('c', 100)];
  assert.deepEqual(ordersAfter(all, 'c', -1), { a: 10, c: 20, b: 30 });
});

test('nothing goes beyond the ends', () => {
  assert.deepEqual(ordersAfter([folder('a', 1)], 'a', -1), {});
  assert.deepEqual(ordersAfter([folder('a', 1)], 'a', 1), {});
  assert.deepEqual(ordersAfter([folder('a', 1)], 'z', 1), {});
});
