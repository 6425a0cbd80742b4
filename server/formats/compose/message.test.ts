import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { listMailboxes, parseAddressList } from '../address/parse.ts';
import { decodeBody, decodeText } from '../message/decode.ts';
import { decodedHeader, rawHeader } from '../message/header.ts';
import { parseMessage } from '../message/parse.ts';
import { fileName, leaves } from '../message/part.ts';
import { addressesValue, textValue } from './header.ts';
import { composeMessage, type OutgoingPart } from './message.ts';

function boundaries(): () => string {
  let count = 0;
  return () => `=_mark_${count++}`;
}

const line = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .map(text => text.replace(/[\r\n\0\x01-\x1f\x7f]+/g, ' ').trim());

test('a subject in any language reads back as it was, in lines everybody carries', () => {
  fc.assert(
    fc.property(line, subject => {
      const bytes = composeMessage(
        [{ name: 'Subject', value: textValue(subject, 7) }],
        { kind: 'text', type: 'text/plain', text: '' },
        boundaries(),
      );
      const { fields } = parseMessage(bytes);
      assert.equal(decodedHeader(bytes, fields, 'subject')?.normalize('NFC'), subject.normalize('NFC'));
      for (const one of bytes.toString('latin1').split('\r\n'))
        assert.ok(one.length <= 998 && /^[\x00-\x7f]*$/.test(one));
    }),
  );
});

test('names of people read back as they were, quoted or encoded where they must', () => {
  const name = fc.oneof(line, fc.constantFrom('Renée Lefèvre', 'Dupont, Anne', 'A "B" \\ C', '=?utf-8?Q?x?='));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), names => {
      const value = addressesValue(names.map((one, index) => ({ name: one, email: `u${index}@ac.test` })));
      const bytes = Buffer.from(`To: ${value}\r\n\r\n`);
      const read = listMailboxes(parseAddressList(rawHeader(bytes, parseMessage(bytes).fields, 'to')!));
      assert.deepEqual(
        read.map(one => one.address),
        names.map((_, index) => `u${index}@ac.test`),
      );
      assert.deepEqual(
        read.map(one => one.name.replace(/\s+/g, ' ')),
        names.map(one => one.replace(/\s+/g, ' ')),
      );
    }),
  );
});

test('texts and files of any bytes read back as they were', () => {
  const leaf: fc.Arbitrary<OutgoingPart> = fc.oneof(
    fc
      .string({ unit: 'binary', maxLength: 400 })
      .map(text => ({ kind: 'text', type: 'text/plain', text: text.toWellFormed() }) as const),
    fc.tuple(fc.uint8Array({ maxLength: 300 }), line).map(
      ([bytes, name]) =>
        ({
          kind: 'bytes',
          type: 'application/pdf',
          bytes: Buffer.from(bytes),
          name: `${name}.pdf`,
          disposition: 'attachment',
        }) as const,
    ),
  );
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 4 }), parts => {
      const bytes = composeMessage([], { kind: 'multipart', type: 'multipart/mixed', parts }, boundaries());
      const found = [...leaves(parseMessage(bytes).part)];
      assert.equal(found.length, parts.length);
      for (const [index, part] of parts.entries()) {
        if (part.kind === 'text') {
          const wanted = part.text.replace(/\r\n|\r|\n/g, '\r\n').replaceAll('\0', '\ufffd');
          assert.equal(decodeText(bytes, found[index]!), wanted);
        } else if (part.kind === 'bytes') assert.deepEqual(decodeBody(bytes, found[index]!), part.bytes);
      }
    }),
    { numRuns: 30 },
  );
});

test('the name of a file is told in its own letters', () => {
  const part = {
    kind: 'bytes',
    type: 'application/pdf',
    bytes: Buffer.of(1),
    name: 'Bulletin de l’élève Œdipe (2).pdf',
    disposition: 'attachment',
  } as const;
  const bytes = composeMessage([], part, boundaries());
  assert.equal(fileName(parseMessage(bytes).part), 'Bulletin de l’élève Œdipe (2).pdf');
});
