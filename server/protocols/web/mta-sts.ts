/** The house's own MTA-STS policy, where the world looks for it: `https://mta-sts.<domain>/.well-known/mta-sts.txt`. RFC 8461 §3.3 */
import type { FastifyInstance } from 'fastify';
import type { House } from '../../services/house.ts';
import { ownStsPolicy } from '../../services/queue/published.ts';

/** Answered under the policy host of each mail domain, and under no other name: a policy speaks for its domain alone. */
export function mtaStsRoutes(app: FastifyInstance, house: Pick<House, 'domains' | 'hostName'>): void {
  const hosts = new Set(house.domains.map(domain => `mta-sts.${domain}`));
  app.get('/.well-known/mta-sts.txt', async (request, reply) => {
    if (!hosts.has(request.hostname.toLowerCase())) return reply.callNotFound();
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'max-age=3600').send(ownStsPolicy(house));
  });
}
