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

/** A `POST` whose JSON body follows a schema of the contract: parsed at the door, trusted inside. `bodyLimit` in octets. */
export function post<Body, Answer>(
  app: FastifyInstance,
  path: string,
  body: z.ZodMiniType<Body>,
  answer: (body: Body, exchange: Exchange) => Promise<Answer>,
  { bodyLimit }: { readonly bodyLimit?: number } = {},
): void {
  app.post(path, bodyLimit === undefined ? {} : { bodyLimit }, async (request, reply) => {
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
  more: 'to-all' | 'enrolling' | 'settled' | { readonly bodyLimit: number } = 'settled',
): void {
  const answerTo = async (parsed: Body, exchange: Exchange): Promise<Answer> => {
    const actor = await requireSession(house, exchange.request);
    if (actor.renew && more !== 'to-all') throw new WebRefusal('renewal-needed');
    if (actor.enrol && more !== 'to-all' && more !== 'enrolling') throw new WebRefusal('enrolment-needed');
    return await answer(actor, parsed, exchange);
  };
  post(app, path, body, answerTo, typeof more === 'object' ? more : {});
}

/** A `GET` for who is signed in and owes no new password and no second factor. */
export function getSignedIn<Answer>(
  app: FastifyInstance,
  house: House,
  path: string,
  answer: (actor: SessionActor, request: FastifyRequest) => Promise<Answer>,
): void {
  app.get(path, async request => {
    const actor = await requireSession(house, request);
    if (actor.renew) throw new WebRefusal('renewal-needed');
    if (actor.enrol) throw new WebRefusal('enrolment-needed');
    return await answer(actor, request);
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

/** The query of an address, by a schema of the contract. @throws WebRefusal bad-request */
export function readQuery<Query>(schema: z.ZodMiniType<Query>, request: FastifyRequest): Query {
  const parsed = schema.safeParse(request.query);
  if (!parsed.success) throw new WebRefusal('bad-request');
  return parsed.data;
}
