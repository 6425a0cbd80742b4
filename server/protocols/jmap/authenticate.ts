import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../services/actor.ts';
import type { House } from '../../services/house.ts';
import { readBasic } from '../wire/basic.ts';

/** Another way to know who asks (the portal's session, a token); null where the request bears nothing of its kind. */
export type Authenticate = (request: FastifyRequest) => Promise<Actor | null>;

/**
 * Who asks: by what the house's other doors know, else by Basic with an address and its password. Null where the request
 * says nothing that can be understood. rfc/8620#8.2, rfc/7617
 * @throws Refusal of the sign-in
 */
export async function authenticate(
  house: Pick<House, 'signIn'>,
  request: FastifyRequest,
  other: Authenticate | undefined,
): Promise<Actor | null> {
  const known = await other?.(request);
  if (known) return known;
  const credentials = readBasic(request.headers.authorization);
  return credentials === null ? null : await house.signIn({ ...credentials, door: 'jmap', remote: request.ip });
}
