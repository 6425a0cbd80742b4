import { parisDate } from '../../model/clock.ts';
import { noticeLimit } from '../../model/service-period.ts';
import { closeDue, markLeaving } from '../../store/account-days.ts';
import type { House } from '../house.ts';

/**
 * Brings every account to the state that today's date gives it (R26): leaving when the last day of service is near, closed
 * after the thirtieth day behind it. Called at the start and after each midnight of Paris; a second call changes nothing,
 * and one after an outage catches up.
 */
export async function advanceDay({
  store,
  clock,
  log,
}: Pick<House, 'store' | 'clock' | 'log'>): Promise<{ leaving: number; closed: number }> {
  const now = clock.now();
  const today = parisDate(now);
  const moved = await store.database.transaction(async tx => {
    const leaving = await markLeaving(tx, noticeLimit(today));
    const closed = await closeDue(tx, today, now);
    return { leaving: leaving.length, closed: closed.length };
  });
  log.info('day-advanced', { today, ...moved });
  return moved;
}
