/**
 * Where the provider hangs in the portal: everything under `/oidc/` is its own, but for the moment when somebody has to be
 * signed in, which is the portal's.
 */
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import type { JWK } from 'oidc-provider';
import type { AccountId } from '../../../model/account.ts';
import type { House } from '../../../services/house.ts';
import { forgetExpired } from '../../../services/oidc/artifacts.ts';
import { endOidcSession, takeEnded } from '../../../services/oidc/ended-sessions.ts';
import type { SessionActor } from '../../../services/signing-in/sessions.ts';
import { throttleNetwork } from '../../../services/signing-in/throttle.ts';
import { contentPolicyFor } from '../security.ts';
import { createPages } from './pages.ts';
import { createProvider, levels, portalActor } from './provider.ts';

export type OidcOptions = {
  /** Read again each hour, for they change by the quarter. The first signs. */
  readonly readKeys: () => Promise<readonly JWK[]>;
  readonly siret: string | null;
  readonly postForm: (uri: string, form: string) => Promise<number>;
};

export type Oidc = {
  /** The browser leaves the portal: its session with applications ends too. */
  leave(cookie: string | undefined): Promise<void>;
  /** Tells applications of sessions that ended since; called by the clock, and by tests. */
  tellEnded(): Promise<void>;
  close(): void;
};

/** What the library's types leave out of its clients. */
type ToldClient = {
  readonly backchannelLogoutUri?: string;
  backchannelLogout(accountId: string, sid: string): Promise<void>;
};

const tellEvery = 15_000;
const readKeysEvery = 3_600_000;
const toldAtOnce = 100;
const mount = '/oidc';

/** `origin`: of the portal, as people's browsers see it. */
export async function oidcRoutes(
  app: FastifyInstance,
  house: House,
  options: OidcOptions & { readonly front: string; readonly portalName: string; readonly origin: () => string },
): Promise<Oidc> {
  const pages = createPages(options.front, options.portalName);
  let keys = await options.readKeys();
  let current: Provider | undefined;
  // Made at the first request, when the port is known.
  const provider = (): Provider =>
    (current ??= createProvider(house, { ...options, keys, pages, issuer: `${options.origin()}${mount}` }));

  app.get<{ Params: { uid: string } }>(`${mount}/interaction/:uid`, async (request, reply) => {
    const answer = await interact(provider(), await portalActor(house, request.raw), request.raw, reply.raw);
    if (answer === 'answered') return reply.hijack();
    return reply.redirect(`/connexion?suite=${encodeURIComponent(request.params.uid)}`, 303);
  });
  app.register(async scope => {
    scope.removeAllContentTypeParsers();
    // The library reads bodies itself, with its own bounds.
    scope.addContentTypeParser('*', (_, __, done) => done(null));
    scope.all(`${mount}/*`, async (request, reply) => {
      if (request.method === 'POST' && request.url === `${mount}/device`) {
        // Codes of devices are short.
        await throttleNetwork(house, 'device code', request.ip);
      }
      const { raw } = request;
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      reply.raw.setHeader('content-security-policy', contentPolicyFor('forms-elsewhere'));
      reply.hijack();
      // Whatever name the client used, the house has one.
      raw.headers.host = new URL(options.origin()).host;
      Object.assign(raw, { originalUrl: raw.url });
      raw.url = raw.url!.slice(mount.length);
      await provider().callback()(raw, reply.raw);
    });
  });

  const clockwork = [
    setInterval(() => void quietly(tellEnded), tellEvery),
    setInterval(() => void quietly(readKeys), readKeysEvery),
  ];
  for (const timer of clockwork) timer.unref();

  async function readKeys(): Promise<void> {
    const read = await options.readKeys();
    if (read[0]?.kid !== keys[0]?.kid) current = undefined;
    keys = read;
    await forgetExpired(house);
  }

  async function tellEnded(): Promise<void> {
    for (const { accountId, applications } of await takeEnded(house, toldAtOnce)) {
      await Promise.all(applications.map(({ clientId, sid }) => tellOne(accountId, clientId, sid)));
    }
  }

  async function tellOne(accountId: AccountId, clientId: string, sid: string): Promise<void> {
    const client = (await provider().Client.find(clientId)) as ToldClient | undefined;
    if (client?.backchannelLogoutUri === undefined) return;
    // An application that does not answer finds its tokens dead at their next use all the same.
    const told = await client.backchannelLogout(String(accountId), sid).then(
      () => true,
      () => false,
    );
    house.log.info('back-channel-logout', { account: accountId, client: clientId, told });
  }

  async function quietly(work: () => Promise<void>): Promise<void> {
    await work().catch(error => house.log.warn('oidc-clockwork', { error: error as Error }));
  }

  return {
    async leave(cookie) {
      const session = /(?:^|;\s*)_session=([\w-]+)/.exec(cookie ?? '')?.[1];
      if (session !== undefined) await endOidcSession(house, session);
    },
    tellEnded,
    close: () => clockwork.forEach(clearInterval),
  };
}

/** Who is in, and as well as was asked: the authorization goes on. Else they sign in first, once again where it must be. */
async function interact(
  provider: Provider,
  actor: SessionActor | null,
  ...[request, response]: Parameters<Provider['interactionDetails']>
): Promise<'answered' | 'sign-in'> {
  const details = await provider.interactionDetails(request, response);
  const { reasons } = details.prompt;
  const wantsStrong = reasons.some(reason => reason.startsWith('essential_acr'));
  const wantsAgain = reasons.includes('login_prompt') || reasons.includes('max_age');
  if (actor === null || actor.renew || actor.enrol) return 'sign-in';
  if (wantsAgain || (wantsStrong && !actor.strong)) {
    // A session other than the one that was there when the question came: they signed in since.
    const former = details.lastSubmission?.session;
    if (former === undefined) {
      details.lastSubmission = { session: actor.sessionId };
      await details.persist();
    }
    if (former === undefined || former === actor.sessionId) return 'sign-in';
  }
  if (wantsStrong && !actor.strong) {
    const result = { error: 'access_denied', error_description: 'no second factor is set up for this account' };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    return 'answered';
  }
  const login = {
    accountId: String(actor.accountId),
    acr: actor.strong ? levels.strong : levels.plain,
    amr: actor.strong ? ['mfa'] : ['pwd'],
  };
  // Consent was given by an administrator, for everybody.
  await provider.interactionFinished(request, response, { login, consent: {} }, { mergeWithLastSubmission: false });
  return 'answered';
}
