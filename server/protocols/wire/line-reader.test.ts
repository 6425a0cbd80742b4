import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineReader } from './line-reader.ts';
import { WireError } from './wire-error.ts';

function readAll(reader: LineReader, pieces: Iterable<Buffer>, max: number): string[] {
  const seen: string[] = [];
  for (const piece of pieces) {
    reader.queue.push(piece);
    for (;;) {
      try {
        const line = reader.takeLine(max);
        if (!line) break;
        seen.push(line.toString('latin1'));
      } catch (error) {
        assert.ok(error instanceof WireError);
        seen.push(`<${error.fault} ${error.head.toString('latin1', 0, 6)}…${error.tail.toString('latin1').slice(-4)}>`);
      }
    }
  }
  return seen;
}

const cut = (text: string, size: number) =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => Buffer.from(text.slice(i * size, (i + 1) * size)));

test('lines come out whole however the bytes were cut', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ -~]{0,40}$/)), fc.integer({ min: 1, max: 50 }), (lines, size) => {
      const wire = lines.map(line => `${line}\r\n`).join('');
      assert.deepEqual(readAll(new LineReader('crlf'), cut(wire, size), 40), lines);
      assert.deepEqual(readAll(new LineReader('lf'), cut(wire.replaceAll('\r', ''), size), 40), lines);
    }),
  );
});

test('a line over the limit is refused once, with its two ends, and the next one is read', () => {
  for (const size of [1, 7, 1000])
    assert.deepEqual(readAll(new LineReader('lf'), cut(`abcdef${'x'.repeat(300)}{5+}\r\nnext\r\n`, size), 20), [
      '<line-too-long abcdef…{5+}>',
      'next',
    ]);
});

test('the limit counts the line without its ending, to the byte', () => {
  const fits = 'y'.repeat(20);
  for (const ending of ['\r\n', '\n'])
    assert.deepEqual(readAll(new LineReader('lf'), [Buffer.from(`${fits}${ending}${fits}z${ending}`)], 20), [
      fits,
      '<line-too-long yyyyyy…yyyz>',
    ]);
});

test('where CR LF is the law a lone LF is a fault, not an ending', () => {
  assert.deepEqual(readAll(new LineReader('crlf'), [Buffer.from('DATA\nMAIL\r\nQUIT\r\n')], 20), [
    '<bare-line-feed DATA…DATA>',
    'MAIL',
    'QUIT',
  ]);
});

test('bytes put back are read again, before the others', () => {
  const reader = new LineReader('lf');
  reader.queue.push(Buffer.from('one\ntwo\n'));
  reader.queue.unshift(reader.queue.take(3));
  assert.equal(String(reader.takeLine(10)), 'one');
  reader.queue.unshift(Buffer.from('and '));
  assert.equal(String(reader.takeLine(10)), 'and two');
  assert.equal(reader.queue.length, 0);
});
