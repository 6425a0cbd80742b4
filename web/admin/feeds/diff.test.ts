import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countByKind, type DiffRow, fieldsOf, firstKind } from './diff.ts';

const row = (what: DiffRow['what'], detail = ''): DiffRow => ({ what, hrKey: '1', line: 2, detail });

test('rows are counted by kind, and what asks for eyes is shown first', () => {
  const counts = countByKind([row('changed'), row('new'), row('changed'), row('missing')]);
  assert.equal(counts.get('changed'), 2);
  assert.equal(counts.get('refused'), 0);
  assert.equal(firstKind(counts), 'missing');
  assert.equal(firstKind(countByKind([])), null);
});

test('fields are read out of a detail, the sentence of a refusal is left whole', () => {
  assert.deepEqual(fieldsOf(row('changed', 'function, assignments')), ['function', 'assignments']);
  assert.deepEqual(fieldsOf(row('refused', 'uai : l’établissement est inconnu, ou fermé')), []);
  assert.deepEqual(fieldsOf(row('new')), []);
});
