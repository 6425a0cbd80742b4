/** R3: other applications of the house, opened with the same address: a sample one over a client library people use. */
import assert from 'node:assert/strict';
import { createServer, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';
import type { Page } from 'playwright-core';
import { activatePerson } from '../../dev/testing/people.ts';
import { suspend } from '../../server/services/accounts/change-state.ts';
import { registerApplication } from '../../server/services/oidc/applications.ts';
import { createSignInToken } from '../../server/services/oidc/sign-in-token.ts';
import { findBarriers, marie, openPortal, type Portal, picture, skip, type Visit } from './portal.ts';

const password = 'Cerise-Violon-82!';
let portal: Portal;
let visit: Visit;
let page: Page;
let sample: Awaited<ReturnType<typeof openSample>>;
let second: Awaited<ReturnType<typeof openSample>>;

before(async () => {
  if (skip) return;
  portal = await openPortal();
  await activatePerson(portal.house, marie.account, {
    identifier: marie.address,
    numen: marie.numen,
    password,
    remote: '127.0.0.1',
  });
  sample = await openSample('Pronotes', false);
  second = await openSample('Cantine', true);
  visit = await portal.visit();
  page = visit.page;
});
after(async () => {
  if (skip) return;
  await Promise.all([sample.close(), second.close()]);
  await visit.close();
  await portal.close();
});

/** An application of somebody else's: it sends its visitors to the portal and shows what it then knows of them. */
async function openSample(name: string, pairwise: boolean) {
  const server = createServer({ cert: portal.certificate.certificate, key: portal.certificate.key });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const { clientId, secret } = await registerApplication(portal.house, 'console', {
    name,
    confidential: true,
    redirectUris: [`${url}/retour`],
    signOutUris: [`${url}/fin`],
    backChannelUri: `${url}/prevenu`,
    homeUri: url,
    pairwise,
    scopes: [
      'profile',
      'email',
      'uid',
      'siret',
      'usual_name',
      'organizational_unit',
      'belonging_population',
      'offline_access',
    ],
  });
  const config = await oidc.discovery(new URL(`${portal.url}/oidc`), clientId, secret!, undefined, {
    [oidc.customFetch]: trustingFetch,
  });
  config[oidc.customFetch] = trustingFetch;
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const known: {
    tokens?: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers;
    failure?: string;
    returned?: URL;
  } = {};
  const ask = async (more: Record<string, string> = {}): Promise<string> =>
    oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${url}/retour`,
      scope: 'openid profile email uid siret organizational_unit belonging_population',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...more,
    }).href;
  server.on('request', async (asked, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    const here = new URL(asked.url!, url);
    if (here.pathname === '/retour') {
      known.returned = here;
      try {
        known.tokens = await oidc.authorizationCodeGrant(config, here, {
          pkceCodeVerifier: verifier,
          expectedState: state,
        });
        answer.end(`<h1>Bonjour ${known.tokens.claims()?.sub}</h1>`);
      } catch (error) {
        known.failure = here.searchParams.get('error') ?? String(error);
        answer.end('<h1>Refus</h1>');
      }
    } else answer.end(`<h1>${name}</h1>`);
  });
  const replay = () =>
    oidc.authorizationCodeGrant(config, known.returned!, { pkceCodeVerifier: verifier, expectedState: state });
  return { url, clientId, config, known, ask, replay, close: () => new Promise(resolve => server.close(resolve)) };
}

/** As fetch, believing the certificate of the test. */
const trustingFetch: oidc.CustomFetch = (url, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const asked = httpsRequest(url, { method, headers, rejectUnauthorized: false, agent: false }, async response => {
      const pieces: Buffer[] = [];
      for await (const piece of response) pieces.push(piece as Buffer);
      const known = Object.entries(response.headers).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, String(value)] as [string, string]],
      );
      resolve(new Response(Buffer.concat(pieces), { status: response.statusCode!, headers: known }));
    });
    asked.on('error', reject);
    asked.end(body === undefined || body === null ? undefined : String(body));
  });

async function signIn(): Promise<void> {
  await page.getByLabel('Votre adresse').fill(marie.address);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

test('R3 an application asks who one is, the portal signs in, and says what was registered and no more', {
  skip,
}, async () => {
  await page.goto(await sample.ask());
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
  await signIn();
  await page.getByRole('heading', { name: /^Bonjour/ }).waitFor();
  // The code has served: whoever read it on its way gets nothing.
  await assert.rejects(sample.replay(), { error: 'invalid_grant' });
  await page.goto(await sample.ask());
  await page.getByRole('heading', { name: /^Bonjour/ }).waitFor();
  const claims = sample.known.tokens!.claims()!;
  assert.equal(claims.acr, 'eidas1');
  const info = await oidc.fetchUserInfo(sample.config, sample.known.tokens!.access_token, claims.sub);
  assert.deepEqual(
    { ...info, sub: '' },
    {
      sub: '',
      email: marie.address,
      email_verified: true,
      uid: 'marie.martin',
      given_name: 'Marie',
      family_name: 'Martin',
      usual_name: 'Martin',
      name: 'Marie Martin',
      siret: '11004301500012',
      organizational_unit: 'Collège des Trois-Tilleuls',
      belonging_population: 'agent',
    },
  );
});

test('a second application opens without a question, and knows the person by another name', { skip }, async () => {
  await page.goto(await second.ask());
  await page.getByRole('heading', { name: /^Bonjour/ }).waitFor();
  const [one, other] = [sample.known.tokens!.claims()!.sub, second.known.tokens!.claims()!.sub];
  assert.equal(one, String(marie.account));
  assert.match(other, /^[\w-]{43}$/);
});

test('a code without its PKCE verifier, an address not registered: nothing is given', {
  skip,
}, async () => {
  const stolen = new URL(await sample.ask());
  stolen.searchParams.set('redirect_uri', 'https://voleur.example/retour');
  await page.goto(stolen.href);
  await page.getByRole('heading', { name: 'Cette demande ne peut pas aboutir' }).waitFor();
  assert.ok(page.url().startsWith(portal.url));
  assert.deepEqual(await findBarriers(page), []);
  await picture(page, 'application-refused');
  const bare = new URL(await sample.ask());
  bare.searchParams.delete('code_challenge');
  bare.searchParams.delete('code_challenge_method');
  await page.goto(bare.href);
  await page.getByRole('heading', { name: 'Refus' }).waitFor();
  assert.equal(sample.known.failure, 'invalid_request');
});

test('the pages of the provider itself speak English in the dark as well, and pass axe', { skip }, async () => {
  const english = await portal.visit({ language: 'en', theme: 'dark', width: 320 });
  for (const [path, heading] of [
    ['/oidc/device', 'Connect a device'],
    ['/oidc/sign-out', /^(Sign out|Good-bye)$/],
    ['/oidc/authorization?client_id=nobody', 'This request cannot be met'],
  ] as const) {
    await english.page.goto(path);
    await english.page.getByRole('heading', { name: heading }).waitFor();
    assert.equal(await english.page.locator('html').getAttribute('lang'), 'en');
    assert.deepEqual(await findBarriers(english.page), [], path);
    const wide = await english.page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.equal(wide, 0, path);
  }
  await english.close();
});

test('an application that needs a second factor is told that there is none', { skip }, async () => {
  const claims = JSON.stringify({ id_token: { acr: { essential: true, value: 'eidas2' } } });
  await page.goto(await sample.ask({ claims }));
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
  await signIn();
  await page.getByRole('heading', { name: 'Refus' }).waitFor();
  assert.equal(sample.known.failure, 'access_denied');
});

test('tokens are renewed once each; a token without the mail scope opens no mailbox', { skip }, async () => {
  await page.goto(await sample.ask());
  await page.getByRole('heading', { name: /^Bonjour/ }).waitFor();
  const first = sample.known.tokens!.refresh_token!;
  const renewed = await oidc.refreshTokenGrant(sample.config, first);
  const signInToken = createSignInToken(portal.house);
  const attempt = { user: marie.address, token: renewed.access_token, door: 'imap', remote: '127.0.0.1' } as const;
  await assert.rejects(signInToken(attempt), { reason: 'bad-credentials' });
  await assert.rejects(oidc.refreshTokenGrant(sample.config, first), { error: 'invalid_grant' });
  // A refresh token used twice was stolen from somebody: the whole grant ends.
  await assert.rejects(oidc.refreshTokenGrant(sample.config, renewed.refresh_token!));
});

test('leaving the portal ends the applications, which are told', { skip }, async () => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('heading', { name: 'Votre messagerie professionnelle' }).waitFor();
  await portal.tellEnded();
  assert.deepEqual(portal.told.map(({ uri }) => uri).sort(), [`${sample.url}/prevenu`, `${second.url}/prevenu`].sort());
  const token = new URLSearchParams(portal.told[0]!.form).get('logout_token')!;
  const logout = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
  assert.ok('http://schemas.openid.net/event/backchannel-logout' in logout.events && logout.sid);
  await page.goto(await sample.ask());
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
});

test('R3 a mail program gets its token by the code it shows, and a suspension makes it worthless', {
  skip,
}, async () => {
  const { clientId } = await registerApplication(portal.house, 'console', {
    name: 'Courrier de poche',
    confidential: false,
    redirectUris: [],
    signOutUris: [],
    backChannelUri: null,
    homeUri: null,
    pairwise: false,
    scopes: ['mail', 'offline_access'],
  });
  const config = await oidc.discovery(new URL(`${portal.url}/oidc`), clientId, undefined, oidc.None(), {
    [oidc.customFetch]: trustingFetch,
  });
  config[oidc.customFetch] = trustingFetch;
  const asked = await oidc.initiateDeviceAuthorization(config, { scope: 'openid mail offline_access' });
  await page.goto(asked.verification_uri);
  await page.getByLabel('Code affiché par l’appareil').fill('AAAA-AAAA');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('alert').getByText('Ce code ne convient pas').waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await page.getByLabel('Code affiché par l’appareil').fill(asked.user_code.toLowerCase());
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByText('« Courrier de poche »').waitFor();
  assert.deepEqual(await findBarriers(page), []);
  await picture(page, 'device-allow');
  await page.getByRole('button', { name: 'Autoriser' }).click();
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
  await signIn();
  await page.getByRole('heading', { name: 'C’est fait' }).waitFor();
  const tokens = await oidc.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0.05 });
  const signInToken = createSignInToken(portal.house);
  const attempt = { user: marie.address, token: tokens.access_token, door: 'imap', remote: '127.0.0.1' } as const;
  assert.equal((await signInToken(attempt)).accountId, marie.account);
  await assert.rejects(signInToken({ ...attempt, user: 'yanis.ouali@ac-amiens.test' }), { reason: 'bad-credentials' });
  await suspend(portal.house, 'console', marie.account, 'Enquête en cours.');
  await assert.rejects(signInToken(attempt), { reason: 'bad-credentials' });
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token!));
  const kept = await portal.house.store.database.query({ text: 'select o::text as row from oidc_artifact o' });
  assert.ok(!JSON.stringify(kept).includes(tokens.access_token));
  const ours = visit.complaints.filter(
    each => !each.startsWith(`asked ${sample.url}`) && !each.startsWith(`asked ${second.url}`),
  );
  assert.deepEqual(ours, []);
});
