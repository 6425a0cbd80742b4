import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { passkeyAnswer, passkeyMade, passkeyRemove } from '@vaguemestre/contract/passkey.ts';
import type { SignInReply } from '@vaguemestre/contract/session.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { House } from '../../services/house.ts';
import {
  askForPasskey,
  beginPasskey,
  enterByPasskey,
  finishPasskey,
  removePasskey,
  type Site,
} from '../../services/signing-in/passkeys.ts';
import { setCookie } from './cookie.ts';
import { post, postSignedIn } from './route.ts';

const nothing = z.object({});

/** Keys made on the account page, and the sign-in they open: `contract/passkey.ts`. */
export function passkeyRoutes(app: FastifyInstance, house: House, portalName: string): void {
  /** The host name the page was asked under: a browser lets a key of that very name answer, and no other. */
  function siteOf({ host, hostname }: FastifyRequest): Site {
    return { rpId: hostname, origin: `https://${host}`, name: portalName };
  }

  post(
    app,
    '/api/session/passkey/begin',
    nothing,
    async (_, { request }) => await askForPasskey(house, siteOf(request)),
  );
  post(app, '/api/session/passkey', passkeyAnswer, async ({ response }, exchange): Promise<SignInReply> => {
    const answer = response as unknown as AuthenticationResponseJSON;
    setCookie(exchange.reply, await enterByPasskey(house, siteOf(exchange.request), answer, exchange));
    return { outcome: 'signed-in' };
  });
  postSignedIn(app, house, '/api/account/passkeys/begin', nothing, async (actor, _, { request }) => {
    return await beginPasskey(house, actor, siteOf(request));
  });
  postSignedIn(app, house, '/api/account/passkeys', passkeyMade, async (actor, { name, response }, { request }) => {
    const made = { name, response: response as unknown as RegistrationResponseJSON };
    await finishPasskey(house, actor, siteOf(request), made);
    return { done: true };
  });
  postSignedIn(app, house, '/api/account/passkeys/remove', passkeyRemove, async (actor, { id }) => {
    await removePasskey(house, actor, id);
    return { done: true };
  });
}
