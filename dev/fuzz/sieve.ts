/**
 * Fuzzes the Sieve compiler and interpreter: `node dev/fuzz/sieve.ts [seconds] [seed]`. Scripts are drawn, then spoilt:
 * bytes changed, pieces cut, repeated or moved. Whatever comes must be faults or a script, and a script must decide, keep
 * the mail where it fails, and stay within its steps; nothing may throw, and nothing may take long.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messages, script } from '../../scenarios/sieve/generate.ts';
import { compileScript } from '../../server/formats/sieve/compile.ts';
import { openMessage } from '../../server/formats/sieve/message.ts';
import { runScript } from '../../server/formats/sieve/run-script.ts';
import { settingEnvironment } from '../../server/formats/sieve/trial.ts';

/** Milliseconds for any one script of these sizes, generous on a busy machine. */
const tooLong = 1000;

const words = fc.constantFrom(
  ...[
    '"',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ';',
    ',',
    ':',
    'text:\n',
    '.\n',
    '/*',
    '*/',
    '#',
    '\\',
    '$\u007b',
    '999999999999K',
  ],
  ...['require "ihave";', 'require "include";', 'if not not not ', 'foreverypart {', 'vacation :mime ', 'set "v" "'],
  ...[
    'header :regex "subject" "(((a*)*)*)*$"',
    ':matches "*a*a*a*a*a*a*a*b"',
    ':index 0',
    ':comparator "i;none"',
    '\xff',
  ],
);

type Damage = (bytes: Buffer) => Buffer;

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(fc.nat(), fc.nat(255)).map(
    ([where, byte]) =>
      (bytes: Buffer) =>
        spliced(bytes, where, 1, Buffer.of(byte)),
  ),
  fc.tuple(fc.nat(), fc.nat(40)).map(
    ([where, size]) =>
      (bytes: Buffer) =>
        spliced(bytes, where, size, Buffer.alloc(0)),
  ),
  fc.tuple(fc.nat(), words).map(
    ([where, text]) =>
      (bytes: Buffer) =>
        spliced(bytes, where, 0, Buffer.from(text, 'latin1')),
  ),
  fc.tuple(fc.nat(), fc.nat(60), fc.nat(200)).map(([where, size, times]) => (bytes: Buffer) => {
    const at = where % (bytes.length + 1);
    return spliced(bytes, where, 0, Buffer.concat(Array<Buffer>(times).fill(bytes.subarray(at, at + size))));
  }),
);

function spliced(bytes: Buffer, where: number, removed: number, added: Buffer): Buffer {
  const at = where % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}

/** Runs for about that many seconds; throws at the first failure, with the seed that shows it. Gives the number of scripts. */
export function fuzz(seconds: number, seed: number): number {
  const end = performance.now() + seconds * 1000;
  let scripts = 0;
  for (let round = 0; performance.now() < end; round++) {
    fc.assert(
      fc.property(
        script,
        fc.array(damage, { maxLength: 4 }),
        fc.constantFrom(...messages),
        (text, damages, message) => {
          scripts++;
          const start = performance.now();
          tryOne(
            damages.reduce<Buffer>((bytes, spoil) => spoil(bytes), Buffer.from(text)),
            message,
          );
          assert.ok(performance.now() - start < tooLong, 'too long');
        },
      ),
      { seed: seed + round, numRuns: 200 },
    );
  }
  return scripts;
}

function tryOne(bytes: Buffer, message: Buffer): void {
  const compiled = compileScript(bytes);
  if (compiled.kind === 'faulty') {
    assert.ok(compiled.faults.length > 0);
    for (const { line, column, fr, en } of compiled.faults) assert.ok(line > 0 && column > 0 && fr !== '' && en !== '');
    return;
  }
  const outcome = runScript(compiled.script, openMessage(message), settingEnvironment());
  assert.equal(outcome.kind, 'decided');
  if (outcome.kind === 'decided' && outcome.failures.length > 0) assert.ok(outcome.implicitKeep);
}

if (import.meta.main) {
  const [seconds = '10', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
  console.log(`${fuzz(Number(seconds), Number(seed))} scripts, seed ${seed}`);
}
