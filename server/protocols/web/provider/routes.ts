/** The way to another provider and back: `/connexion/fournisseur` leaves, `/connexion/retour` returns. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../../../model/refusal.ts';
import type { House } from '../../../services/house.ts';
import { enterByProvider } from '../../../services/signing-in/enter-by-provider.ts';
import { beginTrip, endTrip, tripOf } from '../../../services/signing-in/provider-trips.ts';
import { closeSession, readIdToken } from '../../../services/signing-in/sessions.ts';
import { readCookie, readNamed, setCookie, write } from '../cookie.ts';
import { createProviderClient, type Provider, ProviderFailure } from './client.ts';

export type ProviderSignIn = {
  /** Where a browser whose session is over goes to leave the provider too; null where it came by another way. */
  leaving(sessionToken: string): Promise<string | null>;
};

const cookie = '__Host-provider';
const cookieSeconds = 600;
/** The token, and the application that waits for the sign-in, where one does. */
const cookieForm = /^([\w-]{43})\.([\w-]{0,64})$/;

/** @param origin of the portal, as people's browsers see it */
export function providerRoutes(
  app: FastifyInstance,
  house: House,
  provider: Provider,
  origin: () => string,
): ProviderSignIn {
  const client = createProviderClient(provider);
  const returnTo = (): string => `${origin()}/connexion/retour`;

  app.get<{ Querystring: { suite?: unknown } }>('/connexion/fournisseur', async (request, reply) => {
    const { suite } = request.query;
    const asking = typeof suite === 'string' && /^[\w-]{1,64}$/.test(suite) ? suite : '';
    const token = await beginTrip(house);
    const where = await client.authorization(tripOf(token), returnTo()).catch(failed);
    if (where === null) return refuse(reply, 'fournisseur', asking);
    write(reply, cookie, `${token}.${asking}`, cookieSeconds);
    return reply.redirect(where, 303);
  });

  app.get('/connexion/retour', async (request, reply) => {
    const [, token = '', asking = ''] = cookieForm.exec(readNamed(request.headers.cookie, cookie) ?? '') ?? [];
    write(reply, cookie, '', 0);
    if (token === '' || !(await endTrip(house, token))) return refuse(reply, 'fournisseur', asking);
    const returned = new URL(request.url, origin());
    const answer = await client.answer(tripOf(token), returned).catch(failed);
    if (answer === null) return refuse(reply, 'fournisseur', asking);
    const from = { remote: request.ip, client: request.headers['user-agent'] ?? '' };
    try {
      const session = await enterByProvider(house, answer, from);
      if (session === null) return refuse(reply, 'preuve', asking);
      const former = readCookie(request);
      if (former !== null) await closeSession(house, former);
      setCookie(reply, session);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse(reply, error.reason, asking);
    }
    return reply.redirect(asking === '' ? '/' : `/oidc/interaction/${asking}`, 303);
  });

  /** An answer that will not do is somebody else's affair: said to the person, and why to the log. */
  function failed(error: unknown): null {
    if (!(error instanceof ProviderFailure)) throw error;
    house.log.warn('provider-refused', { why: error.why, error });
    return null;
  }

  return {
    async leaving(sessionToken) {
      const idToken = await readIdToken(house, sessionToken);
      return idToken === null ? null : await client.leaving(idToken, `${origin()}/`).catch(failed);
    },
  };
}

function refuse(reply: FastifyReply, why: string, asking: string): FastifyReply {
  const query = new URLSearchParams({ refus: why, ...(asking === '' ? {} : { suite: asking }) });
  return reply.redirect(`/connexion?${query}`, 303);
}
