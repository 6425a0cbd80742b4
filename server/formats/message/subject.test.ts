import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { baseSubject } from './subject.ts';

const is = (subject: string, base: string, reply: boolean) =>
  assert.deepEqual(baseSubject(subject), { base, reply }, subject);

test('marks of answers and forwards go, in any number and order', () => {
  is('Conseil', 'Conseil', false);
  is('Re: Conseil', 'Conseil', true);
  is('RE : re[2]: FW:Fwd: Conseil (fwd) ', 'Conseil', true);
  is('[liste] Re: [liste] Conseil', 'Conseil', true);
  is('Re: [liste][autre] Conseil', 'Conseil', true);
  is('[Fwd: Re: Conseil]', 'Conseil', true);
  is('[fwd: [fwd: Conseil (fwd)]]', 'Conseil', true);
});

test('spaces, tabs and continuations are one space', () => is('Re:\t a \r\n  b', 'a b', true));

test('a blob that is all there is stays', () => {
  is('[liste]', '[liste]', false);
  is('[a] [b]', '[b]', false);
  is('[a] Re:', '', true);
});

test('what only looks like a mark stays', () => {
  is('Report: a', 'Report: a', false);
  is('Refonte', 'Refonte', false);
  is('TR: a', 'TR: a', false);
  is('[a[b] c', '[a[b] c', false);
});

test('a base subject is its own base', () => {
  const piece = fc.constantFrom('re', 'Fwd', 'fw', ':', '[', ']', '[fwd:', '(fwd)', ' ', 'a', 'é', '\t');
  fc.assert(
    fc.property(fc.array(piece), pieces => {
      const { base } = baseSubject(pieces.join(''));
      assert.equal(baseSubject(base).base, base);
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test('a megabyte of marks is removed in one pass', () => {
  for (const unit of ['re:', '[a]', '(fwd)', 're [', '[fwd:'])
    baseSubject(`${unit.repeat(200_000)}${']'.repeat(200_000)}`);
});
