import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { scriptedDns } from '../../../scenarios/outside/world.ts';
import { createLog } from '../../observe/log.ts';
import { throwawayCertificate } from '../../protocols/wire/throwaway-certificate.ts';
import { createConnect } from '../connect.ts';
import { createFetchStsPolicy } from './fetch-sts-policy.ts';

const certificate = await throwawayCertificate('mta-sts.good.test', new Date());
let answer: { status: number; text: string } = { status: 200, text: '' };
const server = createServer({ key: certificate.key, cert: certificate.certificate }, (asked, response) => {
  const right = asked.url === '/.well-known/mta-sts.txt';
  response.writeHead(right ? answer.status : 500, { Location: 'https://evil.test/' });
  response.end(answer.text);
});
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
after(() => new Promise(resolve => server.close(resolve)));

const fetchPolicy = createFetchStsPolicy({
  dns: scriptedDns({
    'mta-sts.good.test': { A: ['127.0.0.1'] },
    'mta-sts.other.test': { A: ['127.0.0.1'] },
    'mta-sts.inside.test': { A: ['10.1.2.3'] },
  }),
  connect: createConnect({ allowed: ['127.0.0.1'], own: [], timeout: 500 }),
  log: createLog({ now: () => new Date() }, () => {}),
  port: (server.address() as AddressInfo).port,
  authorities: [certificate.certificate],
});

test('a policy is had from the host that proves its name, and from no other', async () => {
  answer = { status: 200, text: 'version: STSv1\n' };
  assert.equal(await fetchPolicy('good.test'), 'version: STSv1\n');
  assert.equal(await fetchPolicy('other.test'), null, 'the certificate names another host');
  assert.equal(await fetchPolicy('inside.test'), null, 'a private address is not called');
  assert.equal(await fetchPolicy('unknown.test'), null);
});

test('no redirect is followed, no answer without end is read', async () => {
  for (const status of [301, 404, 500]) {
    answer = { status, text: 'version: STSv1\n' };
    assert.equal(await fetchPolicy('good.test'), null);
  }
  answer = { status: 200, text: 'x'.repeat(200_000) };
  assert.equal(await fetchPolicy('good.test'), null);
});
