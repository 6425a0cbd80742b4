/**
 * What the blob store does on this machine: appending and reading small messages, durable, compressed, encrypted or not,
 * and large ones in pieces. `node bench/blobs.ts [directory]`: the directory decides which disk is measured.
 */
import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../server/model/clock.ts';
import { type BlobRef, type ContainerKeys, noKeys, openBlobs } from '../server/store/blobs/blobs.ts';

const words = 'Bonjour veuillez trouver ci-joint le compte rendu de la réunion du conseil pédagogique du collège'.split(
  ' ',
);

/** Text that shrinks by about three, like mail; each one different. */
function message(size: number, seed: number): Buffer {
  let text = `Message-ID: <${seed}@bench>\r\n\r\n`;
  let state = seed + 1;
  while (text.length < size) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += `${words[state % words.length]} ${state % 97} `;
  }
  return Buffer.from(text).subarray(0, size);
}

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** `count` calls, `atOnce` of them under way at any moment. @returns calls a second */
async function rate(count: number, atOnce: number, call: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) await call(next++);
    }),
  );
  return count / ((performance.now() - began) / 1_000);
}

function row(what: string, perSecond: number, unit: string): void {
  console.log(`${what.padEnd(58)} ${Math.round(perSecond).toLocaleString('en').padStart(9)} ${unit}`);
}

const parent = process.argv[2] ?? tmpdir();
const kinds: [string, ContainerKeys][] = [
  ['plain', noKeys],
  ['encrypted', { current: 1, keys: new Map([[1, createSecretKey(randomBytes(32))]]) }],
];
for (const [kind, keys] of kinds) {
  const directory = await mkdtemp(join(parent, 'vaguemestre-bench-'));
  const blobs = await openBlobs({ directory, keys, clock: systemClock() });
  for (const [size, count] of [
    [1_000, 20_000],
    [6_000, 20_000],
    [50_000, 3_000],
  ] as const) {
    const messages = Array.from({ length: count }, (_, n) => message(size, n));
    const refs: BlobRef[] = [];
    for (const atOnce of [16, 256]) {
      const done = await rate(count, atOnce, async n => {
        refs[n] = await blobs.put(messages[n]!);
      });
      row(`${kind}: put ${size} bytes, ${atOnce} at once`, done, '/s');
    }
    const order = refs.map((_, n) => refs[(n * 7_919) % refs.length]!);
    row(`${kind}: get ${size} bytes, 16 at once`, await rate(count, 16, n => blobs.get(order[n]!)), '/s');
  }
  const large = message(50_000_000, 7);
  const refs: BlobRef[] = [];
  const written = await rate(4, 1, async () => refs.push(await blobs.put(pieces(large))));
  row(`${kind}: put 50 MB in pieces`, written * 50, 'MB/s');
  const read = await rate(4, 1, async n => {
    for await (const piece of blobs.stream(refs[n]!)) void piece;
  });
  row(`${kind}: stream 50 MB`, read * 50, 'MB/s');
  const start = 30_000_000;
  row(
    `${kind}: 1,000 bytes in the middle of 50 MB`,
    await rate(2_000, 4, () => blobs.get(refs[0]!, { start, end: start + 1_000 })),
    '/s',
  );
  await blobs.close();
  await rm(directory, { recursive: true });
}
