import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { base64, bytesOf, headerText, parameter, quotedPrintable } from './encode.ts';

const french = fc.string({
  unit: fc.constantFrom(...'abcXYZ éèœ’–«»\u00a0€ŁầÇ?=_,.;:"()<>@-12'.split('')),
  minLength: 1,
  maxLength: 160,
});

test('a subject is read back whatever it holds, in either kind of encoded-word', async () => {
  await fc.assert(
    fc.asyncProperty(french, fc.constantFrom('Q' as const, 'B' as const), async (text, kind) => {
      const subject = `é${text.replace(/ +/g, ' ').trim()}é`;
      const header = headerText(subject, 'utf-8', 9, kind);
      for (const line of header.split('\r\n')) assert.ok(line.length <= 76, line);
      const mail = await simpleParser(`Subject: ${header}\r\n\r\nx\r\n`);
      assert.equal(mail.subject, subject);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('quoted-printable keeps every byte and lines of at most 76', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 0, maxLength: 400 }), async octets => {
      const bytes = Buffer.from(octets)
        .toString('latin1')
        .replace(/[\r\n]/g, '\r\n');
      const encoded = quotedPrintable(bytes);
      for (const line of encoded.split('\r\n')) assert.ok(line.length <= 76, line);
      const decoded = encoded
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
      assert.equal(decoded, bytes);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('base64 comes in lines of 76 without an empty last one', () => {
  for (const size of [0, 1, 56, 57, 58, 114, 200]) {
    const lines = base64(Buffer.alloc(size, 7)).split('\r\n');
    assert.ok(lines.every(line => line.length <= 76));
    assert.ok(size === 0 || lines.at(-1) !== '');
    assert.equal(Buffer.from(lines.join(''), 'base64').length, size);
  }
});

test('what a character set lacks is spelled out', () => {
  assert.equal(bytesOf('L’œuf à 3 €…', 'windows-1252'), 'L\x92\x9cuf à 3 \x80\x85');
  assert.equal(bytesOf('L’œuf à 3 €…', 'iso-8859-1'), "L'oeuf à 3 EUR...");
  assert.equal(bytesOf('Trần, Łukasz', 'iso-8859-1'), 'Tran, Lukasz');
});

test('long and accented file names are read back', async () => {
  for (const name of ['a.pdf', 'Ordre du jour – conseil de 6e B.odt', `${'très long '.repeat(12)}.pdf`]) {
    const mail = await simpleParser(
      `Content-Type: application/octet-stream${parameter('name', name)}\r\nContent-Disposition: attachment${parameter('filename', name)}\r\n\r\nx\r\n`,
    );
    assert.equal(mail.attachments[0]?.filename, name);
  }
});
