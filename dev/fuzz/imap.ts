/**
 * Fuzzes the live IMAP server in each state: `node dev/fuzz/imap.ts [seconds] [seed]`. Commands that are well formed but
 * mean anything, commands that were spoilt, and bytes that never were any, in pieces cut anywhere. Whatever comes, the
 * server must answer a NOOP afterwards or have ended, soon, and must not have logged an error.
 */
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import fc from 'fast-check';
import { command } from '../../server/protocols/imap/grammar/command.arbitrary.ts';
import { partsOf } from '../../server/protocols/imap/grammar/spelling.arbitrary.ts';
import { type ImapDoor, imapDoor } from '../testing/imap-door.ts';

export const states = ['plain', 'not-authenticated', 'authenticated', 'selected', 'idle', 'append', 'enabled'] as const;
export type FuzzedState = (typeof states)[number];

/** Milliseconds until a NOOP is answered, on a busy machine. */
const patience = 20_000;

/** Runs for about that many seconds in a state; throws at the first failure, with the seed that shows it. */
export async function fuzz(door: ImapDoor, state: FuzzedState, seconds: number, seed: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  const actor = await door.account(`fuzz-${state}-${seed}`);
  let rounds = 0;
  for (let round = 0; performance.now() < end; round++) {
    await fc.assert(
      fc.asyncProperty(fc.array(input, { minLength: 1, maxLength: 6 }), fc.nat(5000), async (inputs, cut) => {
        rounds++;
        await play(door, preamble(state, actor.address), Buffer.concat(inputs), cut, state === 'plain');
        if (door.faults.length > 0) throw new Error(door.faults.splice(0).join('\n'));
      }),
      { seed: seed + round, numRuns: 20, endOnFailure: true },
    );
  }
  return rounds;
}

/** What leads into a state. */
function preamble(state: FuzzedState, address: string): string {
  if (state === 'plain' || state === 'not-authenticated') return '';
  const message = 'Subject: x\r\n\r\nfuzz\r\n';
  const signedIn = `p1 LOGIN ${address} secret\r\np2 APPEND INBOX {${message.length}+}\r\n${message}\r\n`;
  if (state === 'authenticated') return signedIn;
  if (state === 'append') return `${signedIn}p3 SELECT INBOX\r\np4 APPEND INBOX {100+}\r\n`;
  const selected = `${signedIn}p3 ${state === 'enabled' ? 'ENABLE IMAP4rev2 QRESYNC UTF8=ACCEPT\r\np4 ' : ''}SELECT INBOX\r\n`;
  return state === 'idle' ? `${selected}p5 IDLE\r\n` : selected;
}

const wellFormed = command.map(({ pieces }) => flatten(partsOf(['c ', ...pieces], size => `{${size}+}`)));

/** Literals follow the lines that announce them. */
function flatten(parts: readonly Buffer[]): Buffer {
  const crlf = Buffer.from('\r\n');
  return Buffer.concat(parts.flatMap((part, at) => (at % 2 === 0 ? [part, crlf] : [part])));
}

const spoilt = fc
  .tuple(wellFormed, fc.nat(), fc.uint8Array({ maxLength: 3 }), fc.nat(3))
  .map(([bytes, where, put, cut]) => {
    const at = where % bytes.length;
    return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut), Buffer.from('\r\n')]);
  });

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
  fc
    .constantFrom(
      'a {9999999999+}\r\n',
      'DONE\r\n',
      '*\r\n',
      'a LOGIN {5+}\r\n',
      '\r\n',
      'a FETCH 1:* BODY[\r\n',
      '\0\r\n',
    )
    .map(text => Buffer.from(text)),
  fc.nat(20_000).map(size => Buffer.alloc(size, 'x')),
);

const input = fc.oneof(
  { weight: 5, arbitrary: wellFormed },
  { weight: 3, arbitrary: spoilt },
  { weight: 1, arbitrary: noise },
);

/** Sends it all in two pieces, then asks for a sign of life. */
async function play(door: ImapDoor, before: string, bytes: Buffer, cut: number, plain: boolean): Promise<void> {
  const where = { host: '127.0.0.1', port: plain ? door.plainPort : door.port };
  const socket: Duplex = plain ? net.connect(where) : tls.connect({ ...where, rejectUnauthorized: false });
  const ended = Promise.withResolvers<void>();
  let received = '';
  socket.on('data', (data: Buffer) => {
    received = (received + data.toString('latin1')).slice(-400);
    if (/^zz (OK|BAD|NO) /m.test(received)) ended.resolve();
  });
  socket.on('error', () => {});
  socket.on('close', () => ended.resolve());
  const timer = setTimeout(() => ended.reject(new Error(`No sign of life; last heard: ${received}`)), patience);
  try {
    socket.write(before);
    socket.write(bytes.subarray(0, cut));
    await new Promise(resolve => setImmediate(resolve));
    socket.write(bytes.subarray(cut));
    // Out of whatever it was: a literal may still swallow some of it, so that it is said until it is heard.
    const sign = setInterval(() => socket.write(`\r\n${'x'.repeat(40)}\r\nDONE\r\nzz NOOP\r\n`), 20);
    socket.once('close', () => clearInterval(sign));
    await ended.promise.finally(() => clearInterval(sign));
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

if (import.meta.main) {
  const [seconds = '10', seed = `${Date.now() & 0x7fffff}`] = process.argv.slice(2);
  const door = await imapDoor({ idleBefore: 5000, idle: 5000, bad: 1000, badBefore: 1000 }, {}, { scram: true });
  try {
    for (const state of states) {
      console.log(`IMAP, ${state}, ${seconds} s, seed ${seed}`);
      console.log(`${await fuzz(door, state, Number(seconds), Number(seed))} dialogues, nothing found`);
    }
  } finally {
    await door.close();
  }
}
