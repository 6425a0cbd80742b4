import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { condense } from './condense.ts';
import { describeMessage } from './describe.ts';

const filler = (octets: number, ending: string) =>
  `${'0123456789abcdef'.repeat(4)}${ending}`.repeat(Math.ceil(octets / (64 + ending.length)));

/** A message of some parts, long ones among them, as mail programs make it. */
const message = fc
  .record({
    ending: fc.constantFrom('\r\n', '\n'),
    parts: fc.array(
      fc.record({
        kind: fc.constantFrom('text/plain', 'application/pdf', 'message/rfc822'),
        octets: fc.constantFrom(0, 10, 500, 3000, 20_000),
        tail: fc.constantFrom('', 'x', '-', '--', '--x', '-y\r\n'),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    closed: fc.boolean(),
    epilogue: fc.constantFrom('', '\r\n', 'fin\r\n', filler(4000, '\r\n')),
  })
  .map(({ ending, parts, closed, epilogue }) => {
    const lines = ['Subject: essai', 'Content-Type: multipart/mixed; boundary=b', '', 'preambule'];
    for (const { kind, octets, tail } of parts) {
      lines.push('--b', `Content-Type: ${kind}`, 'Content-Disposition: attachment; filename=x', '');
      if (kind === 'message/rfc822') lines.push('Subject: dedans', '');
      lines.push(filler(octets, ending) + tail);
    }
    if (closed) lines.push('--b--');
    return Buffer.from(lines.join(ending) + ending + epilogue);
  });

function described(bytes: Buffer, cuts: readonly number[], sizes: Parameters<typeof condense>[0]) {
  const condensed = condense(sizes);
  let at = 0;
  for (const cut of [...cuts.map(each => each % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)) {
    condensed.push(bytes.subarray(at, cut));
    at = cut;
  }
  return condensed.describe();
}

test('a message described from its condensed copy is what it is described as whole, wherever it was cut', () => {
  fc.assert(
    fc.property(message, fc.array(fc.nat(100_000), { maxLength: 8 }), (bytes, cuts) => {
      const sizes = { start: 300, after: 400, most: 100_000 };
      assert.deepEqual(described(bytes, cuts, sizes), describeMessage(bytes));
    }),
    { numRuns: 600, seed: 3 },
  );
});

test('whatever the lines, the copy keeps its bounds and gives a tree that lies within the message', () => {
  const line = fc.constantFrom('', '--b', '--b--', 'texte', '--', 'Content-Type: message/rfc822', filler(200, ''));
  fc.assert(
    fc.property(fc.array(fc.tuple(line, fc.constantFrom('\r\n', '\n', ''))), lines => {
      const head = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';
      const bytes = Buffer.from(head + lines.map(([text, end]) => text + end).join(''));
      const { structure, ...facts } = described(bytes, [50, 100, 101], { start: 20, after: 30, most: 200 });
      assert.equal(facts.bytes, bytes.length);
      assert.ok(structure.header <= structure.body && structure.body <= structure.end);
      assert.equal(structure.end, bytes.length);
    }),
    { numRuns: 2000, seed: 4 },
  );
});
