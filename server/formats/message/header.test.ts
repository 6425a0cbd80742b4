import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allFields, decodedHeader, firstField, rawHeader, readHeader } from './header.ts';

const read = (text: string) => {
  const bytes = Buffer.from(text, 'latin1');
  return { bytes, ...readHeader(bytes) };
};

test('fields keep the offsets of their first byte, value and end', () => {
  const { bytes, fields, body, lines, ending } = read('A: 1\r\nLong: x\r\n y\r\n\r\nbody');
  assert.deepEqual(fields, [
    { name: 'a', start: 0, value: 2, end: 6 },
    { name: 'long', start: 6, value: 11, end: 19 },
  ]);
  assert.deepEqual([body, lines, ending], [21, 4, 'blank']);
  assert.equal(rawHeader(bytes, fields, 'long'), 'x y');
});

test('the first of several fields is found, and all of them in order', () => {
  const { fields } = read('To: a\r\nX: b\r\nTO : c\r\n\r\n');
  assert.equal(firstField(fields, 'to')!.start, 0);
  assert.deepEqual(
    allFields(fields, 'to').map(field => field.start),
    [0, 13],
  );
  assert.equal(firstField(fields, 'cc'), undefined);
});

test('an mbox line and a badly folded field are passed over', () => {
  const { bytes, fields, ending } = read('From a@b Thu Aug 22 12:36:23 2002\nSubject: s\nhalf a line\nTo: x\n\nbody');
  assert.deepEqual(
    fields.map(field => field.name),
    ['subject', 'to'],
  );
  assert.equal(rawHeader(bytes, fields, 'subject'), 's');
  assert.equal(ending, 'blank');
});

test('text that follows the fields without a blank line starts the body', () => {
  const { bytes, fields, body, ending } = read('Subject: s\r\nHello,\r\nthis is text\r\n\r\nmore');
  assert.equal(ending, 'text');
  assert.equal(bytes.toString('latin1', body, body + 6), 'Hello,');
  assert.equal(fields[0]!.end, body);
});

test('raw bytes are UTF-8 if they can be, else windows-1252', () => {
  const { bytes, fields } = read('A: \xc3\xa9\r\nB: \xe9 \x80\r\n\r\n');
  assert.equal(rawHeader(bytes, fields, 'a'), 'é');
  assert.equal(rawHeader(bytes, fields, 'b'), 'é €');
});

test('a decoded value has its encoded words read', () => {
  const { bytes, fields } = read('Subject: =?iso-8859-1?Q?Ann=E9e?=\r\n =?iso-8859-1?Q?_scolaire?= 2026\r\n\r\n');
  assert.equal(decodedHeader(bytes, fields, 'subject'), 'Année scolaire 2026');
  assert.equal(decodedHeader(bytes, fields, 'x'), null);
});
