import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fuzz } from '../../../dev/fuzz/message.ts';
import { checkMessage } from '../../../dev/fuzz/message-invariants.ts';
import { parseMessage } from './parse.ts';

const line = fc.constantFrom(
  '',
  '--a',
  '--a--',
  '--b',
  '--b--',
  '--ab',
  'text',
  ' folded',
  'Content-Type: multipart/mixed; boundary=a',
  'Content-Type: multipart/digest; boundary=b',
  'Content-Type: multipart/alternative; boundary=ab',
  'Content-Type: message/rfc822',
  'Content-Type: text/html; charset=utf-16',
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  'Subject: =?utf-8?Q?=C3?= =?utf-8?Q?=A9?=',
  'From: a: <@b,@c:d@e>, "f;',
  '\0\xff',
);
const lineEnd = fc.constantFrom('\r\n', '\r\n', '\n', '\r', '');

test('whatever the bytes, the tree is consistent and every reader of it ends well', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), bytes => void checkMessage(Buffer.from(bytes))),
    { numRuns: 500, seed: 1 },
  );
});

test('whatever the lines, children lie within their parent, in order, without overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(line, lineEnd), { maxLength: 40 }), lines => {
      checkMessage(Buffer.from(lines.map(([text, end]) => text + end).join(''), 'latin1'));
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test('mails broken at random keep every invariant', () => {
  const { runs, failures } = fuzz(60, 1, 1500);
  assert.equal(runs, 1500);
  assert.deepEqual(failures, []);
});

/** Bytes the parser looked at through the buffer's own searches and slices. */
function bytesRead(bytes: Buffer): number {
  let read = 0;
  const counted = Object.assign(Buffer.from(bytes), {
    indexOf(value: number, from = 0): number {
      const at = Buffer.prototype.indexOf.call(this, value, from);
      read += (at < 0 ? bytes.length : at) - from + 1;
      return at;
    },
    toString(encoding: BufferEncoding, from = 0, to = bytes.length): string {
      read += to - from;
      return Buffer.prototype.toString.call(this, encoding, from, to);
    },
  });
  parseMessage(counted as Buffer);
  return read;
}

test('each byte is read a bounded number of times, however the message is made to be slow', () => {
  const nested = Array.from(
    { length: 60 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
  ).join('');
  const enclosed = 'Content-Type: message/rfc822\n\n'.repeat(60);
  const top = 'Content-Type: multipart/mixed; boundary=a\n\n';
  const long = 'x'.repeat(60_000);
  const families: Record<string, string> = {
    'parts without blank line': `${top}${'--a\ntext\n'.repeat(50_000)}`,
    'almost boundaries, 60 deep': `${nested}${'--b\n'.repeat(100_000)}`,
    'messages within, then text without header': `${enclosed}${'text\n'.repeat(80_000)}`,
    'one line': `${top}--a\n${'x'.repeat(400_000)}`,
    dashes: `${top}${'-'.repeat(400_000)}`,
    'a boundary of 60 KB': `Content-Type: multipart/mixed; boundary=${long}\n\n${`--${long.slice(1)}\n`.repeat(6)}`,
    'header fields': 'A:\n'.repeat(130_000),
    'mbox lines before each field': 'From x\nSubject: y\n'.repeat(20_000),
  };
  for (const [name, text] of Object.entries(families)) {
    const ratio = bytesRead(Buffer.from(text)) / text.length;
    assert.ok(ratio < 5, `${name}: each byte was read ${ratio.toFixed(1)} times`);
  }
});
