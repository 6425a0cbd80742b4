import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { after, test } from 'node:test';
import { Refusal } from '../../../model/refusal.ts';
import { createLog } from '../../../observe/log.ts';
import { createClamd } from '../../../peers/clamd.ts';
import { createConnect } from '../../../peers/connect.ts';
import { createRspamd } from '../../../peers/rspamd.ts';
import { askClamd, askRspamd } from './opinions.ts';

const log = createLog({ now: () => new Date() }, () => {});
const connect = createConnect({ allowed: ['127.0.0.1'], own: [], timeout: 500 });
const servers: Server[] = [];
after(() => Promise.all(servers.map(server => new Promise(resolve => server.close(resolve)))));

async function listen(server: Server): Promise<{ host: string; port: number }> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const bringer = { name: 'mx.test', address: '192.0.2.1', protocol: 'SMTP', tls: undefined };
const because = (reason: string) => (error: unknown) => error instanceof Refusal && error.reason === reason;

test('clamd is given the message whole, and what it finds is refused', async () => {
  const seen: number[] = [];
  const at = await listen(
    createServer(socket => {
      let bytes = Buffer.alloc(0);
      socket.on('error', () => {});
      socket.on('data', chunk => {
        bytes = Buffer.concat([bytes, chunk]);
        if (!bytes.subarray(-4).equals(Buffer.alloc(4))) return;
        seen.push(bytes.length);
        socket.end(bytes.includes('EICAR') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0');
      });
    }),
  );
  const ask = askClamd(createClamd(connect, at, 1000), 'accept', log);
  assert.equal(await ask(Buffer.alloc(200_000, 'x'), bringer, null), null);
  assert.equal(seen[0], '0123456789'.length + 4 * 4 + 200_000 + 4);
  await assert.rejects(ask(Buffer.from('EICAR'), bringer, null), because('policy'));
});

test('rspamd weighs, marks and refuses', async () => {
  let answer: unknown = {};
  const at = await listen(createHttpServer((_, response) => response.end(JSON.stringify(answer))) as unknown as Server);
  const ask = () => askRspamd(createRspamd(connect, at, 1000), 'accept', log)(Buffer.from('x'), bringer, 'a@b.test');
  answer = { action: 'no action', score: 2.5, required_score: 15, symbols: { R_X: {} } };
  assert.equal((await ask())?.points, 2.5);
  answer = { action: 'add header', score: 3, symbols: {} };
  assert.equal((await ask())?.points, 5);
  answer = { action: 'reject', score: 30 };
  await assert.rejects(ask(), because('policy'));
  answer = { something: 'else' };
  assert.equal(await ask(), null, 'nonsense is as good as silence');
});

test('silence is accepted or deferred, as the house has set', async () => {
  const at = await listen(createServer(socket => void socket.on('error', () => {}).resume()));
  const clamd = createClamd(connect, at, 100);
  assert.equal(await askClamd(clamd, 'accept', log)(Buffer.from('x'), bringer, null), null);
  await assert.rejects(askClamd(clamd, 'defer', log)(Buffer.from('x'), bringer, null), because('unavailable'));
  const nobody = createRspamd(connect, { host: '127.0.0.1', port: 1 }, 100);
  await assert.rejects(askRspamd(nobody, 'defer', log)(Buffer.from('x'), bringer, null), because('unavailable'));
});
