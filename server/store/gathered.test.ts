import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Queryable } from './database.ts';
import { gathered } from './gathered.ts';

const database = {} as Queryable;

function counted() {
  const asked: number[][] = [];
  const answers: PromiseWithResolvers<void>[] = [];
  const ask = gathered(async (_db: Queryable, keys: readonly number[]) => {
    asked.push([...keys]);
    const answer = Promise.withResolvers<void>();
    answers.push(answer);
    await answer.promise;
    return new Map(keys.map(key => [key, key * 2]));
  });
  return { asked, answers, ask: (...keys: number[]) => ask(database, keys, undefined) };
}

const turn = () => new Promise(resolve => setImmediate(resolve));

test('questions of one turn share one statement, each key once', async () => {
  const { asked, answers, ask } = counted();
  const both = Promise.all([ask(1, 2), ask(2, 3)]);
  await turn();
  answers[0]!.resolve();
  const [first, second] = await both;
  assert.deepEqual(asked, [[1, 2, 3]]);
  assert.equal(first.get(2), 4);
  assert.equal(second.get(3), 6);
});

test('what is asked while a statement is on its way is asked by the next', async () => {
  const { asked, answers, ask } = counted();
  const first = ask(1);
  await turn();
  const second = ask(1);
  await turn();
  assert.deepEqual(asked, [[1]]);
  answers[0]!.resolve();
  await first;
  await turn();
  assert.deepEqual(asked, [[1], [1]]);
  answers[1]!.resolve();
  assert.equal((await second).get(1), 2);
});

test('a failure is told to those who asked together, and the next question is asked all the same', async () => {
  const { asked, answers, ask } = counted();
  const first = ask(1);
  await turn();
  answers[0]!.reject(new Error('away'));
  await assert.rejects(first, /away/);
  const second = ask(2);
  await turn();
  answers[1]!.resolve();
  assert.equal((await second).get(2), 4);
  assert.deepEqual(asked, [[1], [2]]);
});
