import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { throwawayCertificate } from '../protocols/wire/throwaway-certificate.ts';
import { createConnect } from './connect.ts';
import type { Dns } from './dns.ts';
import { createHttps } from './https.ts';
import { createSmsGateway } from './sms-gateway.ts';

let gateway: ReturnType<typeof createServer>;
let uri: string;
let certificate: string;
const heard: { authorization: string | undefined; body: string }[] = [];
let answer: (body: string) => { status: number; body: string };

before(async () => {
  const pair = await throwawayCertificate('sms.test', new Date());
  certificate = pair.certificate;
  gateway = createServer({ cert: pair.certificate, key: pair.key }, async (asked, reply) => {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString();
    heard.push({ authorization: asked.headers.authorization, body });
    const { status, body: said } = answer(body);
    reply.writeHead(status, { location: 'https://192.0.2.1/' });
    reply.end(said);
  });
  await new Promise<void>(resolve => gateway.listen(0, '127.0.0.1', resolve));
  uri = `https://sms.test:${(gateway.address() as AddressInfo).port}/envoi`;
});
after(() => new Promise(resolve => gateway.close(resolve)));

const dns = { addresses: async () => ['127.0.0.1'] } as Partial<Dns> as Dns;

function send(allowed: readonly string[] = ['127.0.0.1']) {
  const connect = createConnect({ allowed, own: [], timeout: 2000 });
  const https = createHttps({ dns, connect, authorities: [certificate] });
  return createSmsGateway(https, { uri, token: 'secret' });
}

test('a text goes as a form with the token; a redirect or an error is no delivery', async () => {
  answer = () => ({ status: 202, body: '{}' });
  await send()('+33612345678', 'Votre code : 123456');
  assert.deepEqual(
    [heard[0]!.authorization, ...new URLSearchParams(heard[0]!.body)],
    ['Bearer secret', ['to', '+33612345678'], ['text', 'Votre code : 123456']],
  );
  for (const status of [302, 401, 503]) {
    answer = () => ({ status, body: '' });
    await assert.rejects(send()('+33612345678', 'x'), /answered/);
  }
});

test('an endless answer is cut, and a gateway at a private address is asked only where the operator named it', async () => {
  answer = () => ({ status: 200, body: 'x'.repeat(600_000) });
  await assert.rejects(send()('+33612345678', 'x'), /too long/);
  const before = heard.length;
  await assert.rejects(send([])('+33612345678', 'x'), { kind: 'forbidden' });
  assert.equal(heard.length, before);
});
