/**
 * Speaks hostile bytes to living servers, in every state a conversation can be in, and checks that they keep their word:
 * every line they say is a reply, no bug is logged, and an honest client that comes after is served.
 * `node dev/fuzz/smtp.ts --seconds 5 --seed 1`. A failure prints its seed: `--seed <that> --runs 1` repeats it alone.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import type { AccountId, Address } from '../../server/model/account.ts';
import { Refusal } from '../../server/model/refusal.ts';
import { createLog } from '../../server/observe/log.ts';
import { connectSmtp, type SmtpClient } from '../../server/protocols/smtp/client.ts';
import type { Door } from '../../server/protocols/smtp/door.ts';
import { type Server, serve } from '../../server/protocols/smtp/serve.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../server/protocols/wire/timers.ts';

export type Failure = { seed: number; error: string };

type Random = (below: number) => number;

/** Runs for `seconds`, or for `runs` if that is reached before; run `i` is wholly decided by `seed + i`. */
export async function fuzz(
  seconds: number,
  seed: number,
  runs: number = Number.POSITIVE_INFINITY,
): Promise<{ runs: number; failures: Failure[] }> {
  const faults: string[] = [];
  const doors = await openDoors(faults);
  const failures: Failure[] = [];
  const end = performance.now() + seconds * 1000;
  let run = 0;
  for (; run < runs && (run === 0 || performance.now() < end); run += 1) {
    try {
      await attack(doors, randomFrom(seed + run));
      assert.deepEqual(faults.splice(0), []);
    } catch (error) {
      failures.push({
        seed: seed + run,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
  await Promise.all(doors.map(({ server }) => server.close()));
  return { runs: run, failures };
}

type OpenDoor = { readonly kind: Door['kind']; readonly server: Server };

async function openDoors(faults: string[]): Promise<OpenDoor[]> {
  const clock = { now: () => new Date('2026-11-24T09:00:00Z') };
  const log = createLog(clock, line => faults.push(line), 'error');
  const context = serverSecureContext(await throwawayCertificate('mail.test', new Date()));
  const options = {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => context,
    timers: systemTimers,
    limits: { total: 100, perNetwork: 100, tarpit: 0, errors: 1000, idleCommands: 1000, idle: 2000, message: 2000 },
  };
  const kinds = ['arrival', 'submission', 'lmtp'] as const;
  return await Promise.all(
    kinds.map(async kind => ({
      kind,
      server: await serve({ clock, log }, doorOf(kind), {
        ...options,
        tls: kind === 'submission' ? 'implicit' : 'none',
      }),
    })),
  );
}

function doorOf(kind: Door['kind']): Door {
  return {
    kind,
    hostName: 'mail.test',
    domain: 'ac.test',
    messageBytes: 5000,
    strayEndings: kind === 'arrival' ? 'refuse' : 'normalise',
    async signIn(user, password) {
      if (password !== 'secret') throw new Refusal('bad-credentials');
      return { accountId: 1 as AccountId, address: user as Address, roles: [] };
    },
    async sender() {},
    async recipient(_client, address) {
      if (address.local === 'nobody') throw new Refusal('no-such-recipient');
      return { address };
    },
    async take(_client, message) {
      const text = message.bytes.toString('latin1');
      if (message.parameters.body !== 'BINARYMIME') {
        assert.doesNotMatch(text, /\r(?!\n)|(?<!\r)\n|\0/, 'a stray ending or a NUL got through');
      }
      return { trace: 'trace', outcomes: message.recipients.map(() => null) };
    },
  };
}

/** What brings a conversation to each of its states, said honestly. */
const ways: readonly (readonly string[])[] = [
  [],
  ['HELLO client.test'],
  ['HELLO client.test', 'MAIL FROM:<a@b.test>'],
  ['HELLO client.test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@ac.test>'],
  ['HELLO client.test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@ac.test>', 'DATA'],
  ['HELLO client.test', 'MAIL FROM:<a@b.test> BODY=BINARYMIME', 'RCPT TO:<c@ac.test>', 'BDAT 0'],
];

const pieces = [
  'EHLO x\r\n',
  'HELO x\r\n',
  'LHLO x\r\n',
  'MAIL FROM:<',
  'MAIL FROM:<a@b.test>\r\n',
  'RCPT TO:<c@ac.test>\r\n',
  'RCPT TO:<nobody@ac.test>\r\n',
  'RCPT TO:',
  '<"a\\"b c"@d.test>',
  '@relay.test:',
  'DATA\r\n',
  '.\r\n',
  '\r\n.\r\n',
  '\n.\n',
  '\r.\r',
  '.',
  '..',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\xff\xfe',
  '\xc3\xa9',
  'BDAT 5\r\nabcde',
  'BDAT 3 LAST\r\nabc',
  'BDAT 999999999999\r\n',
  'BDAT 20\r\n',
  'AUTH PLAIN\r\n',
  'AUTH LOGIN\r\n',
  'AUTH PLAIN AHgAc2VjcmV0\r\n',
  '*\r\n',
  '====\r\n',
  'STARTTLS\r\n',
  '\x16\x03\x01\x02\x00\x01',
  'RSET\r\n',
  'NOOP\r\n',
  'VRFY x\r\n',
  'HELP\r\n',
  'QUIT\r\n',
  ' SIZE=9',
  ' BODY=BINARYMIME',
  ' SMTPUTF8',
  ' NOTIFY=NEVER,SUCCESS',
  ' ORCPT=rfc822;+',
  ' BY=9;R',
  '>',
  'Subject: x\r\n',
];

async function attack(doors: readonly OpenDoor[], random: Random): Promise<void> {
  const { kind, server } = doors[random(doors.length)]!;
  const client = await connectSmtp({ port: server.port, tls: kind === 'submission' });
  try {
    await client.reply();
    await reach(client, kind, ways[random(ways.length)]!);
    const bytes = Buffer.from(hostile(random), 'latin1');
    for (let at = 0; at < bytes.length; ) {
      const cut = 1 + random(60);
      client.send(bytes.subarray(at, at + cut));
      at += cut;
      if (random(4) === 0) await new Promise(resolve => setImmediate(resolve));
    }
    client.end();
    await checkReplies(client);
  } finally {
    client.destroy();
  }
  await honest(kind, server);
}

async function reach(client: SmtpClient, kind: Door['kind'], way: readonly string[]): Promise<void> {
  for (const line of way) {
    const [reply] = await client.command(line.replace('HELLO', kind === 'lmtp' ? 'LHLO' : 'EHLO'));
    assert.match(reply!, /^[23]/, line);
    if (kind === 'submission' && line.startsWith('HELLO')) await client.command('AUTH PLAIN AHgAc2VjcmV0');
  }
}

function hostile(random: Random): string {
  return Array.from({ length: 1 + random(12) }, () => {
    const piece = pieces[random(pieces.length)]!;
    if (random(10) === 0) return piece.repeat(1 + random(3000 / piece.length));
    if (random(10) === 0) return String.fromCharCode(...Array.from({ length: 1 + random(30) }, () => random(256)));
    return piece;
  }).join('');
}

/** Until the server ends, or begins a handshake that will not come: every line must be a reply. */
async function checkReplies(client: SmtpClient): Promise<void> {
  for (let line = await client.line(); line !== null; line = await client.line()) {
    assert.match(line, /^[2-5]\d\d[ -][ -~]*$/);
    if (line === '220 2.0.0 TLS') return;
  }
}

/** Somebody who does nothing wrong is served, whatever happened before. */
async function honest(kind: Door['kind'], server: Server): Promise<void> {
  const client = await connectSmtp({ port: server.port, tls: kind === 'submission' });
  await client.reply();
  await reach(client, kind, ways[4]!);
  client.send('Subject: x\r\n\r\n.\r\n');
  assert.match((await client.reply())[0]!, /^250/);
  client.destroy();
}

function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, Math.floor(below));
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      runs: { type: 'string' },
    },
  });
  const { runs, failures } = await fuzz(
    Number(values.seconds),
    Number(values.seed),
    values.runs === undefined ? undefined : Number(values.runs),
  );
  for (const { seed, error } of failures) console.error(`seed ${seed}: ${error}`);
  console.log(`${runs} conversations, ${failures.length} failures`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
