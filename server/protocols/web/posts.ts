import { holderEnd, holderName, holdersRequest } from '@vaguemestre/contract/posts.ts';
import type { FastifyInstance } from 'fastify';
import type { AccountId } from '../../model/account.ts';
import type { House } from '../../services/house.ts';
import { endHolder, listHolders, nameHolder } from '../../services/people/posts.ts';
import { postSignedIn } from './route.ts';

/** Offices and their holders: `contract/posts.ts`. */
export function postsRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(app, house, '/api/posts/holders', holdersRequest, async (actor, { uai }) => ({
    holders: await listHolders(house, actor, uai.toUpperCase()),
  }));
  postSignedIn(app, house, '/api/posts/name', holderName, async (actor, { uai, accountId, part, ...days }) => {
    const firstDay = days.firstDay === undefined ? {} : { firstDay: days.firstDay };
    const wish = { uai: uai.toUpperCase(), accountId: accountId as AccountId, part, lastDay: days.lastDay ?? null };
    return { id: await nameHolder(house, actor, { ...wish, ...firstDay }) };
  });
  postSignedIn(app, house, '/api/posts/end', holderEnd, async (actor, { id }) => {
    await endHolder(house, actor, id);
    return { done: true };
  });
}
