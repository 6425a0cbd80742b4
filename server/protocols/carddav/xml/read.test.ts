import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BadXml, type Element, readXml } from './read.ts';
import { document, element } from './write.ts';

const read = (text: string): Element => readXml(Buffer.from(text));

test('names are compared with their namespaces, whatever the prefixes', () => {
  const root = read(
    '<?xml version="1.0"?><A:x xmlns:A="DAV:" xmlns="urn:y"><b c="1 &amp; 2">t&#233;<![CDATA[<]]></b><A:d/></A:x>',
  );
  assert.equal(root.name, '{DAV:}x');
  assert.deepEqual(
    root.children.map(one => one.name),
    ['{urn:y}b', '{DAV:}d'],
  );
  assert.deepEqual([root.children[0]!.attributes.c, root.children[0]!.text], ['1 & 2', 'té<']);
});

test('what is written is read again the same, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const root = read(document('{DAV:}multistatus', [element('{urn:other}p', text, { a: text })]));
      const [child] = root.children;
      const said = text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');
      assert.deepEqual(
        [child?.name, child?.text, child?.attributes.a?.replace(/\s/g, ' ')],
        ['{urn:other}p', said, said.replace(/\s/g, ' ')],
      );
    }),
  );
});

test('whatever comes is an element or is refused', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<a/>',
    '<d:b xmlns:d="DAV:">',
    '</d:b>',
    '&lt;',
    '&x;',
    '&#0;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x',
    '?>',
    '<!DOCTYPE',
    ' c="',
    '"',
    "'",
    '<',
    '>',
    'é',
    '\0',
    '<__proto__>',
    '<constructor/>',
    ' xmlns=""',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 30 }), pieces => {
      try {
        assert.equal(typeof read(pieces.join('')).name, 'string');
      } catch (error) {
        assert.ok(error instanceof BadXml, String(error));
      }
    }),
    { numRuns: 3000 },
  );
});
