import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineReader } from '../wire/line-reader.ts';
import { WireError } from '../wire/wire-error.ts';
import { type ReadCommand, readCommand, type Source, SyntaxFault } from './read-command.ts';

const limits = { line: 200, literal: 100 };

/** All of these bytes, then the end. */
function sourceOf(bytes: Buffer): Source {
  const reader = new LineReader('lf');
  reader.queue.push(bytes);
  const take = (count: number) => {
    if (reader.queue.length < count) throw new WireError('closed');
    return reader.queue.take(count);
  };
  return {
    takeLine: max => reader.takeLine(max),
    readLine: async max => reader.takeLine(max) ?? null,
    readExactly: async count => take(count),
    async *readStream(count) {
      yield take(count);
    },
  };
}

async function readAll(text: string | Buffer): Promise<(ReadCommand | string)[]> {
  const source = sourceOf(Buffer.from(text));
  const read: (ReadCommand | string)[] = [];
  for (;;) {
    try {
      const command = await readCommand(source, limits);
      if (command === null) return read;
      read.push(command);
    } catch (error) {
      if (error instanceof WireError && error.fault === 'closed') return [...read, 'closed'];
      assert.ok(error instanceof SyntaxFault || error instanceof WireError, String(error));
      read.push('fault');
      if (error instanceof SyntaxFault && error.bye) return read;
    }
  }
}

const string = (text: string) => ({ kind: 'string', bytes: Buffer.from(text) });

test('names, strings in quotes, counted strings and numbers (rfc/5804#4)', async () => {
  assert.deepEqual(await readAll('putscript "a\\"b\\\\" {3+}\r\nx\r\n\r\nHAVESPACE "é" 12\r\nNOOP\r\n'), [
    { name: 'PUTSCRIPT', args: [string('a"b\\'), string('x\r\n')] },
    { name: 'HAVESPACE', args: [string('é'), { kind: 'number', value: 12 }] },
    { name: 'NOOP', args: [] },
  ]);
  assert.deepEqual(await readAll('A {1}\r\nx {1+}\r\ny "z"\r\n'), [
    { name: 'A', args: [string('x'), string('y'), string('z')] },
  ]);
});

test('a counted string that is too large is read over, one far too large ends the session', async () => {
  const after = { name: 'NOOP', args: [] };
  assert.deepEqual(await readAll(`PUTSCRIPT "a" {101+}\r\n${'x'.repeat(101)}\r\nNOOP\r\n`), ['fault', after]);
  assert.deepEqual(await readAll('PUTSCRIPT "a" {4000000000+}\r\nNOOP\r\n'), ['fault']);
  assert.deepEqual(await readAll(`NOOP "${'x'.repeat(300)}"\r\nNOOP\r\n`), ['fault', after]);
  assert.deepEqual(await readAll('HAVESPACE "a" 9999999999\r\n'), ['fault']);
});

test('whatever the bytes, they are commands or faults', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'NOOP',
      'PUTSCRIPT',
      ' ',
      '"',
      '\\',
      '{5+}',
      '{3}',
      '{101+}',
      '\r\n',
      '\n',
      '12',
      '\0',
      '"a"',
      '{',
      '}',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async pieces => {
      await readAll(Buffer.from(pieces.join('')));
    }),
    { numRuns: 1000 },
  );
});
