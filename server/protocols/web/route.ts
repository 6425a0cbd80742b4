import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import type { House } from '../../services/house.ts';
import { readSession, type SessionActor } from '../../services/signing-in/sessions.ts';
import { readCookie } from './cookie.ts';
import { WebRefusal } from './replies.ts';

/** What a route may need of the request beside its checked body. */
export type Exchange = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly remote: string;
  /** What the browser says it is. */
  readonly client: string;
};

/** A `POST` whose JSON body follows a schema of the contract: parsed at the door, trusted inside. */
export function post<Body, Answer>(
  app: FastifyInstance,
  path: string,
  body: z.ZodMiniType<Body>,
  answer: (body: Body, exchange: Exchange) => Promise<Answer>,
): void {
  app.post(path, async (request, reply) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success) throw new WebRefusal('bad-request');
    return await answer(parsed.data, exchangeOf(request, reply));
  });
}

/**
 * As `post`, for who is signed in. What is open `to-all` works before a password that is too old is renewed; `enrolling`
 * before a second factor that is due is set up.
 */
export function postSignedIn<Body, Answer>(
  app: FastifyInstance,
  house: House,
  path: string,
  body: z.ZodMiniType<Body>,
  answer: (actor: SessionActor, body: Body, exchange: Exchange) => Promise<Answer>,
  open: 'to-all' | 'enrolling' | 'settled' = 'settled',
): void {
  post(app, path, body, async (parsed, exchange) => {
    const actor = await requireSession(house, exchange.request);
    if (actor.renew && open !== 'to-all') throw new WebRefusal('renewal-needed');
    if (actor.enrol && open === 'settled') throw new WebRefusal('enrolment-needed');
    return await answer(actor, parsed, exchange);
  });
}

/** @throws WebRefusal not-signed-in */
export async function requireSession(house: House, request: FastifyRequest): Promise<SessionActor> {
  const token = readCookie(request);
  const actor = token === null ? null : await readSession(house, token);
  if (actor === null) throw new WebRefusal('not-signed-in');
  return actor;
}

function exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange {
  return { request, reply, remote: request.ip, client: request.headers['user-agent'] ?? '' };
}
