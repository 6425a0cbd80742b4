import { forgetExpired } from '../../store/sieve-memories.ts';
import type { House } from '../house.ts';

/** Drops what scripts need not remember any more: for the clock, once a day. @returns how many memories went */
export async function forgetFilterMemories({
  store,
  clock,
  log,
}: Pick<House, 'store' | 'clock' | 'log'>): Promise<number> {
  const forgotten = await forgetExpired(store.database, clock.now());
  log.info('filter-memories-forgotten', { forgotten });
  return forgotten;
}
