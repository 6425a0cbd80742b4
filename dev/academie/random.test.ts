import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from './random.ts';

test('the same seed draws the same, another seed draws differently', () => {
  const draw = (seed: string) => Array.from({ length: 200 }, () => 0).map(randomFrom(seed).next);
  assert.deepEqual(draw('demo'), draw('demo'));
  assert.notDeepEqual(draw('demo'), draw('demo2'));
});

test('the sequence is pinned: bytes made years ago can be made again', () => {
  assert.equal(randomFrom('demo').bytes(12).toString('hex'), 'f6a2314d067dd945a976225c');
  const random = randomFrom('académie');
  assert.deepEqual([random.int(0, 999), random.int(0, 999), random.int(0, 999)], [739, 441, 442]);
});

test('a fork depends on the seed and its label, not on what was drawn before', () => {
  const early = randomFrom('demo');
  const late = randomFrom('demo');
  late.bytes(1000);
  assert.equal(early.fork('mail').next(), late.fork('mail').next());
  assert.notEqual(early.fork('mail').next(), early.fork('people').next());
});

test('draws stay within their bounds and reach both ends', () => {
  const random = randomFrom('bounds');
  const drawn = Array.from({ length: 2000 }, () => random.int(3, 7));
  assert.deepEqual([...new Set(drawn)].sort(), [3, 4, 5, 6, 7]);
});

test('weights are kept to within a few percent', () => {
  const random = randomFrom('weights');
  let heavy = 0;
  for (let draw = 0; draw < 10_000; draw++)
    heavy +=
      random.weighted([
        ['a', 3],
        ['b', 1],
      ] as const) === 'a'
        ? 1
        : 0;
  assert.ok(Math.abs(heavy - 7500) < 300, `${heavy} of 10000`);
});

test('shuffling keeps every entry, sampling repeats none', () => {
  const random = randomFrom('cards');
  const cards = Array.from({ length: 100 }, (_, card) => card);
  assert.deepEqual(
    random.shuffle(cards).sort((a, b) => a - b),
    cards,
  );
  for (const size of [0, 5, 40, 200]) {
    const hand = random.sample(cards, size);
    assert.equal(new Set(hand).size, Math.min(size, 100));
    assert.equal(hand.length, Math.min(size, 100));
  }
});

test('nothing can be picked from an empty list', () => {
  assert.throws(() => randomFrom('x').pick([]), RangeError);
});
