import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Connection } from '../wire/connection.ts';
import { type Listener, listenOn } from '../wire/listen.ts';
import { serverSecureContext } from '../wire/secure-context.ts';
import { throwawayCertificate } from '../wire/throwaway-certificate.ts';
import { systemTimers } from '../wire/timers.ts';
import { ImapClient } from './client.ts';
import { BadSyntax } from './grammar/bad-syntax.ts';
import { parseCommand } from './grammar/command.ts';
import { announcedLiteral } from './grammar/literal.ts';

const context = serverSecureContext(await throwawayCertificate('imap.example', new Date()));

/** Answers each command with its parsed kind, as a server would, so that client, wire and grammar are tried together. */
async function session(connection: Connection): Promise<void> {
  connection.write('* OK ready\r\n');
  for (;;) {
    const parts = await readParts(connection);
    if (!parts) return;
    try {
      const { tag, command } = parseCommand(parts, { utf8: true });
      if (command.kind === 'starttls') await connection.startTls(context, `${tag} OK go\r\n`);
      else if (command.kind === 'idle') {
        connection.write('+ idling\r\n* 7 EXISTS\r\n');
        await connection.readLine(100);
        connection.write(`${tag} OK done\r\n`);
      } else if (command.kind === 'logout') {
        connection.write(`* BYE now\r\n${tag} OK bye\r\n`);
        return;
      } else if (command.kind === 'login') {
        const { user, password } = command;
        connection.write(
          `* X {${Buffer.byteLength(user)}}\r\n${user} {${Buffer.byteLength(password)}}\r\n${password}!\r\n`,
        );
        connection.write(`${tag} OK [TLS ${connection.tls?.protocol}] in\r\n`);
      } else connection.write(`${tag} NO ${command.kind}\r\n`);
    } catch (error) {
      if (!(error instanceof BadSyntax)) throw error;
      connection.write(`${error.tag ?? '*'} BAD ${error.message}\r\n`);
    }
  }
}

async function readParts(connection: Connection): Promise<Buffer[] | undefined> {
  const parts: Buffer[] = [];
  for (;;) {
    const line = connection.takeLine(1000) ?? (await connection.readLine(1000));
    if (!line) return undefined;
    parts.push(line);
    const literal = announcedLiteral(line);
    if (!literal) return parts;
    if (literal.synchronizing) connection.write('+ go on\r\n');
    parts.push(await connection.readExactly(literal.size));
  }
}

async function serve(t: TestContext, tls: 'implicit' | 'none'): Promise<{ listener: Listener; failures: unknown[] }> {
  const failures: unknown[] = [];
  const listener = await listenOn({
    host: '127.0.0.1',
    port: 0,
    tls,
    secureContext: () => context,
    connection: { lineEnding: 'lf', timers: systemTimers, idleLimit: 60_000, outputLimit: 60_000 },
    limits: { total: 100, perNetwork: 100 },
    onConnection: session,
    onFailure: error => failures.push(error),
  });
  t.after(() => listener.close(connection => connection.destroy()));
  return { listener, failures };
}

test('literals go both ways, under TLS', async t => {
  const { listener } = await serve(t, 'implicit');
  const client = await ImapClient.connect({ port: listener.port, tls: true });
  assert.equal(client.greeting, 'OK ready');
  const user = 'jé\r\nanne';
  const result = await client.command('LOGIN ', Buffer.from(user), ' ', Buffer.from('x{3}'));
  assert.deepEqual(result, {
    status: 'OK',
    text: '[TLS TLSv1.3] in',
    untagged: [{ text: 'X {9} {4}!', literals: [Buffer.from(user), Buffer.from('x{3}')] }],
  });
  assert.equal((await client.command('LOGOUT')).status, 'OK');
  client.close();
});

test('STARTTLS, then a command under TLS', async t => {
  const { listener } = await serve(t, 'none');
  const client = await ImapClient.connect({ port: listener.port });
  assert.equal((await client.startTls()).text, 'go');
  assert.equal((await client.command('LOGIN a b')).text, '[TLS TLSv1.3] in');
  client.close();
});

test('IDLE tells what happens, and ends', async t => {
  const { listener } = await serve(t, 'none');
  const client = await ImapClient.connect({ port: listener.port });
  const done = await client.idle();
  const result = await done();
  assert.deepEqual([result.status, result.untagged], ['OK', [{ text: '7 EXISTS', literals: [] }]]);
  client.close();
});

test('thousands of pipelined commands come back in order, bad ones among them', async t => {
  const { listener, failures } = await serve(t, 'none');
  const client = await ImapClient.connect({ port: listener.port });
  const texts = Array.from({ length: 3000 }, (_, i) =>
    i % 3 === 0 ? 'FETCH x' : i % 3 === 1 ? 'LOGIN a {1+}\r\nb' : 'NOOP',
  );
  const results = await client.pipeline(...texts);
  assert.deepEqual(
    results.map(({ status }) => status),
    texts.map((_, i) => ['BAD', 'OK', 'NO'][i % 3]),
  );
  assert.deepEqual(failures, []);
  client.close();
});

test('a server that ends answers everything with BYE', async t => {
  const { listener } = await serve(t, 'none');
  const client = await ImapClient.connect({ port: listener.port });
  const [logout, after] = await client.pipeline('LOGOUT', 'NOOP');
  assert.deepEqual([logout?.status, after?.status], ['OK', 'BYE']);
  assert.equal((await client.command('NOOP')).status, 'BYE');
  assert.ok(client.closed);
});
