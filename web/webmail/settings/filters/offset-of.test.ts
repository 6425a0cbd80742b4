import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetOf } from './offset-of.ts';

test('a place in a script is found again, beyond characters of two code units and past the end', () => {
  const text = 'keep;\n"😀a" x\nstop;';
  assert.equal(offsetOf(text, { line: 1, column: 1 }), 0);
  assert.equal(text[offsetOf(text, { line: 2, column: 3 })], 'a');
  assert.equal(text[offsetOf(text, { line: 3, column: 5 })], ';');
  assert.equal(offsetOf(text, { line: 9, column: 1 }), text.length);
});
