import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose } from '@vaguemestre/contract/password-composition.ts';
import fc from 'fast-check';
import { judgePassword, type PersonalReferences } from './password-rule.ts';

const sophie: PersonalReferences = {
  words: ['Anne-Sophie', 'Lefèvre', 'Roussel', 'Collège des Trois-Tilleuls', 'Corbie', 'anne-sophie.lefevre'],
  birthDate: '1979-04-08',
  numen: '80E0412345ABC',
};
const failed = (password: string, about = sophie, least?: number) =>
  judgePassword(password, about, least).map(one => one.rule);

test('R15 twelve characters of four classes, or the equivalents of the CNIL', () => {
  assert.deepEqual(failed('Cerise-Violon-82!'), []);
  assert.deepEqual(failed('cerise-violon'), ['upper', 'digit']);
  assert.deepEqual(failed('Cer-82'), ['length']);
  assert.deepEqual(failed('ceriseviolon-82'), []);
  assert.deepEqual(failed('ceriseviolon'), ['upper', 'digit', 'special']);
  assert.deepEqual(failed('une cerise joue du violon sous la pluie'), []);
  assert.deepEqual(failed('Cerise-Violon-8', sophie, 16), ['length']);
  assert.deepEqual(failed(`Cerise-Violon-82!${'coing et figue '.repeat(20)}`), ['too-long']);
});

test('R16 names, school, town, address and NUMEN are found, with and without accents, in leet and reversed', () => {
  for (const password of [
    'Lefèvre-Violon-82!',
    'lefevreVIOLON82!',
    'L3f3vr3=Violon82',
    'ervefeL=Violon82',
    'Roussel_Violon_82',
    'Tilleuls*Violon*82',
    'C0rb1e*Violon*82',
    'Anne/Violon/8200',
    'Annesophie=Cerise7',
    '80e0412345ABC-cerise',
  ]) {
    // biome-ignore format: a list
    assert.deepEqual(failed(password), ['personal'], password);
  }
});

test('R16 a birth date is found in its ten usual forms', () => {
  for (const form of [
    '08/04/1979',
    '08041979',
    '080479',
    '8/4/1979',
    '04081979',
    '1979-04-08',
    '790408',
    '19790804',
    '08avril1979',
    '8Avril',
    'avril1979',
    '1979',
  ]) {
    // biome-ignore format: a list
    assert.deepEqual(failed(`Cerise+${form}+Violon`), ['personal'], form);
  }
});

test('R16 short names count only alone', () => {
  const ali = { words: ['Ali', 'Ba'], birthDate: null, numen: null };
  assert.deepEqual(failed('Malice-Coing-5108', ali), []);
  assert.deepEqual(failed('Cerise-Ali-51080', ali), ['personal']);
});

test('R16 common passwords are refused however decorated', () => {
  for (const password of ['Azertyuiop123!', 'M0tdepasse2024!', 'Soleil-Soleil-24', 'Bonjour!2024', 'P@ssw0rd2024!!']) {
    assert.ok(failed(password).includes('common'), password);
  }
  assert.deepEqual(failed('Aaaaaaaaaaa1!'), ['monotonous']);
  assert.deepEqual(failed('Lmnopqrstuvw1234!'), ['monotonous']);
});

test('the verdict on personal references is the same whatever reference was met', () => {
  const [name] = judgePassword('Lefèvre-Violon-82!', sophie);
  const [date] = judgePassword('Cerise+08041979+V', sophie);
  assert.deepEqual(name, date);
});

test('a password that meets more rules is never refused for composition', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 12, maxLength: 60 }), text => {
      if (compose(text).met !== null) assert.notEqual(compose(`${text}aA1!`).met, null);
    }),
  );
});
