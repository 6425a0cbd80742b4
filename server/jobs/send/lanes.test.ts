import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanes } from './lanes.ts';

test('lanes go in turns, each within its bounds', () => {
  const lanes = createLanes<number>({ conversations: 5, perDomain: 2, perMinute: 3 });
  for (let load = 0; load < 5; load += 1) lanes.add('large.example', load);
  lanes.add('small.example', 100);
  assert.deepEqual(
    lanes.take(0).map(({ lane, load }) => [lane, load]),
    [
      ['large.example', 0],
      ['small.example', 100],
      ['large.example', 1],
    ],
  );
  assert.deepEqual(lanes.take(0), []);
  assert.deepEqual(lanes.busy(), ['large.example']);
  lanes.done('large.example');
  assert.deepEqual(
    lanes.take(1000).map(({ load }) => load),
    [2],
  );
  lanes.done('large.example');
  assert.deepEqual(lanes.take(2000), [], 'three in a minute and no more');
  assert.deepEqual(
    lanes.take(60_001).map(({ load }) => load),
    [3],
  );
  assert.deepEqual(lanes.busy(), [], 'one waits: more may be claimed');
});

test('a domain with all the mail of the world fills its lane, and takes no room from the others', () => {
  const lanes = createLanes<number>({ conversations: 5, perDomain: 2, perMinute: 3 });
  const added = Array.from({ length: 100 }, (_, load) => lanes.add('large.example', load)).filter(Boolean);
  assert.equal(added.length, 40);
  assert.equal(lanes.room(), 8);
  assert.deepEqual(lanes.busy(), ['large.example']);
});

test('all conversations together have their bound', () => {
  const lanes = createLanes<number>({ conversations: 3, perDomain: 2, perMinute: 100 });
  for (let load = 0; load < 10; load += 1) lanes.add(`d${load}.example`, load);
  assert.equal(lanes.take(0).length, 3);
  assert.equal(lanes.room(), 0, 'six: three that go, and more than three that wait');
});

test('the house itself has no measure of a minute', () => {
  const lanes = createLanes<number>({ conversations: 5, perDomain: 2, perMinute: 3, own: ['ac.test'] });
  for (let load = 0; load < 20; load += 1) {
    lanes.add('ac.test', load);
    assert.equal(lanes.take(0).length, 1);
    lanes.done('ac.test');
  }
});
