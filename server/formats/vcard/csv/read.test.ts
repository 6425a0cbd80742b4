import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCard } from '../read.ts';
import { writeCard } from '../write.ts';
import { readHeading } from './headings.ts';
import { csvLimits, readCsvContacts } from './read.ts';
import { csvHeader, csvRow } from './write.ts';

test('headings are known whatever their case, accents and spaces', () => {
  assert.deepEqual(readHeading(' PRÉNOM '), { kind: 'name', part: 'given' });
  assert.deepEqual(readHeading('Code postal (bureau)'), { kind: 'address', context: 'work', part: 'postcode' });
  assert.deepEqual(readHeading('E-mail 2 - Value'), { kind: 'numbered', property: 'EMAIL', number: 2, part: 'value' });
  assert.equal(readHeading('Pointure'), null);
});

test('a column nobody knows is kept as a note', () => {
  const read = readCsvContacts(Buffer.from('Nom;Pointure\nZoé;38\n'));
  assert.ok(read.kind === 'rows' && read.rows[0]?.kind === 'card');
  assert.deepEqual(read.unknown, ['Pointure']);
  assert.match(writeCard(read.rows[0].card), /NOTE:Pointure : 38/);
});

test('one row more than the limit is read, so that the file can be refused', () => {
  const read = readCsvContacts(Buffer.from(`Nom\n${'x\n'.repeat(csvLimits.rows + 5)}`));
  assert.ok(read.kind === 'rows');
  assert.equal(read.rows.length, csvLimits.rows + 1);
});

test('whatever a file says, its rows are cards that can be written and read, or are told why not', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'Nom',
      'Prénom',
      'E-mail 1 - Value',
      'Birthday',
      'Notes',
      '12/13/1980',
      'a@b.c',
      '"',
      '""',
      '=1',
      '',
    ),
    fc.string({ maxLength: 6 }),
  );
  const separator = fc.constantFrom(',', ';', '\t', '\n', '\r\n', '"', '\ufeff');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, separator), { maxLength: 40 }), cells => {
      const read = readCsvContacts(Buffer.from(`Nom,Notes\n${cells.flat().join('')}`));
      if (read.kind === 'unreadable') return;
      for (const row of read.rows) {
        if (row.kind === 'fault') continue;
        assert.equal(readCard(Buffer.from(writeCard(row.card))).kind, 'card');
        csvRow(row.card);
      }
    }),
    { numRuns: 2000 },
  );
  assert.ok(csvHeader('fr').startsWith('\ufeff'));
});
