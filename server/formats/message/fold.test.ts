import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { casemap, fold } from './fold.ts';

test('case, accents, ligatures and typographic apostrophes do not count in a search', () => {
  assert.equal(fold('Œuvre d’ÉTÉ'), "oeuvre d'ete");
  assert.equal(fold('Straße ÆGIR ﬁn Ø Łódź İstanbul'), 'strasse aegir fin o lodz istanbul');
  assert.equal(fold('ẞ Ａ１ ½'), 'ss a1 1⁄2');
  assert.equal(fold('ASCII only'), 'ascii only');
});

test('scripts without case are kept as they are', () => assert.equal(fold('日本語 مرحبا 한국'), '日本語 مرحبا 한국'));

test('for i;unicode-casemap case does not count and accents do', () => {
  assert.equal(casemap('été'), casemap('ÉTÉ'));
  assert.notEqual(casemap('ete'), casemap('été'));
  assert.equal(casemap('e\u0301'), casemap('É'));
  assert.equal(casemap('ａ'), casemap('A'));
  assert.equal(casemap('abc'), 'ABC');
});

test('folding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => assert.equal(fold(fold(text)), fold(text))),
    { numRuns: 3000, seed: 1 },
  );
});
