import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import { WebRefusal } from './replies.ts';

/** What a route may need of the request beside its checked body. */
export type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly remote: string };

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
    return await answer(parsed.data, { request, reply, remote: request.ip });
  });
}
