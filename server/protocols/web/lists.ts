import { type ListRule, listName, listRule, type listsReply } from '@vaguemestre/contract/lists.ts';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { House } from '../../services/house.ts';
import { listLists, putList, removeList } from '../../services/lists/rules.ts';
import { postSignedIn } from './route.ts';

const done = { done: true } as const;

/** Lists that follow the directory: `contract/lists.ts`. */
export function listsRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(
    app,
    house,
    '/api/lists',
    z.object({}),
    async (): Promise<z.infer<typeof listsReply>> => ({
      domain: house.domains[0]!,
      lists: (await listLists(house)).map(({ populations, functions, ...list }) => ({
        ...list,
        populations: populations === null ? null : [...populations],
        functions: functions === null ? null : [...functions],
      })),
    }),
  );
  postSignedIn(app, house, '/api/lists/put', listRule, async (actor, rule: ListRule) => {
    await putList(house, actor, rule);
    return done;
  });
  postSignedIn(app, house, '/api/lists/remove', listName, async (actor, { name }) => {
    await removeList(house, actor, name);
    return done;
  });
}
