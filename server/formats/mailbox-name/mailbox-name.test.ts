import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeModifiedUtf7, encodeModifiedUtf7 } from './modified-utf7.ts';
import { maxDepth, maxLevelBytes, maxNameBytes, readMailboxName } from './name.ts';
import { mailboxPattern } from './pattern.ts';

const name = fc.string({ unit: 'grapheme', maxLength: 20 });

test('names have one spelling in modified UTF-7', () => {
  assert.equal(encodeModifiedUtf7('Éléments envoyés'), '&AMk-l&AOk-ments envoy&AOk-s');
  assert.equal(encodeModifiedUtf7('Pédagogie & cie/台北'), 'P&AOk-dagogie &- cie/&U,BTFw-');
  fc.assert(fc.property(name, text => assert.equal(decodeModifiedUtf7(encodeModifiedUtf7(text)), text)));
});

test('any other spelling is refused', () => {
  const wrong = [
    '&',
    'a&b',
    '&AOk',
    '&AOl-',
    '&AOkA-',
    '&AGE-',
    '&AOk-&AOk-',
    '&2AA-',
    '&!!!-',
    'é',
    '&AOk=-',
    '\t',
    '&A-',
    '&AO/-',
  ];
  for (const text of wrong) assert.equal(decodeModifiedUtf7(text), undefined, text);
});

test('INBOX is the same in any case, alone or as first level, and only there', () => {
  assert.deepEqual(readMailboxName('inBox'), { kind: 'name', name: 'INBOX' });
  assert.deepEqual(readMailboxName('inbox/Projets'), { kind: 'name', name: 'INBOX/Projets' });
  assert.deepEqual(readMailboxName('Projets/inbox'), { kind: 'name', name: 'Projets/inbox' });
});

test('a name is stored composed, without the slash that announces children', () => {
  assert.deepEqual(readMailboxName('E\u0301le\u0300ves/'), { kind: 'name', name: 'Élèves' });
});

test('names that no folder may bear are refused, each for its reason', () => {
  const cases = {
    '': 'empty',
    '/': 'empty-level',
    '/a': 'empty-level',
    'a//b': 'empty-level',
    'a//': 'empty-level',
    'a\u0007': 'forbidden-character',
    'a\u0085': 'forbidden-character',
    '\ud800': 'forbidden-character',
    ['x'.repeat(maxLevelBytes + 1)]: 'too-long',
    [`${`${'é'.repeat(100)}/`.repeat(5)}x`]: 'too-long',
    [Array(maxDepth + 1)
      .fill('a')
      .join('/')]: 'too-deep',
    ['a'.repeat(5 * maxNameBytes)]: 'too-long',
  };
  for (const [text, fault] of Object.entries(cases))
    assert.deepEqual(readMailboxName(text), { kind: 'refused', fault }, text);
});

test('reading a name twice changes nothing', () => {
  fc.assert(
    fc.property(name, text => {
      const reading = readMailboxName(text);
      if (reading.kind === 'name') assert.deepEqual(readMailboxName(reading.name), reading);
    }),
  );
});

test('patterns: star crosses levels, percent does not, INBOX has no case', () => {
  const cases: [string, string, string, boolean][] = [
    ['', '*', 'a/b/c', true],
    ['', '%', 'a', true],
    ['', '%', 'a/b', false],
    ['', 'a/%', 'a/b', true],
    ['', 'a/%', 'a/b/c', false],
    ['', '%/%', 'a/b', true],
    ['a/', '%', 'a/b', true],
    ['', 'inbox', 'INBOX', true],
    ['', 'InBox/%', 'INBOX/x', true],
    ['', 'projets', 'Projets', false],
    ['', 'inboxes', 'INBOXES', false],
    ['', '%b*', 'a/b', false],
    ['', '*b', 'a/b', true],
    ['', '', '', true],
    ['', 'a*', 'b', false],
  ];
  for (const [reference, pattern, text, expected] of cases)
    assert.equal(mailboxPattern(reference, pattern)(text), expected, `${reference} ${pattern} ${text}`);
});

test('patterns mean what the obvious regular expression means', () => {
  const letters = (unit: string[], maxLength: number) => fc.string({ unit: fc.constantFrom(...unit), maxLength });
  fc.assert(
    fc.property(letters(['a', 'b', '/', '*', '%'], 8), letters(['a', 'b', '/'], 10), (pattern, text) => {
      const slow = new RegExp(
        `^${pattern
          .replaceAll('%', '[^/]*')
          .replaceAll('*', () => '.*')
          .replaceAll('[^/].*', '[^/]*')}$`,
      );
      assert.equal(mailboxPattern('', pattern)(text), slow.test(text));
    }),
  );
});

test('no pattern makes matching explode', () => {
  const cruel = mailboxPattern('', `${'*a%'.repeat(300)}b`);
  assert.equal(cruel('a'.repeat(1000)), false);
});
