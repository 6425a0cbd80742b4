import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeLink } from './judge-link.ts';

test('R21 a text that shows another machine than the link’s is named', () => {
  assert.equal(judgeLink('https://evil.test/x', 'https://portail.ac-amiens.fr/connexion').says, 'portail.ac-amiens.fr');
  assert.equal(judgeLink('https://evil.test/x', 'portail.ac-amiens.fr').says, 'portail.ac-amiens.fr');
  assert.equal(judgeLink('https://ac-amiens.fr.evil.test/', 'ac-amiens.fr').says, 'ac-amiens.fr');
});

test('a text that shows the link’s own machine, or none, says nothing wrong', () => {
  for (const text of [
    'www.ac-amiens.fr',
    'ac-amiens.fr/page',
    'https://eduscol.ac-amiens.fr',
    'cliquez ici',
    'Version 2.0',
    '',
  ]) {
    assert.equal(judgeLink('https://eduscol.ac-amiens.fr/page', text).says, null, text);
  }
});

test('letters that imitate others and the lack of encryption are told', () => {
  const link = judgeLink('http://аc-amiens.fr/', 'ici');
  assert.ok(link.host.startsWith('xn--'));
  assert.ok(link.foreign);
  assert.ok(link.plain);
});

test('an address to write to shows the address', () => {
  assert.equal(judgeLink('mailto:marie@ac-amiens.test?subject=x', 'écrire').host, 'marie@ac-amiens.test');
});
