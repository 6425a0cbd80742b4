import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from '../../formats/message/fold.ts';
import { hasWord, readWords } from './words.ts';

const holds = (text: string, asked: string): boolean =>
  readWords(asked).every(word => hasWord(Buffer.from(fold(text)), word));

test('a word is found by its beginning, without case, accents and ligatures', () => {
  assert.ok(holds('Répondre à l’École', 'rep ecole'));
  assert.ok(holds('« Œuvre »', 'oeuvre'));
  assert.ok(!holds('trépas', 'pas'));
  assert.ok(!holds('Ωmegaπas', 'pas'), 'letters that are not Latin are letters');
  assert.ok(holds('1er', '1'));
});

test('what is quoted is whole, and reaches over white space', () => {
  assert.ok(holds('conseil de\r\n  classe', '"conseil de classe"'));
  assert.ok(!holds('conseil de classement', '"conseil de classe"'));
  assert.ok(holds('conseil de classement', 'conseil classe'));
  assert.ok(!holds('conseildeclasse', '"conseil de classe"'));
});

test('addresses and punctuation stand for themselves', () => {
  assert.ok(holds('<marie.lefevre@ac-amiens.fr>', 'lefevre@ac-am'));
  assert.ok(holds('<marie.lefevre@ac-amiens.fr>', '@ac-amiens.fr'));
  assert.deepEqual(
    readWords('"a\\"b" c "').map(({ text }) => text),
    ['a"b', 'c'],
  );
  assert.equal(
    readWords(
      'x'
        .repeat(10)
        .split('')
        .map((c, i) => c + i)
        .join(' ')
        .repeat(20),
    ).length <= 50,
    true,
  );
});

test('every word of a text is found in it by any beginning of it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 8 }), fc.nat(), (texts, seed) => {
      const text = texts.join(' ');
      const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
      const word = words[seed % Math.max(1, words.length)];
      if (word === undefined) return;
      const start = [...word].slice(0, 1 + (seed % [...word].length)).join('');
      assert.ok(holds(text, start), `${JSON.stringify(text)} ${JSON.stringify(start)}`);
    }),
  );
});
