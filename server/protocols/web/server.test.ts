import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, type RequestOptions, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  handClock,
  importRows,
  openedAccount,
  type PeopleHouse,
  type PeopleStore,
  peopleHouse,
  peopleStore,
} from '../../../dev/testing/people.ts';
import { provision } from '../../services/accounts/provision.ts';
import type { House } from '../../services/house.ts';
import { serverSecureContext } from '../wire/secure-context.ts';
import { throwawayCertificate } from '../wire/throwaway-certificate.ts';
import { startWeb } from './server.ts';
import type { TlsListener } from './tls-listener.ts';

const clock = handClock('2026-09-10T08:00:00Z');
let kept: PeopleStore;
let house: PeopleHouse;
let web: TlsListener;
let front: string;
let letter: string;
const lines: string[] = [];
const agent = new Agent({ rejectUnauthorized: false, keepAlive: false });

before(async () => {
  kept = await peopleStore(clock);
  house = peopleHouse(kept, clock, lines);
  const opened = await importRows(house, [{ key: '1', family: 'Martin', given: 'Marie', numen: '80E0412345ABC' }]);
  letter = (await provision(house, 'console', openedAccount(opened, '1'), { validDays: 60 })).password;
  front = await mkdtemp(join(tmpdir(), 'front-'));
  await mkdir(join(front, 'assets'));
  await writeFile(join(front, 'index.html'), '<!doctype html><title>Portail</title>');
  await writeFile(join(front, 'assets', 'a-1234.js'), 'export {};');
  const secure = serverSecureContext(await throwawayCertificate('localhost', new Date()));
  web = await startWeb(house as House, {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => secure,
    limits: { total: 50, perNetwork: 50 },
    front,
    portalName: 'Arena',
  });
});
after(async () => {
  await web.close();
  await kept.close();
  await rm(front, { recursive: true });
});

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

function ask(path: string, options: RequestOptions = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: web.port, path, agent, ...options }, response => {
      let text = '';
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(
    path,
    { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
    typeof body === 'string' ? body : JSON.stringify(body),
  );

const inHand = () => ({
  identifier: 'marie.martin',
  provisionalPassword: letter,
  proof: { kind: 'numen', numen: '80E0412345ABC' },
});

test('every answer carries the headers that keep other sites out', async () => {
  for (const path of ['/', '/activation', '/api/house', '/api/nothing']) {
    const { headers } = await ask(path);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/);
    assert.match(String(headers['strict-transport-security']), /max-age/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['x-frame-options'], 'DENY');
  }
});

test('pages are the one page, hashed files are kept, unknown files and routes are not found', async () => {
  assert.match((await ask('/activation')).body, /Portail/);
  assert.equal((await ask('/activation')).headers['cache-control'], 'no-cache');
  assert.match(String((await ask('/assets/a-1234.js')).headers['cache-control']), /immutable/);
  assert.equal((await ask('/assets/none.js')).status, 404);
  assert.equal((await ask('/api/nothing')).status, 404);
  assert.equal((await ask('/assets/..%2f..%2f..%2fetc/passwd')).status, 404);
  assert.equal((await ask('/healthz')).body, '{"status":"ok"}');
  assert.equal(JSON.parse((await ask('/api/house')).body).today, '2026-09-10');
});

test('the MTA-STS policy is plain text under the policy host of the domain, and nowhere else', async () => {
  const policy = await ask('/.well-known/mta-sts.txt', { headers: { host: 'MTA-STS.ac-amiens.test' } });
  assert.equal(policy.status, 200);
  assert.match(String(policy.headers['content-type']), /^text\/plain\b/);
  assert.match(policy.body, /^version: STSv1\r\nmode: enforce\r\nmx: \S+\r\nmax_age: 604800\r\n$/);
  for (const host of ['mta-sts.elsewhere.test', 'ac-amiens.test', '127.0.0.1']) {
    assert.doesNotMatch((await ask('/.well-known/mta-sts.txt', { headers: { host } })).body, /STSv1/);
  }
});

test('a post from another site is refused, whatever it asks', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    const { status, body } = await post('/api/activation/check', inHand(), headers as Record<string, string>);
    assert.equal(status, 403);
    assert.equal(JSON.parse(body).reason, 'cross-site');
  }
});

test('malformed and oversized bodies are refused without a word of what is inside', async () => {
  assert.equal((await post('/api/activation', '{"identifier":')).status, 400);
  assert.equal((await post('/api/activation', { ...inHand(), newPassword: 'x' })).status, 400, 'no charter');
  assert.equal((await post('/api/activation/check', { ...inHand(), proof: { kind: 'friend' } })).status, 400);
  assert.equal((await post('/api/activation/check', { ...inHand(), identifier: 'x'.repeat(300) })).status, 400);
  assert.equal((await post('/api/activation/check', 'x'.repeat(20_000))).status, 413);
  assert.equal(
    (await ask('/api/activation/check', { method: 'POST', headers: { 'content-type': 'text/plain' } }, 'x')).status,
    400,
  );
});

test('R7 the activation by the portal: check, verdicts, act, and used up', async () => {
  const origin = { origin: `https://127.0.0.1:${web.port}`, 'sec-fetch-site': 'same-origin' };
  const wrong = await post('/api/activation/check', { ...inHand(), provisionalPassword: 'nothing' }, origin);
  assert.equal(wrong.status, 401);
  assert.equal(JSON.parse(wrong.body).reason, 'bad-credentials');
  const checked = await post('/api/activation/check', inHand(), origin);
  assert.deepEqual(JSON.parse(checked.body), {
    address: 'marie.martin@ac-amiens.test',
    givenName: 'Marie',
    leastLength: 12,
  });
  const weak = await post(
    '/api/activation',
    { ...inHand(), charterAccepted: true, newPassword: 'Martin-Violon-82' },
    origin,
  );
  assert.equal(weak.status, 422);
  assert.deepEqual(
    JSON.parse(weak.body).verdicts.map((each: { rule: string }) => each.rule),
    ['personal'],
  );
  const done = await post(
    '/api/activation',
    { ...inHand(), charterAccepted: true, newPassword: 'Cerise-Violon-82!' },
    origin,
  );
  assert.equal(done.status, 200);
  assert.equal((await post('/api/activation/check', inHand(), origin)).status, 401);
});

test('R12 Thunderbird and Outlook set themselves up', async () => {
  for (const path of ['/mail/config-v1.1.xml', '/.well-known/autoconfig/mail/config-v1.1.xml']) {
    const { headers, body } = await ask(path);
    assert.match(String(headers['content-type']), /xml/);
    assert.match(
      body,
      /<hostname>imap\.ac-amiens\.test<\/hostname>\s*<port>993<[\s\S]*smtp\.ac-amiens\.test<\/hostname>\s*<port>465</,
    );
  }
  const xml = (body: string) =>
    ask('/autodiscover/autodiscover.xml', { method: 'POST', headers: { 'content-type': 'text/xml' } }, body);
  const asked = '<Autodiscover><Request><EMailAddress>a&amp;b@ac-amiens.test</EMailAddress></Request></Autodiscover>';
  assert.match((await xml(asked)).body, /<Type>IMAP<[\s\S]*<LoginName>a&amp;amp;b@ac-amiens\.test</);
  assert.equal((await xml('<Autodiscover/>')).status, 400);
});

test('R34 slowing is told with its wait', async () => {
  let last: Answer | undefined;
  for (let guess = 0; guess < 12; guess += 1)
    last = await post('/api/activation/check', { ...inHand(), identifier: 'no.body' });
  assert.equal(last!.status, 429);
  assert.ok(Number(last!.headers['retry-after']) >= 1);
  assert.equal(JSON.parse(last!.body).sentence.fr.length > 10, true);
});

test('what clients do wrong is no error of ours', () => {
  assert.deepEqual(
    lines.filter(line => line.includes('"level":"error"')),
    [],
  );
});

test('a session is never taken from the visitor: a token chosen by somebody else opens nothing and does not survive', async () => {
  const fixed = `__Host-portal=${'x'.repeat(43)}`;
  assert.equal(JSON.parse((await ask('/api/session', { headers: { cookie: fixed } })).body).address, null);
  assert.equal((await ask('/api/account', { headers: { cookie: fixed } })).status, 401);
  const signedIn = await post(
    '/api/session',
    { identifier: 'marie.martin', password: 'Cerise-Violon-82!' },
    { cookie: fixed },
  );
  assert.equal(JSON.parse(signedIn.body).outcome, 'signed-in');
  const cookies = signedIn.headers['set-cookie'] as string[];
  const device = cookies.find(each => each.startsWith('__Host-device='))!;
  assert.match(device, /^__Host-device=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=15552000$/);
  const given = cookies.find(each => each.startsWith('__Host-portal='))!;
  assert.match(given, /^__Host-portal=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
  assert.ok(!given.includes('xxxx'));
  const first = given.split(';')[0]!;
  await post('/api/session', { identifier: 'marie.martin', password: 'Cerise-Violon-82!' }, { cookie: first });
  assert.equal(JSON.parse((await ask('/api/session', { headers: { cookie: first } })).body).address, null);
});

test('names that hold line ends put nothing into headers, mails or pages', async () => {
  for (const identifier of ['marie\r\nset-cookie: a=b', 'marie%0d%0aset-cookie:a=b', 'marie\u2028x', '<script>']) {
    const { status, headers, body } = await post('/api/session', { identifier, password: 'x' });
    assert.ok(status === 401 || status === 429, String(status));
    assert.equal(headers['set-cookie'], undefined);
    assert.ok(!body.includes('script>') && !body.includes('a=b'));
  }
});

test('no address leads elsewhere: paths that look like other hosts are pages of ours', async () => {
  for (const path of [
    '//evil.example',
    '/%2f%2fevil.example',
    '/connexion?suite=https://evil.example',
    '/\\evil.example',
  ]) {
    const { headers, status } = await ask(path);
    assert.equal(headers.location, undefined, path);
    assert.ok(status < 300 || status >= 400, path);
  }
});

test('passkeys are bound to the name of the settings, whatever Host a request bears', async () => {
  const { body } = await post('/api/session/passkey/begin', {}, { host: 'evil.example' });
  assert.equal(JSON.parse(body).rpId, 'localhost');
});
