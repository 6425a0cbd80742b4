/**
 * The house as an OpenID Connect provider (OpenID Connect Core 1.0; rfc/6749, rfc/7636, rfc/8628, rfc/8252): the library
 * speaks, this file says what the house allows. Codes with PKCE only; consent was given by an administrator for everybody;
 * a session of the portal is behind every authorization, and its end is theirs.
 */
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Provider, { type AdapterFactory, type Configuration, interactionPolicy, type JWK } from 'oidc-provider';
import type { AccountId } from '../../../model/account.ts';
import type { House } from '../../../services/house.ts';
import { type Application, applicationScopes, findApplication } from '../../../services/oidc/applications.ts';
import { type Artifacts, createArtifacts } from '../../../services/oidc/artifacts.ts';
import { claimsOf, pairwiseName } from '../../../services/oidc/claims.ts';
import { readSession, type SessionActor } from '../../../services/signing-in/sessions.ts';
import { readCookieOf } from '../cookie.ts';
import type { OidcPages } from './pages.ts';

export type ProviderOptions = {
  /** `https://host/oidc`. */
  readonly issuer: string;
  /** The first signs. */
  readonly keys: readonly JWK[];
  readonly siret: string | null;
  readonly pages: OidcPages;
  /** Tells another machine: its status. */
  readonly postForm: (uri: string, form: string) => Promise<number>;
};

/** Password alone, or with a second factor: the levels of French public services. */
export const levels = { plain: 'eidas1', strong: 'eidas2' } as const;

const minute = 60;
const day = 24 * 60 * minute;

export function createProvider(house: House, options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, configure(house, options));
  provider.on('server_error', (_, error) => house.log.error('oidc-failed', { error }));
  return provider;
}

function configure(house: House, { keys, siret, pages, postForm }: ProviderOptions): Configuration {
  return {
    adapter: ((model: string) => adapterOf(house, model)) as unknown as AdapterFactory,
    jwks: { keys: [...keys] },
    cookies: {
      keys: [createHmac('sha256', house.keys.file).update('oidc cookies').digest('base64url')],
      long: { httpOnly: true, sameSite: 'lax', secure: true },
      short: { httpOnly: true, sameSite: 'lax', secure: true },
    },
    scopes: [...applicationScopes],
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      profile: ['given_name', 'family_name', 'usual_name', 'name'],
      email: ['email', 'email_verified'],
      given_name: ['given_name'],
      usual_name: ['usual_name'],
      uid: ['uid'],
      siret: ['siret'],
      organizational_unit: ['organizational_unit'],
      belonging_population: ['belonging_population'],
    },
    acrValues: Object.values(levels),
    responseTypes: ['code'],
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: async (_, accountId, client) =>
      pairwiseName(house, String(client.sectorIdentifier ?? client.clientId), accountId),
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    routes: {
      authorization: '/authorization',
      token: '/token',
      userinfo: '/me',
      end_session: '/sign-out',
      code_verification: '/device',
      device_authorization: '/device/authorization',
    },
    interactions: { policy: policy(house), url: (_, interaction) => `/oidc/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      // How an application asks for a second factor.
      claimsParameter: { enabled: true },
      backchannelLogout: { enabled: true },
      revocation: { enabled: true },
      deviceFlow: {
        enabled: true,
        mask: '****-****',
        userCodeInputSource: (ctx, form, _, error) => pages.askCode(ctx, form, error !== undefined),
        userCodeConfirmSource: (ctx, form, client, _, code) =>
          pages.confirmCode(ctx, form, client.clientName ?? '', code),
        successSource: ctx => pages.deviceDone(ctx, ctx.oidc.client?.clientName ?? ''),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => pages.askSignOut(ctx, form),
        postLogoutSuccessSource: ctx => pages.signedOut(ctx),
      },
    },
    renderError: (ctx, out) => pages.failed(ctx, out.error),
    fetch: async (url, request) => {
      if (request?.method !== 'POST') throw new Error('applications are told, never asked');
      return new Response(null, { status: await postForm(String(url), String(request.body)) });
    },
    findAccount: async (_, id) => {
      const accountId = Number(id) as AccountId;
      if ((await claimsOf(house, accountId, siret)) === null) return undefined;
      return { accountId: id, claims: async () => ({ sub: id, ...(await claimsOf(house, accountId, siret)) }) };
    },
    // The administrator's consent: all that the application was registered for, and nothing else.
    async loadExistingGrant({ oidc }) {
      const clientId = oidc.client!.clientId;
      const known = oidc.session?.grantIdFor(clientId);
      const kept = known === undefined ? undefined : await oidc.provider.Grant.find(known);
      const grant = kept ?? new oidc.provider.Grant({ clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope(oidc.client!.scope ?? 'openid');
      await grant.save();
      return grant;
    },
    // By its registration: asking people each time, as the scope alone would demand, teaches them to agree to anything.
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 60 * minute,
      AuthorizationCode: minute,
      DeviceCode: 10 * minute,
      IdToken: 10 * minute,
      Interaction: 30 * minute,
      Session: 12 * 60 * minute,
      Grant: 90 * day,
      RefreshToken: 90 * day,
    },
  };
}

/** A portal session of the same person is behind the provider's own, whatever its cookie says. */
function policy(house: House) {
  const { Check, base } = interactionPolicy;
  const prompts = base();
  prompts.get('login')!.checks.add(
    new Check('portal_session', 'the portal is signed out', async ({ req, oidc }) => {
      const actor = await portalActor(house, req);
      return actor === null || String(actor.accountId) !== oidc.session?.accountId;
    }),
  );
  return prompts;
}

export async function portalActor(house: House, request: IncomingMessage): Promise<SessionActor | null> {
  const token = readCookieOf(request.headers.cookie);
  return token === null ? null : await readSession(house, token);
}

function adapterOf(house: House, model: string): Artifacts {
  const artifacts = createArtifacts(house, model);
  if (model !== 'Client') return artifacts;
  return {
    ...artifacts,
    async find(id) {
      const application = await findApplication(house, id);
      return application === null ? undefined : metadataOf(application);
    },
  };
}

function metadataOf(application: Application): Record<string, unknown> {
  const { clientId, name, secret, redirectUris, signOutUris, backChannelUri, pairwise, scopes } = application;
  const returns = redirectUris.length > 0;
  const refreshes = scopes.includes('offline_access') ? ['refresh_token'] : [];
  const device = secret === null ? ['urn:ietf:params:oauth:grant-type:device_code'] : [];
  return {
    client_id: clientId,
    client_name: name,
    ...(secret === null
      ? { token_endpoint_auth_method: 'none', application_type: 'native' }
      : { client_secret: secret, token_endpoint_auth_method: 'client_secret_basic' }),
    redirect_uris: redirectUris,
    post_logout_redirect_uris: signOutUris,
    ...(backChannelUri === null
      ? {}
      : { backchannel_logout_uri: backChannelUri, backchannel_logout_session_required: true }),
    subject_type: pairwise ? 'pairwise' : 'public',
    response_types: returns ? ['code'] : [],
    grant_types: [...(returns ? ['authorization_code'] : []), ...refreshes, ...device],
    scope: scopes.join(' '),
  };
}
