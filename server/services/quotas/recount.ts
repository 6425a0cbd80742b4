import { parisDate } from '../../model/clock.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { listMiscounted, recountUsed } from '../../store/quotas.ts';
import type { House } from '../house.ts';

/** Days in which every account is looked at once. */
const parts = 7;

/**
 * Compares the counter of used octets with the messages themselves, and mends it under the account's lock. Every writer
 * keeps it exact: a correction is a bug somewhere, and is told loudly. @returns how many were wrong
 */
export async function recountQuotas({ store, clock, log }: Pick<House, 'store' | 'clock' | 'log'>): Promise<number> {
  const today = Date.parse(parisDate(clock.now())) / 86_400_000;
  let wrong = 0;
  for (const accountId of await listMiscounted(store.database, today % parts, parts)) {
    const { off, modseq } = await store.database.transaction(async tx => {
      const modseq = await raiseModSeq(tx, accountId);
      return { off: await recountUsed(tx, accountId), modseq };
    });
    if (off === 0) continue;
    wrong++;
    log.warn('quota-corrected', { account: accountId, bytes: off });
    store.changes.announce({ accountId, modseq, kinds: ['quota'] });
  }
  return wrong;
}
