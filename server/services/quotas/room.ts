import { readQuota } from '../../store/mail-accounts.ts';
import { listUsed } from '../../store/quotas.ts';
import { listDuplicates, listHeaviest, listHeaviestThreads, sumByYear } from '../../store/room.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { forecastFull } from './forecast.ts';

/** Messages and threads shown at most, and duplicates counted. */
const shown = 50;
const duplicatesShown = 500;

/** What takes the actor's room, and when it will be full. R37 */
export async function readRoom({ store: { database } }: Pick<House, 'store'>, { accountId }: Actor) {
  const [quota, used, years, heaviest, threads, duplicates] = await Promise.all([
    readQuota(database, accountId),
    listUsed(database, accountId),
    sumByYear(database, accountId),
    listHeaviest(database, accountId, shown),
    listHeaviestThreads(database, accountId, shown),
    listDuplicates(database, accountId, duplicatesShown),
  ]);
  const { usedBytes = 0, allowedBytes = 0 } = quota ?? {};
  return { usedBytes, allowedBytes, fullOn: forecastFull(used, allowedBytes), years, heaviest, threads, duplicates };
}
