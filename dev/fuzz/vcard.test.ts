import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './vcard.ts';

test('whatever a card says, it is read, written and turned into JSContact and back without loss', () => {
  assert.ok(fuzz(3, 7) > 0);
});
