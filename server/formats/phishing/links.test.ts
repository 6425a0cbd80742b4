import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostShown, isNumeric, readTarget, textLinks } from './links.ts';

test('hosts as browsers reach them', () => {
  assert.equal(readTarget('HTTPS://Www.A.Test:8443/x')?.host, 'www.a.test');
  assert.equal(readTarget('https:\\\\a.test\\b')?.host, 'a.test');
  assert.equal(readTarget('//a.test')?.host, 'a.test');
  assert.equal(readTarget('http://3232235777/')?.host, '192.168.1.1');
  assert.equal(readTarget('https://www.impots.gouv.fr@evil.test/')?.user, true);
  assert.equal(readTarget('https://www.impots.gouv.fr@evil.test/')?.host, 'evil.test');
  assert.equal(readTarget('javascript:alert(1)')?.scheme, 'javascript:');
  assert.equal(readTarget('#bas'), null);
  assert.ok(isNumeric('192.0.2.1') && isNumeric('[::1]') && !isNumeric('a.test'));
});

test('addresses in plain text, without the sentence around them', () => {
  assert.deepEqual(textLinks('Voir (https://a.test/x), www.b.test. Fin', 9), ['https://a.test/x', 'www.b.test']);
  assert.equal(textLinks('http://a.test '.repeat(50), 9).length, 9);
});

test('words that show a host, and words that are words', () => {
  assert.equal(hostShown('https://www.impots.gouv.fr/mon-espace'), 'www.impots.gouv.fr');
  assert.equal(hostShown('ac-amiens.fr'), 'ac-amiens.fr');
  for (const words of ['Cliquez ici', 'Suite…', 'a@b.test', 'M. Dupont', 'etc.'])
    assert.equal(hostShown(words), null, words);
});
