import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldLetters } from './letters.ts';
import { maxTokens, tokenise } from './tokens.ts';

const words = (text: string) => tokenise(foldLetters(text));

test('sentences are parted, wrapped lines are not', () => {
  assert.deepEqual(words('Votre compte\nexpire. Merci !\n\nLe support'), [
    'votre',
    'compte',
    'expire',
    '',
    'merci',
    '',
    'le',
    'support',
  ]);
});

test('digits for letters, letters written apart, addresses left out', () => {
  assert.deepEqual(words('c0mpte 2026 U R G E N T'), ['compte', '2026', 'urgent']);
  assert.deepEqual(words('voir https://a.test/compte.suspendu ici'), ['voir', 'ici']);
});

test('so many words and no more, letters apart joined to no more than a long word', () => {
  assert.equal(words('a b. '.repeat(50_000)).length <= maxTokens + 1, true);
  assert.ok(words('a.'.repeat(100_000)).every(word => word.length <= 24));
});
