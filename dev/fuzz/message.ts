/**
 * Breaks real mails in the ways mails get broken, and checks that the parser keeps its word on what comes out.
 * `node dev/fuzz/message.ts --seconds 5 --seed 1`. A failure prints its seed: `--seed <that> --runs 1` repeats it alone.
 */
import { parseArgs } from 'node:util';
import { corpusMessages } from './message-corpus.ts';
import { checkMessage } from './message-invariants.ts';

export type Failure = { seed: number; error: string };

type Random = (below: number) => number;

/** Runs for `seconds`, or for `runs` if that is reached before; run `i` is wholly decided by `seed + i`. */
export function fuzz(
  seconds: number,
  seed: number,
  runs: number = Number.POSITIVE_INFINITY,
): { runs: number; failures: Failure[] } {
  const corpus = pickCorpus();
  const failures: Failure[] = [];
  const end = performance.now() + seconds * 1000;
  let run = 0;
  for (; run < runs && (run === 0 || performance.now() < end); run++) {
    const bytes = mutated(corpus, randomFrom(seed + run));
    try {
      checkMessage(bytes);
    } catch (error) {
      failures.push({
        seed: seed + run,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
  return { runs: run, failures };
}

/** Every mail with parts, and one plain mail in twenty: most of the corpus is plain. */
function pickCorpus(): Buffer[] {
  const picked: Buffer[] = [];
  let at = 0;
  for (const { bytes } of corpusMessages()) {
    if (bytes.length < 60_000 && (bytes.includes('boundary=') || at++ % 20 === 0)) picked.push(bytes);
  }
  return picked;
}

function mutated(corpus: Buffer[], random: Random): Buffer {
  let bytes: Buffer = Buffer.from(corpus[random(corpus.length)]!);
  for (let times = 1 + random(4); times > 0; times--) {
    const mutate = mutations[random(mutations.length)]!;
    bytes = mutate(bytes, random, corpus);
  }
  return bytes;
}

type Mutation = (bytes: Buffer, random: Random, corpus: Buffer[]) => Buffer;

const tokens = [
  '\r\n\r\n',
  '\n',
  '\r',
  '\0',
  '--',
  '=?utf-8?Q?',
  '?=',
  '"',
  '(',
  '<',
  '\r\n--',
  '\xff',
  '=',
  ';',
  ':',
  '[fwd:',
];
const headers = [
  'Content-Type: message/rfc822',
  'Content-Type: multipart/digest; boundary=x',
  'Content-Type: multipart/mixed; boundary=""',
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  'Content-Type: text/html; charset=utf-16',
  "Content-Disposition: attachment; filename*0*=utf-7''+2AA; filename*1=-",
];

const mutations: Mutation[] = [
  function flipBits(bytes, random) {
    for (let i = 1 + random(20); i > 0 && bytes.length > 0; i--) bytes[random(bytes.length)]! ^= 1 << random(8);
    return bytes;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random(bytes.length + 1));
  },
  function insertToken(bytes, random) {
    const token = Buffer.from(tokens[random(tokens.length)]!.repeat(1 + random(3)), 'latin1');
    return insert(bytes, random(bytes.length + 1), token);
  },
  function insertHeader(bytes, random) {
    const lineEnd = bytes.indexOf(10, random(bytes.length + 1));
    return insert(bytes, lineEnd + 1, Buffer.from(`${headers[random(headers.length)]}\r\n`));
  },
  function duplicateBoundary(bytes, random) {
    const boundary = anyBoundary(bytes, random);
    const lineEnd = bytes.indexOf(10, random(bytes.length + 1));
    const line = `--${boundary}${['', '--', ' ', '-', 'x'][random(5)]}\r\n`;
    return insert(bytes, lineEnd + 1, Buffer.from(line, 'latin1'));
  },
  function renestBoundary(bytes, random) {
    const boundary = anyBoundary(bytes, random);
    const from = bytes.indexOf(`--${boundary}\r\n`, random(bytes.length + 1), 'latin1');
    if (from < 0) return bytes;
    const nested = `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n--${boundary}\r\n`;
    return insert(bytes, from + boundary.length + 4, Buffer.from(nested, 'latin1'));
  },
  function deleteSpan(bytes, random) {
    const start = random(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + random(200))]);
  },
  function repeatSpan(bytes, random) {
    const start = random(bytes.length + 1);
    const span = bytes.subarray(start, start + random(300));
    return insert(bytes, start, Buffer.concat(Array<Buffer>(1 + random(100)).fill(span)));
  },
  function splice(bytes, random, corpus) {
    const other = corpus[random(corpus.length)]!;
    return Buffer.concat([bytes.subarray(0, random(bytes.length + 1)), other.subarray(random(other.length + 1))]);
  },
  function bareLineFeeds(bytes) {
    return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  },
];

function insert(bytes: Buffer, at: number, inserted: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
}

function anyBoundary(bytes: Buffer, random: Random): string {
  const found = [...bytes.toString('latin1').matchAll(/boundary="?([^"\s;]+)/g)];
  return found.length > 0 ? found[random(found.length)]![1]! : 'x';
}

/** Mulberry32: whole numbers from 0, below the argument. */
function randomFrom(seed: number): Random {
  let state = seed | 0;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
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
  console.log(`${runs} broken mails, ${failures.length} failures`);
  if (failures.length > 0) process.exitCode = 1;
}
