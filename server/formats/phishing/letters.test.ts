import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldLetters, mixesScripts, skeleton } from './letters.ts';

test('look-alikes, accents, widths and unseen characters come back to plain letters', () => {
  assert.equal(foldLetters('Сомрte ѕuѕреndu'), 'comptе suspendu'.replace('е', 'e'));
  assert.equal(foldLetters('Réactivez vos ＩＤＥＮＴＩＦＩＡＮＴＳ 𝐮𝐫𝐠𝐞𝐧𝐭'), 'reactivez vos identifiants urgent');
  assert.equal(foldLetters('mot\u200b de pas\u00adse, l’œuvre'), "mot de passe, l'oeuvre");
});

test('a label is what it is taken for', () => {
  assert.equal(skeleton('ac-arniens'), skeleton('ac-amiens'));
  assert.equal(skeleton('irnp0ts'), skeleton('impots'));
  assert.equal(skeleton('ас-аmіеns'), skeleton('ac-amiens'));
  assert.notEqual(skeleton('ac-lille'), skeleton('ac-amiens'));
});

test('a word of two alphabets is seen, a word of one is left alone', () => {
  assert.ok(mixesScripts('Suрport'));
  for (const honest of ['Support', 'Élève', 'Москва', 'Αθήνα', '学校']) assert.ok(!mixesScripts(honest), honest);
});
