/**
 * Breaks mails and builds hostile ones, and checks that the judge keeps its word: it never throws, its score is the sum of
 * its reasons, its sentences are short clean lines, and its time grows with the message only.
 * `node dev/fuzz/phishing.ts --seconds 5 --seed 1`. A failure prints its seed: `--seed <that> --runs 1` repeats it alone.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { parseMessage } from '../../server/formats/message/parse.ts';
import { readQrCode } from '../../server/formats/phishing/qr-codes.ts';
import type { Context } from '../../server/services/phishing/context.ts';
import { judge } from '../../server/services/phishing/judge.ts';
import { likenessOf } from '../../server/services/phishing/likeness.ts';
import { safeMessage } from '../../server/services/phishing/show-campaign.ts';
import { verdictField } from '../../server/services/phishing/verdict.ts';
import { type Random, randomFrom } from '../academie/random.ts';
import { qrJpeg, qrPng } from '../phishing/files.ts';
import { frenchSet } from '../phishing/set.ts';

type Failure = { readonly seed: number; readonly error: string };

/** Milliseconds a hostile message of a megabyte may take: far more than any does, far less than one that is not linear. */
const patience = 2_000;

const set = frenchSet('fuzz', 1);
const pictures = [qrPng('https://a.test/'), qrJpeg('https://a.test/')];

/** Runs for `seconds`, or for `runs` if that is reached before; run `i` is wholly decided by `seed + i`. */
export function fuzz(
  seconds: number,
  seed: number,
  runs = Number.POSITIVE_INFINITY,
): { runs: number; failures: Failure[] } {
  const failures: Failure[] = [];
  const end = performance.now() + seconds * 1000;
  let run = 0;
  for (; run < runs && (run === 0 || performance.now() < end); run++) {
    const random = randomFrom(`${seed + run}`);
    const { bytes, context } = random.pick(set);
    try {
      check(mutated(bytes, random), context);
      if (run % 20 === 0) readQrCode(flipped(random.pick(pictures), random));
    } catch (error) {
      failures.push({
        seed: seed + run,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
  return { runs: run, failures };
}

/** Messages built to crash or slow the judge. @returns milliseconds by name */
export function hostile(): Map<string, number> {
  const times = new Map<string, number>();
  const context = set[0]!.context;
  for (const [name, body] of hostileBodies()) {
    for (const type of ['plain', 'html']) {
      const bytes = Buffer.from(`From: a <a@a.test>\r\nSubject: x\r\nContent-Type: text/${type}\r\n\r\n${body}`);
      const started = performance.now();
      check(bytes, context);
      times.set(`${name}, ${type}`, performance.now() - started);
    }
  }
  const header = `From: ${'Rectorat @a.test "<'.repeat(3000)} <a@a.test>\r\nSubject: ${'Re: votre compte '.repeat(60_000)}\r\n\r\n`;
  const started = performance.now();
  check(Buffer.from(header), context);
  times.set('long header', performance.now() - started);
  return times;
}

function* hostileBodies(): Generator<[name: string, body: string]> {
  yield ['a million links', '<a href="https://a.test/x">www.impots.gouv.fr</a>\n'.repeat(1_000_000)];
  yield [
    'a hundred thousand hosts',
    Array.from({ length: 100_000 }, (_, i) => `<a href="https://ac-amiens${i}.test/">x</a>`).join(' '),
  ];
  const pieces = [
    '<', '<a href="', "<a href='x\" ", '<div style="', '<div style="display:none">', '<form action=x>', '&#', '<!--', '<svg>', '=', '"',
    'a.', 'a ', '.', '\n', '\n ', ' ', 'x', '@', 'http://', 'http://a.', 'www.', 'xn--', '\u0430', 'votre compte suspendu. ', 'mot de passe ',
    'suspendx ', 'motivation ', '>\n', '0', '1a', '(', '\\', '\t',
  ]; // biome-ignore format: a list
  for (const piece of pieces)
    yield [JSON.stringify(piece), piece.repeat(Math.ceil(1_000_000 / Buffer.byteLength(piece)))];
}

function check(bytes: Buffer, context: Context): void {
  const judged = judge({ bytes, parsed: parseMessage(bytes) }, context);
  const { score, reasons } = judged.verdict;
  assert.equal(
    score,
    Math.max(
      0,
      reasons.reduce((sum, { weight }) => sum + weight, 0),
    ),
  );
  assert.equal(new Set(reasons.map(({ rule }) => rule)).size, reasons.length);
  for (const { fr, en } of reasons) {
    for (const text of [fr, en]) {
      assert.ok(
        text.length < 500 && text.isWellFormed() && !/[\x00-\x1f\x7f-\x9f\u2028-\u202e]/.test(text),
        JSON.stringify(text),
      );
    }
  }
  assert.match(verdictField(judged.verdict), /^(?:|X-Phishing-Verdict: [a-z]+; score=\d+;\r\n\trules=[a-z,-]*\r\n)$/);
  const { links, subject, sender } = likenessOf(judged.look, context.house);
  assert.ok(links.length <= 20 && subject.length <= 500 && sender.isWellFormed());
  // What the analyst is shown is words of a bounded length, whatever came.
  const safe = safeMessage(bytes, context.house);
  assert.ok(safe.links.length <= 100 && safe.plain.length <= 20_000 && (safe.page?.length ?? 0) <= 20_000);
  assert.ok(safe.fields.every(({ value }) => value.length <= 2000) && safe.plain.isWellFormed());
}

const tokens = [
  '<a href="',
  '</a>',
  '"',
  '<',
  '\0',
  '\ud800',
  '\u202e',
  '&#x110000;',
  'https://',
  '@',
  ' votre compte suspendu ',
  '\r\n',
  '=',
];

function mutated(bytes: Buffer, random: Random): Buffer {
  let text = bytes.toString('latin1');
  for (let times = random.int(1, 6); times > 0; times--) {
    const at = random.int(0, text.length);
    const length = random.int(0, 60);
    const way = random.int(0, 3);
    if (way === 0) text = text.slice(0, at) + text.slice(at + length);
    else if (way === 1) text = text.slice(0, at) + random.pick(tokens).repeat(random.int(1, 4)) + text.slice(at);
    else if (way === 2)
      text = text.slice(0, at) + text.slice(at, at + length).repeat(random.int(1, 50)) + text.slice(at);
    else text = text.slice(0, at) + random.bytes(random.int(1, 12)).toString('latin1') + text.slice(at);
  }
  // Encoded bodies hide what was broken in them: half the time the words are laid bare.
  return random.chance(0.5)
    ? Buffer.from(text, 'latin1')
    : Buffer.from(text.replaceAll('Content-Transfer-Encoding: base64', 'X: y'), 'latin1');
}

function flipped(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  for (let times = random.int(1, 8); times > 0; times--) copy[random.int(0, copy.length - 1)]! ^= 1 << random.int(0, 7);
  return copy;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: 'Infinity' },
    },
  });
  const { runs, failures } = fuzz(Number(values.seconds), Number(values.seed), Number(values.runs));
  for (const { seed, error } of failures.slice(0, 10)) console.log(`seed ${seed}: ${error}`);
  const times = [...hostile()].sort(([, a], [, b]) => b - a);
  const slow = times.filter(([, ms]) => ms > patience);
  for (const [name, ms] of times.slice(0, 5)) console.log(`${ms.toFixed(0).padStart(6)} ms  ${name}`);
  console.log(
    `${runs} broken mails, ${failures.length} failures; ${times.length} hostile mails, ${slow.length} too slow`,
  );
  if (failures.length > 0 || slow.length > 0) process.exitCode = 1;
}
