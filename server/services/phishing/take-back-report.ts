import type { EmailId } from '../../model/email.ts';
import { markRestored } from '../../store/phishing-removals.ts';
import { deleteReport, dropEmptyCampaign, findOwnReports } from '../../store/phishing-reports.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { restore } from './pull-back.ts';

/**
 * Somebody takes back their own report while nobody has decided about it: the message is where it was, and the report is
 * as if it had never been.
 * @returns how many came back
 */
export async function takeBackReport(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  emailIds: readonly EmailId[],
): Promise<number> {
  const { accountId } = actor;
  const at = clock.now();
  const reports = await findOwnReports(store.database, accountId, emailIds);
  await store.database.transaction(async tx => {
    for (const { blob, removalId, campaignId } of reports) {
      await deleteReport(tx, accountId, blob);
      await markRestored(tx, removalId, accountId, at);
      await dropEmptyCampaign(tx, campaignId);
    }
  });
  for (const { removalId } of reports) await restore(store, removalId, at);
  return reports.length;
}
