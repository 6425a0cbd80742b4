import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeAt, encodeSecret, secretUri, stepAt, stepOf } from './totp.ts';

/** The secret of the test vectors of RFC 6238, which gives eight digits: the last six are ours. */
const secret = Buffer.from('12345678901234567890');

test('the codes are those of the standard', () => {
  const vectors = [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ] as const;
  for (const [seconds, code] of vectors) assert.equal(codeAt(secret, stepAt(new Date(seconds * 1000))), code);
});

test('a code of the step before or after is taken, spaces forgiven, an older one not', () => {
  const now = new Date(1234567890_000);
  const step = stepAt(now);
  for (const near of [step, step - 1, step + 1]) assert.equal(stepOf(secret, codeAt(secret, near), now), near);
  assert.equal(stepOf(secret, ' 005 924 ', now), step);
  assert.equal(stepOf(secret, codeAt(secret, step - 2), now), null);
  assert.equal(stepOf(secret, '', now), null);
});

test('secrets are written in base 32', () => {
  assert.equal(encodeSecret(secret), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  assert.equal(encodeSecret(Buffer.from('f')), 'MY');
  assert.match(secretUri(secret, 'a.b@c.test', 'Aréna'), /^otpauth:\/\/totp\/Ar%C3%A9na:a\.b%40c\.test\?secret=GEZ/);
});
