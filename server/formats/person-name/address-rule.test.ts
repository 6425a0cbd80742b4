import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AddressRule, localPart, numbered, usualRule } from './address-rule.ts';

const names: [given: string, family: string, hyphens: string, nothing: string][] = [
  ['Anne-Sophie', 'Lefèvre', 'anne-sophie.lefevre', 'anne-sophie.lefevre'],
  ['Rémi', 'D’Hervé', 'remi.d-herve', 'remi.dherve'],
  ['Rémi', "D'Hervé", 'remi.d-herve', 'remi.dherve'],
  ['Héloïse', 'de La Fontaine', 'heloise.de-la-fontaine', 'heloise.delafontaine'],
  ['Maëlle', 'Le Goff-Ndiaye', 'maelle.le-goff-ndiaye', 'maelle.legoff-ndiaye'],
  ['Loïc', 'Lecœur', 'loic.lecoeur', 'loic.lecoeur'],
  ['Lætitia', 'Vanhœcke', 'laetitia.vanhoecke', 'laetitia.vanhoecke'],
  [
    'Jean-Baptiste',
    'de L’Estang du Plessis',
    'jean-baptiste.de-l-estang-du-plessis',
    'jean-baptiste.delestangduplessis',
  ],
  ['Ngoc-Anh', 'Trần', 'ngoc-anh.tran', 'ngoc-anh.tran'],
  ['Łukasz', 'Wójcik', 'lukasz.wojcik', 'lukasz.wojcik'],
  ['Anaïs', 'L’Haÿ', 'anais.l-hay', 'anais.lhay'],
  ['João', 'Straßer', 'joao.strasser', 'joao.strasser'],
  ['Søren', 'Đorđević', 'soren.dordevic', 'soren.dordevic'],
  ['J. Pierre', 'O’ Brien', 'j-pierre.o-brien', 'jpierre.obrien'],
  ['Marie—Ange', 'Saint–Aubin', 'marie-ange.saint-aubin', 'marie-ange.saint-aubin'],
];

test('R2 difficult names follow the rule, with hyphens or with nothing', () => {
  const bare: AddressRule = { apostrophe: 'nothing', space: 'nothing', firstSuffix: 1 };
  for (const [given, family, hyphens, nothing] of names) {
    assert.equal(localPart(given, family, usualRule), hyphens);
    assert.equal(localPart(given, family, bare), nothing);
  }
});

test('R2 homonyms are numbered from 1 or from 2', () => {
  assert.deepEqual(
    [0, 1, 2].map(rank => numbered('marie.martin', rank, usualRule)),
    ['marie.martin', 'marie.martin1', 'marie.martin2'],
  );
  assert.equal(numbered('marie.martin', 1, { ...usualRule, firstSuffix: 2 }), 'marie.martin2');
});

test('R2 a name without a Latin letter has no address by rule', () => {
  assert.equal(localPart('Иван', 'Петров', usualRule), null);
  assert.equal(localPart('Ann', '’’', usualRule), null);
});

const rule = fc.record({
  apostrophe: fc.constantFrom('hyphen' as const, 'nothing' as const),
  space: fc.constantFrom('hyphen' as const, 'nothing' as const),
  firstSuffix: fc.constantFrom(1 as const, 2 as const),
});
const anyName = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.constantFrom(...names.flat()));

test('R2 whatever the name, the local part is a dot-atom of at most 64 octets, number included', () => {
  fc.assert(
    fc.property(anyName, anyName, rule, fc.nat(99_999), (given, family, settings, rank) => {
      const local = localPart(given, family, settings);
      if (local === null) return;
      const whole = numbered(local, rank, settings);
      assert.match(whole, /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*[0-9]*$/);
      assert.ok(whole.length <= 64);
    }),
  );
});

test('R2 the rule does not depend on how accents are composed, nor on case', () => {
  fc.assert(
    fc.property(anyName, anyName, rule, (given, family, settings) => {
      const local = localPart(given, family, settings);
      assert.equal(localPart(given.normalize('NFD'), family.normalize('NFD'), settings), local);
      assert.equal(localPart(given.normalize('NFC'), family.normalize('NFC'), settings), local);
    }),
  );
});
