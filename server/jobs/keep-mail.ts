/**
 * What mail needs by the clock: reports of yesterday written, what is too old forgotten. Looked at each hour, on every node:
 * each of both does no harm when it is done again.
 */
import type { Dns } from '../peers/dns.ts';
import type { House } from '../services/house.ts';
import { forgetOldMail } from '../services/queue/forget.ts';
import { sendReports } from '../services/queue/reports/send.ts';

export type MailKeeping = {
  /** Does now what is due; failures are logged, and tried again at the next hour. */
  look(): Promise<void>;
  close(): Promise<void>;
};

const lookEvery = 3_600_000;

/** @param reports whether reports are sent to the domains that ask for them */
export function startMailKeeping(house: House, dns: Dns, { reports }: { readonly reports: boolean }): MailKeeping {
  let looking: Promise<void> = Promise.resolve();

  async function each(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      house.log.warn('mail-keeping-failed', { work: name, error: error as Error });
    }
  }

  function look(): Promise<void> {
    looking = looking.then(async () => {
      if (reports) await each('reports', () => sendReports(house, dns));
      await each('forget', () => forgetOldMail(house));
    });
    return looking;
  }

  const timer = setInterval(look, lookEvery);
  timer.unref();
  return {
    look,
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
