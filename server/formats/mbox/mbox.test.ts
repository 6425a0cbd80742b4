import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { flagBits } from '../../model/email.ts';
import { type MboxRead, readMbox } from './read.ts';
import { type MboxMessage, mboxEntry } from './write.ts';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
async function read(bytes: Buffer, size = 7, largest = 1e6): Promise<MboxRead[]> {
  const found: MboxRead[] = [];
  for await (const one of readMbox(inPieces(bytes, size), largest)) found.push(one);
  return found;
}
const at = new Date('2026-11-04T08:05:09Z');
const message = (text: string, flags = 0, keywords: string[] = []): MboxMessage => ({
  bytes: Buffer.from(text.replaceAll('\n', '\r\n')),
  flags,
  keywords,
  receivedAt: at,
});

test('flags, keywords and dates are kept, and lines that look like separators come back', async () => {
  const messages = [
    message('Subject: a\n\nFrom here\n>From there\n\nFrom us\n', flagBits.seen | flagBits.flagged, [
      'à-suivre',
      '$work',
    ]),
    message('Subject: b\n\n', flagBits.answered | flagBits.draft),
    message('\nno header\n', flagBits.deleted),
  ];
  const file = Buffer.concat(messages.map(mboxEntry));
  assert.match(file.toString(), /^From MAILER-DAEMON Wed Nov {2}4 08:05:09 2026\nStatus: RO\nX-Status: F\n/);
  assert.deepEqual(await read(file), messages);
});

test('another program’s file is read, its own header lines left in the message', async () => {
  const file =
    'From bob@example.org  Tue Nov 24 08:00:00 2026 +0100\r\nSubject: x\r\nStatus: RO\r\n\r\nbody\r\n\r\nFrom eve\r\n\r\nFrom c Mon Jan  2 03:04:05 2023\r\nSubject: y\r\n\r\n';
  const [first, second, third] = (await read(Buffer.from(file))) as MboxMessage[];
  assert.equal(first!.bytes.toString(), 'Subject: x\r\nStatus: RO\r\n\r\nbody\r\n');
  assert.equal(first!.flags, flagBits.seen);
  assert.equal(second!.receivedAt.getTime(), 0);
  assert.equal(third!.receivedAt.toISOString(), '2023-01-02T03:04:05.000Z');
});

test('a message too large to be held is passed over, and the next one read', async () => {
  const file = Buffer.concat([
    mboxEntry(message(`Subject: a\n\n${'x'.repeat(5000)}\n`)),
    mboxEntry(message('Subject: b\n\n')),
  ]);
  const found = await read(file, 100, 1000);
  assert.deepEqual(found[0], { tooLarge: true });
  assert.equal((found[1] as MboxMessage).bytes.toString(), 'Subject: b\r\n\r\n');
});

test('messages made of whole lines come back to the last byte, however the file is cut into pieces', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      'From ',
      '>From x',
      '>>From y',
      'Status: RO',
      'X-Status: A',
      'X-Keywords: k',
      'Subject: s',
      'From MAILER-DAEMON Wed Nov  4 08:05:09 2026',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }).map(text => text.replaceAll(/[\r\n]/g, '')),
  );
  const header = fc.constantFrom('Subject: s', 'Status: RO', 'X-Status: F', 'From: a@b');
  const one = fc
    .tuple(header, fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(31))
    .map(([first, lines, flags]) => message(`${[first, ...lines].join('\n')}\n`, flags));
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 4 }), fc.integer({ min: 1, max: 40 }), async (messages, size) => {
      assert.deepEqual(await read(Buffer.concat(messages.map(mboxEntry)), size), messages);
    }),
    { numRuns: 200, seed: 11 },
  );
});
