/** Time as a bound: silent clients, dripping ones, guessers. Timers run when the test says so. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Refusal } from '../../model/refusal.ts';
import { createLog } from '../../observe/log.ts';
import { serverSecureContext } from '../wire/secure-context.ts';
import { throwawayCertificate } from '../wire/throwaway-certificate.ts';
import type { Timers } from '../wire/timers.ts';
import { connectSmtp } from './client.ts';
import type { Door } from './door.ts';
import { serve } from './serve.ts';
import { usualLimits } from './session.ts';

/** Timers by their length, run by hand. */
function handTimers(): Timers & { fire(milliseconds: number): boolean } {
  const waiting = new Map<object, { milliseconds: number; run: () => void }>();
  return {
    setTimeout(run, milliseconds, argument) {
      const timer = {};
      waiting.set(timer, { milliseconds, run: () => run(argument) });
      return timer;
    },
    clearTimeout: timer => void waiting.delete(timer as object),
    fire(milliseconds) {
      for (const [timer, one] of waiting) {
        if (one.milliseconds !== milliseconds) continue;
        waiting.delete(timer);
        one.run();
        return true;
      }
      return false;
    },
  };
}

const timers = handTimers();
const faults: string[] = [];
const door: Door = {
  kind: 'arrival',
  hostName: 'mail.test',
  domain: 'ac.test',
  messageBytes: 1000,
  strayEndings: 'refuse',
  async sender() {},
  async recipient(_client, address) {
    if (address.local !== 'marie') throw new Refusal('no-such-recipient');
    return { address };
  },
  async take() {
    throw new Error('a bug');
  },
};
const context = serverSecureContext(await throwawayCertificate('mail.test', new Date()));
const clock = { now: () => new Date('2026-11-24T09:00:00Z') };
const server = await serve({ clock, log: createLog(clock, line => faults.push(line), 'error') }, door, {
  host: '127.0.0.1',
  port: 0,
  tls: 'none',
  secureContext: () => context,
  timers,
  limits: { total: 10, perNetwork: 10 },
});
after(async () => {
  const closed = server.close();
  await when(0);
  await closed;
});

/** Runs the timer of that length as soon as there is one. */
async function when(milliseconds: number): Promise<void> {
  while (!timers.fire(milliseconds)) await new Promise(resolve => setImmediate(resolve));
}

async function begin(...lines: string[]) {
  const client = await connectSmtp({ port: server.port });
  await client.reply();
  for (const line of lines) await client.command(line);
  return client;
}

test('a client that says nothing is told so and left', async () => {
  const client = await begin();
  await when(usualLimits.idle);
  assert.match((await client.reply()).at(-1)!, /^421 4\.4\.2/);
  assert.equal(await client.line(), null);
  client.destroy();
});

test('a message that drips is cut when its time is over, and nothing of it is taken', async () => {
  const client = await begin('EHLO x', 'MAIL FROM:<a@b.test>', 'RCPT TO:<marie@ac.test>', 'DATA');
  client.send('Subject: x');
  await when(usualLimits.message);
  assert.equal(await client.line(), null);
  client.destroy();
});

test('each wrong guess costs a longer wait', async () => {
  const client = await begin('EHLO x', 'MAIL FROM:<a@b.test>');
  for (const count of [1, 2, 3]) {
    client.send(`RCPT TO:<guess${count}@ac.test>\r\n`);
    await when(usualLimits.tarpit * count);
    assert.match((await client.reply()).at(-1)!, /^550 5\.1\.1/);
  }
  client.destroy();
});

test('a bug of ours is logged loudly and answered blandly, and the conversation goes on', async () => {
  const client = await begin('EHLO x', 'MAIL FROM:<a@b.test>', 'RCPT TO:<marie@ac.test>', 'DATA');
  client.send('Subject: x\r\n\r\n.\r\n');
  assert.match((await client.reply()).at(-1)!, /^451 4\.3\.0/);
  assert.match((await client.command('NOOP')).at(-1)!, /^250/);
  assert.equal(faults.length, 1);
  assert.match(faults[0]!, /a bug/);
  client.destroy();
});

test('past the bound of connections a client is told to come back', async () => {
  const greetings: string[] = [];
  const clients = [];
  while (greetings.length < 11) {
    const client = await connectSmtp({ port: server.port });
    clients.push(client);
    greetings.push((await client.reply()).at(-1)!);
  }
  assert.match(greetings.at(-1)!, /^421 4\.7\.0/);
  for (const client of clients) client.destroy();
});
