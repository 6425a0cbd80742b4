/**
 * Our side of OpenID Connect where somebody else says who people are: a provider of the State, such as ProConnect. Code
 * flow with PKCE, state and nonce; the answer's signature, issuer and audience are checked by the library.
 */
import * as oidc from 'openid-client';
import type { Trip } from '../../../services/signing-in/provider-trips.ts';

export type Provider = {
  /** As people know it, on the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  /** Levels that are accepted; empty, any. */
  readonly levels: readonly string[];
  /** Levels that count as a second factor. */
  readonly strongLevels: readonly string[];
  /** How the provider signs what it says of people, where it does; null: plain JSON over TLS. */
  readonly userInfoAlgorithm: string | null;
  /** Asks the provider's machines: the one door for connections to others. */
  readonly ask: (asked: {
    readonly uri: string;
    readonly method: 'GET' | 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  }) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }>;
};

/** What the provider vouches for. */
export type Answer = { readonly email: string; readonly strong: boolean; readonly idToken: string };

/** The provider's answer is not one that opens a session: `why` is for the log. */
export class ProviderFailure extends Error {
  readonly why: 'level' | 'email' | 'refused';

  constructor(why: ProviderFailure['why'], cause?: unknown) {
    super(`the provider's answer will not do: ${why}`, { cause });
    this.why = why;
  }
}

export type ProviderClient = {
  /** Where the browser goes. */
  authorization(trip: Trip, returnTo: string): Promise<string>;
  /** @throws ProviderFailure */
  answer(trip: Trip, returned: URL): Promise<Answer>;
  /** Where the browser goes to leave there too; null where the provider offers none. */
  leaving(idToken: string, returnTo: string): Promise<string | null>;
};

export function createProviderClient(provider: Provider): ProviderClient {
  const { issuer, clientId, secret, levels, strongLevels, userInfoAlgorithm, ask } = provider;
  let found: Promise<oidc.Configuration> | undefined;

  /** Read at first use, and again after a failure: a provider that is down keeps nobody from starting. */
  async function configuration(): Promise<oidc.Configuration> {
    const signed = userInfoAlgorithm === null ? {} : { userinfo_signed_response_alg: userInfoAlgorithm };
    const metadata = { client_secret: secret, ...signed };
    found ??= oidc.discovery(new URL(issuer), clientId, metadata, undefined, { [oidc.customFetch]: fetchBy(ask) });
    try {
      return await found;
    } catch (error) {
      found = undefined;
      throw new ProviderFailure('refused', error);
    }
  }

  return {
    async authorization({ state, nonce, verifier }, returnTo) {
      const claims = { id_token: { acr: { essential: true, values: levels } } };
      return oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: returnTo,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(levels.length === 0 ? {} : { acr_values: levels.join(' '), claims: JSON.stringify(claims) }),
      }).href;
    },
    async answer({ state, nonce, verifier }, returned) {
      const config = await configuration();
      const expected = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const { tokens, claims, info } = await read(config, returned, expected).catch(error => {
        throw new ProviderFailure('refused', error);
      });
      const level = typeof claims.acr === 'string' ? claims.acr : '';
      if (levels.length > 0 && !levels.includes(level)) throw new ProviderFailure('level');
      const { email, email_verified: verified } = { ...info, ...claims };
      if (typeof email !== 'string' || verified === false) throw new ProviderFailure('email');
      return { email, strong: strongLevels.includes(level), idToken: tokens.id_token! };
    },
    async leaving(idToken, returnTo) {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: returnTo }).href;
    },
  };
}

async function read(config: oidc.Configuration, returned: URL, expected: oidc.AuthorizationCodeGrantChecks) {
  const tokens = await oidc.authorizationCodeGrant(config, returned, { ...expected, idTokenExpected: true });
  const claims = tokens.claims()!;
  const info: Partial<oidc.UserInfoResponse> =
    typeof claims.email === 'string' ? {} : await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  return { tokens, claims, info };
}

/** The library's fetch, by our own way out. */
function fetchBy(ask: Provider['ask']): oidc.CustomFetch {
  return async (uri, { method, headers, body }) => {
    const sent = body === undefined || body === null ? {} : { body: String(body) };
    const {
      status,
      headers: said,
      body: bytes,
    } = await ask({
      uri,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...sent,
    });
    return new Response(new Uint8Array(bytes), { status, headers: said });
  };
}
