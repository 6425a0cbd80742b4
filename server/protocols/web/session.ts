import {
  type SessionReply,
  type SignInReply,
  type SignOutReply,
  signInRequest,
} from '@vaguemestre/contract/session.ts';
import type { FastifyInstance } from 'fastify';
import type { House } from '../../services/house.ts';
import { enterPortal } from '../../services/signing-in/enter-portal.ts';
import { closeSession, readSession } from '../../services/signing-in/sessions.ts';
import { drawToken } from '../../services/signing-in/tokens.ts';
import { clearCookie, readCookie, readDevice, setCookie, setDevice } from './cookie.ts';
import type { Oidc } from './oidc/routes.ts';
import type { ProviderSignIn } from './provider/routes.ts';
import { post } from './route.ts';

/** Signing in and out of the portal: `contract/session.ts`. */
export function sessionRoutes(
  app: FastifyInstance,
  house: House,
  oidc: Oidc | undefined,
  provider: ProviderSignIn | undefined,
): void {
  post(app, '/api/session', signInRequest, async (body, { request, reply, remote, client }): Promise<SignInReply> => {
    const device = readDevice(request) ?? drawToken(house.random);
    const token = await enterPortal(house, { ...body, remote, client, device });
    setDevice(reply, device);
    if (token === null) return { outcome: 'second-factor' };
    // A session that was there before ends: nobody's token survives somebody's sign-in.
    const former = readCookie(request);
    if (former !== null) await closeSession(house, former);
    setCookie(reply, token);
    return { outcome: 'signed-in' };
  });

  app.get('/api/session', async (request): Promise<SessionReply> => {
    const token = readCookie(request);
    const actor = token === null ? null : await readSession(house, token);
    return { address: actor?.address ?? null, renew: actor?.renew ?? false, enrol: actor?.enrol ?? false };
  });

  app.delete('/api/session', async (request, reply): Promise<SignOutReply> => {
    const token = readCookie(request);
    const next = token === null ? null : ((await provider?.leaving(token)) ?? null);
    if (token !== null) await closeSession(house, token);
    await oidc?.leave(request.headers.cookie);
    clearCookie(reply);
    return { done: true, next };
  });
}
