import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rank } from './suggest.ts';

const person = (email: string, name: string | null = null) => ({ email, name });
const me = 'moi@a.fr';
const emails = (list: readonly { email: string }[]) => list.map(({ email }) => email);

test('whom one writes to comes before who writes, and the late before the old', () => {
  const heads = [
    { from: [person('marie.a@a.fr')], to: [person(me)] },
    { from: [person(me)], to: [person('marie.b@a.fr', 'Marie B.')] },
    ...Array.from({ length: 40 }, () => ({ from: [person('x@a.fr')], to: null })),
    { from: [person('marie.c@a.fr')], to: [person(me)] },
  ];
  assert.deepEqual(emails(rank(heads, 'marie', me)), ['marie.b@a.fr', 'marie.a@a.fr', 'marie.c@a.fr']);
});

test('names are found whatever the accents, by any of their words; oneself is not proposed', () => {
  const heads = [{ from: [person('z@b.fr', 'Hélène Lefèvre')], to: [person(me, 'Hélène')] }];
  assert.deepEqual(emails(rank(heads, 'helene lef', me)), ['z@b.fr']);
  assert.deepEqual(emails(rank(heads, 'lefev', me)), ['z@b.fr']);
  assert.deepEqual(emails(rank(heads, 'elene', me)), []);
});
