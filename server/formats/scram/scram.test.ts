import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkScramProof, deriveScramKeys } from './keys.ts';
import { saslPrepare } from './prepare.ts';

test('passwords take the form of the examples of rfc/4013#3', () => {
  assert.equal(saslPrepare('I\u00adX'), 'IX');
  assert.equal(saslPrepare('user'), 'user');
  assert.equal(saslPrepare('USER'), 'USER');
  assert.equal(saslPrepare('\u00aa'), 'a');
  assert.equal(saslPrepare('\u2168'), 'IX');
  assert.equal(saslPrepare('\u0007'), null);
  assert.equal(saslPrepare('\u06271'), null);
  assert.equal(saslPrepare('mot\u00a0de\u2009passe'), 'mot de passe');
  assert.equal(saslPrepare('e\u0301t\u00e9'), '\u00e9t\u00e9');
});

test('preparing twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const once = saslPrepare(text);
      if (once !== null) assert.equal(saslPrepare(once), once);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('the exchange of rfc/7677#3 holds', async () => {
  const keys = await deriveScramKeys('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), 4096);
  const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
  const authMessage =
    `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,` + `c=biws,r=${nonce}`;
  const proof = Buffer.from('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', 'base64');
  const signature = checkScramProof(keys!, authMessage, proof);
  assert.equal(signature?.toString('base64'), '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
  assert.equal(checkScramProof(keys!, `${authMessage}x`, proof), null);
  assert.equal(checkScramProof(keys!, authMessage, proof.subarray(1)), null);
});
