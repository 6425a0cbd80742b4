import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JmapFault } from '../../jmap/fault.ts';
import { type Change, createQueue, type Outcome } from './queue.ts';

/** A server that answers as told, call by call; and what the queue told of it. */
function house(answers: (() => object)[]) {
  const sent: object[] = [];
  const kept: number[] = [];
  const outcomes: Outcome[] = [];
  const held: string[] = [];
  let retry = (): void => {};
  const jmap = {
    call: (_name: string, args: object) => {
      sent.push(args);
      const answer = answers.shift() ?? (() => ({}));
      return Promise.resolve().then(answer);
    },
  };
  const open = (first: readonly Change[] = []) =>
    createQueue(jmap as never, first, {
      keep: changes => void kept.push(changes.length),
      settled: outcome => void outcomes.push(outcome),
      held: fault => void held.push(fault.kind),
      wait(_milliseconds, run) {
        retry = run;
        return () => {};
      },
    });
  return { sent, kept, outcomes, held, open, retry: () => retry() };
}

const read = (id: string): Change => ({ key: id, updates: { [id]: { 'keywords/$seen': true } }, destroys: [] });
const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const unreachable = () => {
  throw new JmapFault('unreachable');
};

test('R14 an act that finds no network waits, and leaves in its order when there is one', async () => {
  const { sent, kept, outcomes, held, open, retry } = house([unreachable]);
  const queue = open();
  queue.add(read('E1'));
  queue.add(read('E2'));
  await turns();
  assert.deepEqual(held, ['unreachable']);
  assert.equal(queue.waiting().length, 2);
  retry();
  await turns();
  assert.equal(queue.waiting().length, 0);
  assert.deepEqual(sent, [
    { update: read('E1').updates },
    { update: read('E1').updates },
    { update: read('E2').updates },
  ]);
  assert.deepEqual(
    outcomes.map(({ change }) => change.key),
    ['E1', 'E2'],
  );
  assert.deepEqual(kept, [1, 2, 1, 0], 'written down before each is sent, and struck out when it is answered');
});

test('acts left by a page that was closed are sent by the next one', async () => {
  const { sent, open } = house([]);
  open([read('E1')]);
  await turns();
  assert.equal(sent.length, 1);
});

test('what the server refuses is told, email by email; what is gone already is no refusal', async () => {
  const refusal = { notUpdated: { E1: { type: 'overQuota' }, E2: { type: 'notFound' } } };
  const { outcomes, open } = house([() => refusal]);
  open().add(read('E1'));
  await turns();
  assert.deepEqual(outcomes[0]!.refused, { E1: { type: 'overQuota' } });
});

test('a call that is refused whole is refused for each of its emails, and the next act goes on', async () => {
  const { outcomes, open } = house([
    () => {
      throw new JmapFault('refused', 'invalidArguments');
    },
  ]);
  const queue = open();
  queue.add({ key: 'a', updates: { E1: {} }, destroys: ['E2'] });
  queue.add(read('E3'));
  await turns();
  assert.deepEqual(Object.keys(outcomes[0]!.refused), ['E1', 'E2']);
  assert.deepEqual(outcomes[1]!.refused, {});
  assert.equal(queue.waiting().length, 0);
});

test('the end of a session keeps what waits for the next one', async () => {
  const { held, open, sent } = house([
    () => {
      throw new JmapFault('signed-out');
    },
  ]);
  const queue = open();
  queue.add(read('E1'));
  await turns();
  assert.deepEqual(held, ['signed-out']);
  assert.equal(queue.waiting().length, 1);
  queue.go();
  await turns();
  assert.equal(sent.length, 2);
});
