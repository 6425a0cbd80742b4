import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, faultsOf, shapeOf } from './draft.ts';

const absence = {
  enabled: true,
  firstDay: '2026-12-19',
  lastDay: '2027-01-03',
  subject: null,
  colleagues: 'Absente.',
  outsiders: 'En congé.',
  replacement: { name: 'Yanis Ouali', address: 'yanis.ouali@ac-amiens.fr' },
};

test('a form that was not touched keeps the absence as it was', () => {
  assert.deepEqual(shapeOf(draftOf(absence, 'usual'), true), absence);
});

test('whoever never wrote one is proposed a text, without dates', () => {
  const draft = draftOf(null, 'Bonjour');
  assert.equal(draft.colleagues, 'Bonjour');
  assert.deepEqual(faultsOf(draft), []);
  assert.equal(shapeOf(draft, true).firstDay, null);
});

test('days in the wrong order, empty texts and half a person are told apart', () => {
  const wrong = { ...draftOf(absence, ''), lastDay: '2026-12-18', colleagues: ' ', outsiders: '', address: '' };
  assert.deepEqual(faultsOf(wrong), ['order', 'noText', 'noOutsiders', 'half']);
  assert.deepEqual(faultsOf({ ...wrong, lastDay: '', colleagues: 'a', apart: false, name: '' }), []);
});
