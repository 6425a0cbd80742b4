/** Looks every few minutes whose mailbox has become full, or has room again, and tells them. */
import type { House } from '../services/house.ts';
import { watchQuotas } from '../services/quotas/watch.ts';

export type QuotaWatch = {
  /** Looks now; resolves when everybody is told. */
  look(): Promise<void>;
  close(): Promise<void>;
};

export function startQuotaWatch(house: House, lookEvery: number): QuotaWatch {
  let looking: Promise<void> | null = null;
  const look = () => {
    looking ??= watchQuotas(house)
      .then(() => {})
      .catch(error => house.log.error('quota-watch-failed', { error: error as Error }))
      .finally(() => {
        looking = null;
      });
    return looking;
  };
  const timer = setInterval(() => void look(), lookEvery);
  timer.unref();
  return {
    look,
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
