import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDecoder, decodeBytes, decodeRange, decodeText, isKnownEncoding } from './decode.ts';
import { parseMessage } from './parse.ts';

const decoded = (text: string, encoding: string) =>
  decodeBytes(Buffer.from(text, 'latin1'), encoding).toString('latin1');

test('base64 is read through line ends and noise, and ends at its padding or at a rule', () => {
  assert.equal(decoded('aGVs\r\nbG8=\r\n', 'base64'), 'hello');
  assert.equal(decoded('a!G V*sbG8', 'base64'), 'hello');
  assert.equal(decoded('aGVsbG8=\r\n-- \r\nfooter of a list', 'base64'), 'hello');
  assert.equal(decoded('aGVs\r\n____\r\nlist', 'base64'), 'hel');
  assert.equal(decoded('aGVsbG8', 'base64'), 'hello');
});

test('quoted-printable is read with its soft breaks, and spaces added on the way go', () => {
  assert.equal(decoded('caf=C3=a9 =\r\nau lait  \r\n', 'quoted-printable'), 'caf\xc3\xa9 au lait\r\n');
  assert.equal(decoded('a=20 \r\nb=   \r\nc\n', 'quoted-printable'), 'a \r\nbc\n');
  assert.equal(decoded('a = b =ZZ =4', 'quoted-printable'), 'a = b =ZZ =4');
  assert.equal(decoded('end=', 'quoted-printable'), 'end');
});

test('other encodings leave the bytes as they are, and only the known are known', () => {
  assert.equal(decoded('a=20 ', 'x-unknown'), 'a=20 ');
  assert.deepEqual(['7bit', 'binary', 'x-uuencode'].map(isKnownEncoding), [true, true, false]);
});

test('the text of a part is decoded of both its encodings', () => {
  const text = (header: string, body: string) => {
    const bytes = Buffer.from(`${header}\r\n\r\n${body}`, 'latin1');
    return decodeText(bytes, parseMessage(bytes).part);
  };
  assert.equal(
    text('Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable', '=E9'),
    'é',
  );
  assert.equal(text('Content-Type: text/html', '<meta charset="iso-8859-15">\xa4'), '<meta charset="iso-8859-15">€');
});

test('a text cut by its limit ends at a whole character', () => {
  const bytes = Buffer.from('Content-Type: text/plain; charset=utf-8\r\n\r\néééé');
  assert.equal(decodeText(bytes, parseMessage(bytes).part, 5), 'éé');
});

const encodings = fc.constantFrom('base64', 'quoted-printable', '8bit');
const likely = fc
  .array(fc.constantFrom('QUJD', 'YQ', '-', '=', '=41', ' ', '\t', '\r\n', '\n', '\r', 'a', '*', '\xe9'))
  .map(a => a.join(''));

test('chunks give the same bytes wherever they are cut', () => {
  fc.assert(
    fc.property(likely, encodings, fc.array(fc.nat(20)), (text, encoding, cuts) => {
      const bytes = Buffer.from(text, 'latin1');
      const decoder = createDecoder(encoding);
      const out: Buffer[] = [];
      let pos = 0;
      for (const cut of cuts) {
        out.push(decoder.write(bytes.subarray(pos, pos + cut)));
        pos += cut;
      }
      out.push(decoder.write(bytes.subarray(pos)), decoder.end());
      assert.equal(Buffer.concat(out).toString('latin1'), decoded(text, encoding));
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test('a range is a slice of the whole', () => {
  const bytes = Buffer.from('TWFpbCBieSB0aGUgbGluZSwg\r\n'.repeat(9000));
  for (const encoding of ['base64', 'quoted-printable', '7bit']) {
    const part = { body: 0, end: bytes.length, encoding };
    const whole = decodeBytes(bytes, encoding);
    for (const [offset, length] of [
      [0, 10],
      [60_000, 70_000],
      [whole.length - 3, 10],
      [whole.length + 1, 1],
      [5, 0],
    ] as const) {
      assert.deepEqual(decodeRange(bytes, part, offset, length), Buffer.from(whole.subarray(offset, offset + length)));
    }
  }
});
