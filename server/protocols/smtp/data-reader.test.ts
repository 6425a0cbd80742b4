import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DataReader } from './data-reader.ts';

/** As a client sends it: dots doubled at the start of lines, then the end. rfc/5321#4.5.2 */
const stuff = (message: string): string => `${message.replaceAll(/(^|\r\n)\./g, '$1..')}.\r\n`;

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length]!;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

const line = fc.stringMatching(/^[.ab ]{0,6}$/);
const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

test('what was stuffed comes out as it was, however it is cut, and what follows is left', () => {
  fc.assert(
    fc.property(fc.array(line), sizes, (lines, cuts) => {
      const message = lines.map(text => `${text}\r\n`).join('');
      const reader = new DataReader('refuse', 10_000);
      const after: Buffer[] = [];
      let ended = false;
      for (const chunk of cut(Buffer.from(`${stuff(message)}QUIT\r\n`), cuts)) {
        if (ended) after.push(chunk);
        else {
          const rest = reader.push(chunk);
          if (rest !== null) {
            ended = true;
            after.push(rest);
          }
        }
      }
      assert.equal(reader.fault, null);
      assert.equal(reader.message().toString(), message);
      assert.equal(Buffer.concat(after).toString(), 'QUIT\r\n');
    }),
  );
});

test('no bytes end a message but CR LF dot CR LF, and nothing normalised holds a stray ending', () => {
  const bytes = fc.array(fc.constantFrom('\r', '\n', '.', 'a', '\r\n', '\r\n.'), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, sizes, (pieces, cuts) => {
      const text = pieces.join('');
      const reader = new DataReader('normalise', 10_000);
      const ended = cut(Buffer.from(text), cuts).some(chunk => reader.push(chunk) !== null);
      assert.equal(ended, /(^|\r\n)\.\r\n/.test(text));
      assert.doesNotMatch(reader.message().toString(), /\r(?!\n)|(?<!\r)\n/);
    }),
  );
});

test('a hostile chunk of lone CRs costs no more than its length', () => {
  const reader = new DataReader('refuse', 100 * 65_536);
  const chunk = Buffer.alloc(65_536, '\r');
  const started = process.cpuUsage();
  for (let count = 0; count < 50; count += 1) reader.push(chunk);
  assert.equal(reader.fault, 'stray-line-ending');
  // Searched anew for each CR this would be minutes.
  assert.ok(process.cpuUsage(started).user < 10_000_000);
});
