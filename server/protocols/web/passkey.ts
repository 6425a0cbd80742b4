import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { passkeyAnswer, passkeyMade, passkeyRemove } from '@vaguemestre/contract/passkey.ts';
import type { SignInReply } from '@vaguemestre/contract/session.ts';
import type { FastifyInstance } from 'fastify';
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
import { closeSession, openSession } from '../../services/signing-in/sessions.ts';
import { readCookie, setCookie } from './cookie.ts';
import { post, postSignedIn } from './route.ts';

const nothing = z.object({});

/** Keys are bound to the host name of the settings, whatever name a request came under. */
export function siteAt(host: string, name: string): Site {
  return { rpId: host.replace(/:\d+$/, ''), origin: `https://${host}`, name };
}

/** Keys made on the account page, and the sign-in they open: `contract/passkey.ts`. */
export function passkeyRoutes(app: FastifyInstance, house: House, site: () => Site): void {
  post(app, '/api/session/passkey/begin', nothing, async () => await askForPasskey(house, site()));
  post(app, '/api/session/passkey', passkeyAnswer, async ({ response }, exchange): Promise<SignInReply> => {
    const answer = response as unknown as AuthenticationResponseJSON;
    const token = await enterByPasskey(house, site(), answer, exchange);
    const former = readCookie(exchange.request);
    if (former !== null) await closeSession(house, former);
    setCookie(exchange.reply, token);
    return { outcome: 'signed-in' };
  });
  postSignedIn(
    app,
    house,
    '/api/account/passkeys/begin',
    nothing,
    actor => beginPasskey(house, actor, site()),
    'enrolling',
  );
  postSignedIn(
    app,
    house,
    '/api/account/passkeys',
    passkeyMade,
    async (actor, { name, response }, exchange) => {
      const made = { name, response: response as unknown as RegistrationResponseJSON };
      await finishPasskey(house, actor, site(), made);
      // The key that was due is there, and its owner has just used it.
      if (actor.enrol) {
        const { remote, client } = exchange;
        setCookie(
          exchange.reply,
          await openSession(house, actor, { remote, client, strong: true, since: actor.openedAt }),
        );
      }
      return { done: true };
    },
    'enrolling',
  );
  postSignedIn(app, house, '/api/account/passkeys/remove', passkeyRemove, async (actor, { id }) => {
    await removePasskey(house, actor, id);
    return { done: true };
  });
}
