import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { type TestContext, test } from 'node:test';
import tls from 'node:tls';
import type { Connection } from './connection.ts';
import { type Listener, type ListenOptions, listenOn } from './listen.ts';
import { serverSecureContext } from './secure-context.ts';
import { throwawayCertificate } from './throwaway-certificate.ts';
import { systemTimers, type Timers } from './timers.ts';
import { WireError } from './wire-error.ts';

const certificate = await throwawayCertificate('mail.example', new Date());
let context = serverSecureContext(certificate);

/** Timers that only run when told to. */
function handTimers(): Timers & { fire(): void } {
  const waiting = new Map<object, () => void>();
  return {
    setTimeout(run, _milliseconds, argument) {
      const timer = {};
      waiting.set(timer, () => run(argument));
      return timer;
    },
    clearTimeout: timer => void waiting.delete(timer as object),
    fire() {
      for (const run of [...waiting.values()]) run();
    },
  };
}

async function serve(
  t: TestContext,
  session: (connection: Connection) => Promise<void>,
  options: Partial<ListenOptions> = {},
  timers: Timers = systemTimers,
): Promise<Listener & { failures: unknown[] }> {
  const failures: unknown[] = [];
  const listener = await listenOn({
    host: '127.0.0.1',
    port: 0,
    tls: 'none',
    secureContext: () => context,
    connection: { lineEnding: 'lf', timers, idleLimit: 60_000, outputLimit: 60_000 },
    limits: { total: 100, perNetwork: 100 },
    onConnection: session,
    onFailure: error => failures.push(error),
    ...options,
  });
  t.after(() => listener.close(connection => connection.destroy()));
  return Object.assign(listener, { failures });
}

/** Says back each line until `quit`. */
async function echo(connection: Connection): Promise<void> {
  for (;;) {
    const line = connection.takeLine(100) ?? (await connection.readLine(100));
    if (!line) return;
    connection.write(`<${line}>\r\n`);
    if (String(line) === 'quit') return;
  }
}

async function everything(socket: net.Socket): Promise<string> {
  let text = '';
  socket.on('data', data => {
    text += data;
  });
  socket.on('error', () => {});
  await new Promise(resolve => socket.once('close', resolve));
  return text;
}

const connect = (port: number) => net.connect({ port, host: '127.0.0.1' });
const connectTls = (port: number, more: tls.ConnectionOptions = {}) =>
  tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...more });

test('pipelined lines are answered in order and in few packets', async t => {
  const { port } = await serve(t, echo);
  const client = connect(port);
  let packets = 0;
  client.on('data', () => packets++);
  client.write(`${Array.from({ length: 2000 }, (_, i) => `line ${i}`).join('\r\n')}\r\nquit\r\n`);
  const text = await everything(client);
  assert.equal(text, `${Array.from({ length: 2000 }, (_, i) => `<line ${i}>`).join('\r\n')}\r\n<quit>\r\n`);
  assert.ok(packets < 20, `${packets} packets`);
});

test('a client that sends and half-closes still gets its answers', async t => {
  const { port } = await serve(t, echo);
  const client = connect(port);
  client.end('one\r\ntwo\r\nno end');
  assert.equal(await everything(client), '<one>\r\n<two>\r\n');
});

test('announced bytes are read exactly, then lines again', async t => {
  const { port } = await serve(t, async connection => {
    connection.write(`${await connection.readExactly(5)}|${await connection.readLine(10)}|`);
    let size = 0;
    for await (const piece of connection.readStream(3_000_000)) size += piece.length;
    connection.write(`${size}|${await connection.readLine(10)}`);
  });
  const client = connect(port);
  client.end(Buffer.concat([Buffer.from('a\nb\ncd\r\n'), Buffer.alloc(3_000_000, 10), Buffer.from('end\r\n')]));
  assert.equal(await everything(client), 'a\nb\nc|d|3000000|end');
});

test('leaving a stream early skips the rest of it', async t => {
  const { port } = await serve(t, async connection => {
    for await (const _ of connection.readStream(1_000_000)) break;
    connection.write(`${await connection.readLine(10)}`);
  });
  const client = connect(port);
  client.end(Buffer.concat([Buffer.alloc(1_000_000, 'x'), Buffer.from('after\r\n')]));
  assert.equal(await everything(client), 'after');
});

test('a peer that leaves inside announced bytes is a typed fault', async t => {
  const seen: unknown[] = [];
  const { port } = await serve(t, async connection => {
    await connection.readExactly(10).catch(error => seen.push(error.fault));
  });
  const client = connect(port);
  client.end('12345');
  await everything(client);
  assert.deepEqual(seen, ['closed']);
});

test('a sender is held back while nobody reads', async t => {
  const { promise: go, resolve } = Promise.withResolvers<void>();
  let buffered = 0;
  const { port } = await serve(t, async connection => {
    await connection.readLine(100);
    await go;
    buffered = connection.buffered;
    let size = 0;
    for await (const piece of connection.readStream(20_000_000)) size += piece.length;
    connection.write(String(size));
  });
  const client = connect(port);
  client.write('begin\r\n');
  client.end(Buffer.alloc(20_000_000));
  const text = everything(client);
  while (client.bytesWritten < 100) await new Promise(setImmediate);
  for (let i = 0; i < 200; i++) await new Promise(setImmediate);
  resolve();
  assert.equal(await text, '20000000');
  assert.ok(buffered < 1_000_000, `${buffered} bytes kept`);
});

test('a line longer than what is kept unread can still be read', async t => {
  const { port } = await serve(t, async connection => {
    const line = await connection.readLine(500_000);
    connection.write(String(line?.length));
  });
  const client = connect(port);
  client.end(`${'x'.repeat(400_000)}\r\n`);
  assert.equal(await everything(client), '400000');
});

test('silence past the idle limit is a typed fault, and the session may still say good-bye', async t => {
  const timers = handTimers();
  const listener = await serve(
    t,
    async connection => {
      try {
        await connection.readLine(10);
      } catch (error) {
        connection.write(error instanceof WireError ? error.fault : 'bug');
      }
    },
    {},
    timers,
  );
  const client = connect(listener.port);
  client.on('data', () => client.end());
  const text = everything(client);
  await once(client, 'connect');
  while (listener.connections.size === 0) await new Promise(setImmediate);
  timers.fire();
  assert.equal(await text, 'idle');
});

test('a peer that does not read is dropped after the time limit, with a typed fault', async t => {
  const timers = handTimers();
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { port } = await serve(
    t,
    async connection => {
      try {
        for (;;) {
          connection.write('x'.repeat(60_000));
          if (connection.congested) await connection.drain();
        }
      } catch (error) {
        resolve(error);
      }
    },
    {},
    timers,
  );
  const client = connect(port).pause();
  const closed = once(client, 'close');
  let fault: unknown;
  void promise.then(error => {
    fault = error;
  });
  while (!fault) {
    timers.fire();
    await new Promise(setImmediate);
  }
  assert.equal((fault as WireError).fault, 'slow-reader');
  client.resume();
  client.on('error', () => {});
  await closed;
});

test('output nobody reads is bounded even where nobody waits for it', async t => {
  const listener = await serve(
    t,
    async connection => {
      await connection.readLine(10);
      for (let i = 0; i < 1000 && !connection.closed; i++) connection.write('x'.repeat(100_000));
      assert.ok(connection.closed);
      await assert.rejects(connection.drain(), { fault: 'slow-reader' });
    },
    { connection: { lineEnding: 'lf', timers: systemTimers, idleLimit: 1e6, outputLimit: 1e6, maxOutput: 1e6 } },
  );
  const client = connect(listener.port).pause();
  client.on('error', () => {});
  client.write('go\r\n');
  const closed = once(client, 'close');
  while (listener.connections.size > 0 || client.connecting) await new Promise(setImmediate);
  client.resume();
  await closed;
});

test('STARTTLS throws away what was sent before the handshake', async t => {
  const { port } = await serve(t, async connection => {
    assert.equal(String(await connection.readLine(100)), 'STARTTLS');
    await connection.startTls(context, 'go\r\n');
    connection.write(`${connection.tls?.protocol}:${await connection.readLine(100)}\r\n`);
  });
  const plain = connect(port);
  plain.write('STARTTLS\r\ninjected\r\n');
  const [reply] = await once(plain, 'data');
  assert.equal(String(reply), 'go\r\n');
  const client = tls.connect({ socket: plain, rejectUnauthorized: false });
  client.write('protected\r\n');
  assert.equal(await everything(client), 'TLSv1.3:protected\r\n');
});

test('a port with implicit TLS speaks TLS from the first byte, and binds channels', async t => {
  let binding: Buffer | undefined;
  const { port } = await serve(
    t,
    async connection => {
      binding = connection.channelBinding();
      await echo(connection);
    },
    { tls: 'implicit' },
  );
  const client = connectTls(port);
  await once(client, 'secureConnect');
  const theirs = client.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
  client.write('hello\r\nquit\r\n');
  assert.equal(await everything(client), '<hello>\r\n<quit>\r\n');
  assert.deepEqual(binding, theirs);
});

test('TLS sessions are resumed', async t => {
  const seen: (boolean | undefined)[] = [];
  const { port } = await serve(
    t,
    async connection => {
      seen.push(connection.tls?.reused);
      await echo(connection);
    },
    { tls: 'implicit' },
  );
  const first = connectTls(port);
  const ticket = once(first, 'session');
  first.write('quit\r\n');
  await everything(first);
  const second = connectTls(port, { session: (await ticket)[0] as Buffer });
  second.write('quit\r\n');
  await everything(second);
  assert.deepEqual(seen, [false, true]);
});

test('TLS older than 1.2 is refused, and no bug is reported', async t => {
  const listener = await serve(t, echo, { tls: 'implicit' });
  const client = connectTls(listener.port, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
  await assert.rejects(once(client, 'secureConnect'));
  assert.deepEqual(listener.failures, []);
});

test('a client that never finishes its handshake is let go, and no bug is reported', async t => {
  const timers = handTimers();
  const listener = await serve(t, echo, { tls: 'implicit' }, timers);
  const client = connect(listener.port);
  client.write(Buffer.of(0x16, 3, 1));
  const closed = everything(client);
  while (listener.connections.size === 0) await new Promise(setImmediate);
  timers.fire();
  assert.equal(await closed, '');
  assert.deepEqual(listener.failures, []);
});

test('a client that never closes its side is not waited for without end', async t => {
  const timers = handTimers();
  const listener = await serve(t, async connection => connection.write('bye\r\n'), {}, timers);
  const client = net.connect({ port: listener.port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => {});
  const [bye] = await once(client, 'data');
  assert.equal(String(bye), 'bye\r\n');
  await once(client, 'end');
  assert.equal(listener.connections.size, 1);
  timers.fire();
  while (listener.connections.size > 0) await new Promise(setImmediate);
  client.destroy();
});

test('R11: one port takes both a TLS hello at once and a plain start', async t => {
  const { port } = await serve(
    t,
    async connection => {
      connection.write(`banner ${connection.tls ? 'tls' : 'plain'}\r\n`);
      await echo(connection);
    },
    { tls: 'either', waitForHello: 20 },
  );
  const secured = connectTls(port);
  secured.write('quit\r\n');
  assert.equal(await everything(secured), 'banner tls\r\n<quit>\r\n');
  const patient = connect(port);
  const [banner] = await once(patient, 'data');
  assert.equal(String(banner), 'banner plain\r\n');
  patient.write('quit\r\n');
  assert.equal(await everything(patient), '<quit>\r\n');
  const eager = connect(port);
  eager.write('quit\r\n');
  assert.equal(await everything(eager), 'banner plain\r\n<quit>\r\n');
});

test('a renewed certificate serves new connections and disturbs none', async t => {
  const { port } = await serve(t, echo, { tls: 'implicit' });
  const before = connectTls(port);
  await once(before, 'secureConnect');
  const renewed = await throwawayCertificate('renewed.example', new Date());
  context = serverSecureContext(renewed);
  const later = connectTls(port);
  await once(later, 'secureConnect');
  assert.equal(later.getPeerCertificate().subject.CN, 'renewed.example');
  for (const client of [before, later]) {
    client.write('quit\r\n');
    assert.equal(await everything(client), '<quit>\r\n');
  }
});

test('a network beyond its share of connections is told so, others are not concerned', async t => {
  const listener = await serve(t, echo, {
    limits: { total: 3, perNetwork: 2 },
    onLimit: limit => `* BYE ${limit}\r\n`,
  });
  const from = (localAddress: string) => net.connect({ port: listener.port, host: '127.0.0.1', localAddress });
  const held = [from('127.0.0.1'), from('127.0.0.2')];
  for (const client of held) {
    client.write('x\r\n');
    await once(client, 'data');
  }
  assert.equal(await everything(from('127.0.0.3')), '* BYE perNetwork\r\n');
  held.push(from('127.0.1.1'));
  held[2]!.write('x\r\n');
  await once(held[2]!, 'data');
  assert.equal(await everything(from('127.0.2.1')), '* BYE total\r\n');
  for (const client of held) client.end('quit\r\n');
  await Promise.all(held.map(client => everything(client)));
});

test('stopping lets a session finish, then the port is free', async t => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const listener = await serve(t, async connection => {
    connection.write('hello\r\n');
    await promise;
    connection.write('finished\r\n');
  });
  const client = connect(listener.port);
  const text = everything(client);
  await once(client, 'data');
  const closed = listener.close(() => resolve(), 60_000);
  assert.equal(await text, 'hello\r\nfinished\r\n');
  await closed;
  await assert.rejects(once(connect(listener.port), 'connect'), { code: 'ECONNREFUSED' });
});

test('a busy port is explained to the administrator', async t => {
  const { port } = await serve(t, echo);
  await assert.rejects(serve(t, echo, { port }), (error: Error & { reason?: string }) => {
    assert.equal(error.reason, 'port-busy');
    assert.match(error.message, new RegExp(`Le port ${port} de 127.0.0.1 est déjà pris`));
    return true;
  });
});

test('a session that throws is reported and loses its connection', async t => {
  const listener = await serve(t, async () => {
    throw new TypeError('a bug');
  });
  await everything(connect(listener.port).on('error', () => {}));
  assert.match(String(listener.failures[0]), /a bug/);
});
