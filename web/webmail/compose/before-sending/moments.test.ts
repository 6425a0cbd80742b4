import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf, moments, whyNot } from './moments.ts';

const kinds = (at: string) => moments(new Date(at)).map(({ kind, at: when }) => `${kind} ${fieldOf(when)}`);

test('the hours offered are those to come, each once', () => {
  assert.deepEqual(kinds('2026-11-24T09:00:00'), [
    'tonight 2026-11-24T18:00',
    'tomorrow 2026-11-25T08:00',
    'monday 2026-11-30T08:00',
  ]);
  assert.deepEqual(kinds('2026-11-24T17:45:00'), ['tomorrow 2026-11-25T08:00', 'monday 2026-11-30T08:00']);
  assert.deepEqual(kinds('2026-11-29T20:00:00'), ['tomorrow 2026-11-30T08:00']);
  assert.deepEqual(kinds('2026-11-30T07:00:00').at(-1), 'monday 2026-12-07T08:00');
});

test('a moment that has passed, or that the server does not wait for, is refused', () => {
  const now = new Date('2026-11-24T09:00:00');
  assert.equal(whyNot(new Date('2026-11-24T09:00:30'), now, 86_400), 'past');
  assert.equal(whyNot(new Date('2026-11-26T09:00:00'), now, 86_400), 'far');
  assert.equal(whyNot(new Date('2026-11-25T08:00:00'), now, 86_400), null);
  assert.equal(whyNot(new Date(''), now, 86_400), 'none');
});
