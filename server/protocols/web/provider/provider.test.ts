/** Signing in through another provider: a real one of the same protocol, on the loopback, and a browser made of requests. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import OidcProvider, { type JWK } from 'oidc-provider';
import {
  activatePerson,
  handClock,
  importRows,
  type PeopleHouse,
  type PeopleStore,
  peopleHouse,
  peopleStore,
} from '../../../../dev/testing/people.ts';
import type { AccountId } from '../../../model/account.ts';
import { createConnect } from '../../../peers/connect.ts';
import type { Dns } from '../../../peers/dns.ts';
import { createHttps } from '../../../peers/https.ts';
import { reopen, suspend } from '../../../services/accounts/change-state.ts';
import type { House } from '../../../services/house.ts';
import { serverSecureContext } from '../../wire/secure-context.ts';
import { throwawayCertificate } from '../../wire/throwaway-certificate.ts';
import { startWeb, type Web } from '../server.ts';

const marie = { id: 1 as AccountId, address: 'marie.martin@ac-amiens.test', numen: '80E0412345ABC' };
const luc = 'luc.roy@ac-amiens.test';
const clock = { ...handClock(new Date().toISOString()) };
let kept: PeopleStore;
let house: PeopleHouse;
let portal: string;
let web: Web;
let strict: Web;
let other: Server;
let issuer: string;
let front: string;
/** What the provider says of whoever comes. */
let says: { email: string; verified: boolean; acr: string };

before(async () => {
  kept = await peopleStore(clock);
  house = peopleHouse(kept, clock);
  await importRows(house, [
    { key: '1', family: 'Martin', given: 'Marie', numen: marie.numen },
    { key: '2', family: 'Roy', given: 'Luc', numen: '80E0412346ABC' },
  ]);
  await activatePerson(house, marie.id, {
    identifier: marie.address,
    numen: marie.numen,
    password: 'Cerise-Violon-82!',
    remote: '127.0.0.1',
  });
  front = await mkdtemp(join(tmpdir(), 'front-'));
  await writeFile(join(front, 'index.html'), '<!doctype html><title>Portail</title>');
  const pair = await throwawayCertificate('localhost', new Date());
  other = createServer({ cert: pair.certificate, key: pair.key });
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
  issuer = `https://localhost:${(other.address() as AddressInfo).port}`;
  const dns = { addresses: async () => ['127.0.0.1'] } as Partial<Dns> as Dns;
  const connect = createConnect({ allowed: ['127.0.0.1'], own: [], timeout: 2000 });
  const ask = createHttps({ dns, connect, authorities: [pair.certificate] });
  const known = {
    name: 'ProConnect',
    issuer,
    secret: 'shared',
    strongLevels: ['eidas2'],
    userInfoAlgorithm: null,
    ask,
  };
  const shared = {
    host: '127.0.0.1',
    port: 0,
    secureContext: () => secure,
    limits: { total: 50, perNetwork: 50 },
    front,
    portalName: 'Arena',
  };
  const secure = serverSecureContext(pair);
  web = await startWeb(house as House, { ...shared, provider: { ...known, clientId: 'house', levels: [] } });
  strict = await startWeb(house as House, {
    ...shared,
    provider: { ...known, clientId: 'strict', levels: ['eidas2'] },
  });
  portal = `https://localhost:${web.port}`;
  startProvider([
    { client_id: 'house', port: web.port },
    { client_id: 'strict', port: strict.port },
  ]);
});
after(async () => {
  await Promise.all([web.close(), strict.close()]);
  other.closeAllConnections();
  await new Promise(resolve => other.close(resolve));
  await kept.close();
  await rm(front, { recursive: true });
});
beforeEach(() => {
  says = { email: marie.address, verified: true, acr: 'eidas1' };
});

/** Somebody else's house: whoever comes is let in at once, as `says` has it. */
function startProvider(clients: { client_id: string; port: number }[]): void {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new OidcProvider(issuer, {
    clients: clients.map(({ client_id, port }) => ({
      client_id,
      client_secret: 'shared',
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [`https://localhost:${port}/connexion/retour`],
      post_logout_redirect_uris: [`https://localhost:${port}/`],
    })),
    jwks: { keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' } as JWK] },
    cookies: { keys: ['cookie key'] },
    claims: { openid: ['sub', 'acr'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: says.email, email_verified: says.verified }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  other.on('request', (asked, answer) => {
    if (!asked.url!.startsWith('/interaction/')) return provider.callback()(asked, answer);
    void provider.interactionFinished(asked, answer, { login: { accountId: 'somebody', acr: says.acr } });
  });
}

type Heard = { status: number; location: string; body: string };
type BrowserLike = {
  cookies: Map<string, string>;
  go(url: string, method?: string): Promise<Heard>;
  /** Follows where it is led, and gives where that ended. */
  follow(url: string): Promise<string>;
};

function browser(): BrowserLike {
  const cookies = new Map<string, string>();
  const self: BrowserLike = {
    cookies,
    go: (url, method = 'GET') =>
      new Promise((resolve, reject) => {
        const { host, origin } = new URL(url);
        const jar = [...cookies].flatMap(([key, value]) =>
          key.startsWith(`${host} `) ? [`${key.slice(host.length + 1)}=${value}`] : [],
        );
        const headers = { cookie: jar.join('; '), ...(method === 'GET' ? {} : { origin }) };
        const sent = request(url, { method, headers, rejectUnauthorized: false, agent: false }, response => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
            if (value === '') cookies.delete(`${host} ${name}`);
            else cookies.set(`${host} ${name}`, value!);
          }
          let body = '';
          response.on('data', chunk => {
            body += chunk;
          });
          response.on('end', () => {
            const { location } = response.headers;
            resolve({
              status: response.statusCode!,
              location: location === undefined ? '' : new URL(location, url).href,
              body,
            });
          });
        });
        sent.on('error', reject);
        sent.end();
      }),
    async follow(url) {
      let here = url;
      for (let step = 0; step < 12; step += 1) {
        const { location } = await self.go(here);
        if (location === '') return here;
        here = location;
      }
      throw new Error(`led in circles to ${here}`);
    },
  };
  return self;
}

const start = (site = portal) => `${site}/connexion/fournisseur`;
async function whoIsIn(at: BrowserLike, site = portal): Promise<string | null> {
  return JSON.parse((await at.go(`${site}/api/session`)).body).address;
}
const refused = (why: string, site = portal) => `${site}/connexion?refus=${why}`;

test('an active account is entered through the provider, and leaving ends both sessions', async () => {
  const visitor = browser();
  assert.equal(await visitor.follow(start()), `${portal}/`);
  assert.equal(await whoIsIn(visitor), marie.address);
  const sessions = await kept.database.query<{ token: string }>({
    text: `select encode(provider_token, 'escape') as token from portal_session where provider_token is not null`,
  });
  assert.ok(sessions.length === 1 && !sessions[0]!.token.includes('eyJ'), 'sealed');
  const { next } = JSON.parse((await visitor.go(`${portal}/api/session`, 'DELETE')).body);
  const end = new URL(next);
  assert.equal(end.origin, issuer);
  assert.equal(end.searchParams.get('post_logout_redirect_uri'), `${portal}/`);
  assert.ok(end.searchParams.has('id_token_hint'));
  assert.equal(await whoIsIn(visitor), null);
});

test('an address of nobody, one that was not verified, an account not activated or suspended: nobody enters', async () => {
  const enter = async (): Promise<string> => {
    const visitor = browser();
    const end = await visitor.follow(start());
    assert.equal(await whoIsIn(visitor), null);
    return end;
  };
  says = { ...says, email: 'nobody@ac-amiens.test' };
  assert.equal(await enter(), refused('bad-credentials'));
  says = { ...says, email: luc };
  assert.equal(await enter(), refused('not-activated'));
  says = { ...says, email: marie.address, verified: false };
  assert.equal(await enter(), refused('fournisseur'));
  says = { ...says, verified: true };
  await suspend(house, 'console', marie.id, 'Enquête en cours.');
  assert.equal(await enter(), refused('suspended'));
  await reopen(house, 'console', marie.id);
});

test('an answer is taken once, from the browser that asked, with the state it was given, and not too late', async () => {
  const visitor = browser();
  const returns = async (at: BrowserLike): Promise<string> => {
    let here = start();
    while (!here.startsWith(`${portal}/connexion/retour`)) here = (await at.go(here)).location;
    return here;
  };
  const answer = await returns(visitor);
  const thief = browser();
  assert.equal((await thief.go(answer)).location, refused('fournisseur'), 'another browser');
  const waiting = new Map(visitor.cookies);
  assert.equal((await visitor.go(answer)).location, `${portal}/`);
  for (const [key, value] of waiting) visitor.cookies.set(key, value);
  assert.equal((await visitor.go(answer)).location, refused('fournisseur'), 'replayed, cookie and all');
  const forged = new URL(await returns(visitor));
  forged.searchParams.set('state', 'x'.repeat(43));
  assert.equal((await visitor.go(forged.href)).location, refused('fournisseur'), 'another state');
  const late = await returns(visitor);
  clock.advance(601);
  assert.equal((await visitor.go(late)).location, refused('fournisseur'), 'after ten minutes');
});

test('a person who has a second factor proves it: here, or at a provider that counts it', async () => {
  await kept.database.query({
    text: `insert into totp (account_id, secret, confirmed_at, last_step) values ($1, '', $2, 0)`,
    values: [marie.id, clock.now()],
  });
  const visitor = browser();
  assert.equal(await visitor.follow(start()), refused('preuve'));
  assert.equal(await whoIsIn(visitor), null);
  says = { ...says, acr: 'eidas2' };
  const strong = browser();
  assert.equal(await strong.follow(start()), `${portal}/`);
  await kept.database.query({ text: 'truncate totp' });
});

test('a house that asks for a level takes no answer below it', async () => {
  const site = `https://localhost:${strict.port}`;
  const visitor = browser();
  assert.equal(await visitor.follow(start(site)), refused('fournisseur', site));
  assert.equal(await whoIsIn(visitor, site), null);
  says = { ...says, acr: 'eidas2' };
  const strong = browser();
  assert.equal(await strong.follow(start(site)), `${site}/`);
});

test('only an application of ours is gone on to, whatever the address says; a person who refuses comes back', async () => {
  for (const suite of ['https://evil.example', '//evil.example', '../x', 'a%0d%0aset-cookie:b=c']) {
    const visitor = browser();
    assert.equal(await visitor.follow(`${start()}?suite=${encodeURIComponent(suite)}`), `${portal}/`);
  }
  const visitor = browser();
  const asked = await visitor.go(`${start()}?suite=an-application`);
  const state = new URL(asked.location).searchParams.get('state')!;
  const no = `${portal}/connexion/retour?error=access_denied&state=${state}&iss=${encodeURIComponent(issuer)}`;
  assert.equal((await visitor.go(no)).location, `${refused('fournisseur')}&suite=an-application`);
});
