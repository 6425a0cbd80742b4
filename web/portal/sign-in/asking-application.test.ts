import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askingApplication } from './asking-application.ts';

test('who came from the mail, the desk, the console or an application goes back there', () => {
  assert.equal(askingApplication('?suite=abc-1'), '/oidc/interaction/abc-1');
  assert.equal(
    askingApplication('?retour=%2Fcourrier%2Fboite%2Freception%3Ftri%3Dobjet'),
    '/courrier/boite/reception?tri=objet',
  );
  assert.equal(askingApplication('?retour=%2Fcourrier'), '/courrier');
  assert.equal(askingApplication('?retour=%2Fbureau%2Fpersonnes'), '/bureau/personnes');
  assert.equal(askingApplication('?retour=%2Fconsole%2F'), '/console/');
});

test('an address leads nowhere else', () => {
  for (const search of [
    '',
    '?suite=../..',
    '?retour=%2F%2Fmechant.example',
    '?retour=https%3A%2F%2Fmechant.example%2Fcourrier%2F',
    '?retour=%2Fcourrier.mechant.example',
    '?retour=javascript%3Aalert(1)',
    '?retour=%2Fcourrier%5C..%5Cautre',
  ])
    assert.equal(askingApplication(search), null, search);
});
