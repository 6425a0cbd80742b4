/**
 * Fuzzes the grammar of IMAP: `node dev/fuzz/imap-grammar.ts [seconds] [seed]`. Commands are spelled, checked, then spoilt:
 * bytes changed, pieces cut, repeated or moved. Whatever comes must be a command or a `BadSyntax`, and soon: a command that
 * takes longer than its length allows is a failure as well.
 */
import fc from 'fast-check';
import { type AppendEvent, appendDialogue } from '../../server/protocols/imap/grammar/append.ts';
import { BadSyntax } from '../../server/protocols/imap/grammar/bad-syntax.ts';
import { command } from '../../server/protocols/imap/grammar/command.arbitrary.ts';
import { parseCommand } from '../../server/protocols/imap/grammar/command.ts';
import { readHead } from '../../server/protocols/imap/grammar/head.ts';
import { partsOf } from '../../server/protocols/imap/grammar/spelling.arbitrary.ts';

/** Milliseconds for any one command of these sizes, generous on a busy machine. */
const tooLong = 500;

/** Runs for about that many seconds; throws at the first failure, with the seed that shows it. Gives the number of commands. */
export function fuzz(seconds: number, seed: number): number {
  const end = performance.now() + seconds * 1000;
  let commands = 0;
  for (let round = 0; performance.now() < end; round++) {
    const spoilt = fc.tuple(command, fc.array(damage, { maxLength: 4 }));
    fc.assert(
      fc.property(spoilt, fc.boolean(), ([{ pieces }, damages], utf8) => {
        const parts = partsOf(['a ', ...pieces]).map(part => damages.reduce((bytes, spoil) => spoil(bytes), part));
        commands++;
        tryBoth(parts, utf8);
      }),
      { seed: seed + round, numRuns: 500 },
    );
  }
  return commands;
}

const damage = fc.oneof(
  fc.tuple(fc.nat(), fc.nat(255)).map(
    ([where, byte]) =>
      (bytes: Buffer) =>
        spliced(bytes, where, 1, Buffer.of(byte)),
  ),
  fc.tuple(fc.nat(), fc.nat(20)).map(
    ([where, size]) =>
      (bytes: Buffer) =>
        spliced(bytes, where, size, Buffer.alloc(0)),
  ),
  fc
    .tuple(
      fc.nat(),
      fc.constantFrom(
        '(',
        ')',
        '"',
        '{5}',
        '~{1+}',
        '*',
        ',',
        ' ',
        'OR ',
        '\\',
        '\xff',
        '[',
        '<1.1>',
        '99999999999999999999',
      ),
    )
    .map(
      ([where, text]) =>
        (bytes: Buffer) =>
          spliced(bytes, where, 0, Buffer.from(text, 'latin1')),
    ),
  fc.tuple(fc.nat(), fc.nat(9), fc.nat(300)).map(([where, size, times]) => (bytes: Buffer) => {
    const at = where % (bytes.length + 1);
    const piece = bytes.subarray(at, at + size);
    return spliced(bytes, where, 0, Buffer.concat(Array<Buffer>(times).fill(piece)));
  }),
);

function spliced(bytes: Buffer, where: number, removed: number, added: Buffer): Buffer {
  const at = where % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}

function tryBoth(parts: Buffer[], utf8: boolean): void {
  const started = performance.now();
  readHead(parts[0]!);
  onlyBadSyntax(() => parseCommand(parts, { utf8 }));
  const words = parts[0]!.toString('latin1').replace(/^(\S*) (?:UID )?\S*/i, '$1 APPEND');
  onlyBadSyntax(() => play([Buffer.from(words, 'latin1'), ...parts.slice(1)], utf8));
  const took = performance.now() - started;
  if (took > tooLong) throw new Error(`${Buffer.concat(parts).length} bytes took ${took.toFixed(0)} ms`);
}

function onlyBadSyntax(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof BadSyntax)) throw error;
  }
}

function play(parts: Buffer[], utf8: boolean): void {
  const dialogue = appendDialogue(parts[0]!, { utf8 });
  let at = 1;
  for (let step = dialogue.next(); !step.done; ) {
    const event: AppendEvent = step.value;
    const asks = event.kind === 'argument' || event.kind === 'octets';
    const [literal = Buffer.alloc(0), line = Buffer.alloc(0)] = parts.slice(at, at + 2);
    if (asks) at += 2;
    step = dialogue.next(asks ? { literal, line } : undefined);
  }
}

if (import.meta.main) {
  const [seconds = '10', seed = `${Date.now() & 0x7fffffff}`] = process.argv.slice(2);
  console.log(`IMAP grammar, ${seconds} s, seed ${seed}`);
  console.log(`${fuzz(Number(seconds), Number(seed))} commands, nothing found`);
}
