/** The mailbox by which any mail program reports: what is moved or copied there is a report, and stays nowhere. */
import type { ModSeq } from '../../model/change.ts';
import type { Uid } from '../../model/mailbox.ts';
import { readModSeq } from '../../store/mail-accounts.ts';
import { readMailbox } from '../../store/mailboxes.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from '../mailboxes/permission.ts';
import { report } from './report.ts';

/**
 * Reports messages that somebody puts into their reporting mailbox. They leave from where they are, so that those found
 * harmless come back there.
 * @returns a modseq at which they are gone; null where `to` is an ordinary mailbox, and nothing was done
 * @throws Refusal as `report`
 */
export async function reportIfPutThere(
  house: Pick<House, 'store' | 'clock' | 'phishing'>,
  actor: Actor,
  from: MailboxRef,
  uids: readonly Uid[],
  to: MailboxRef,
): Promise<ModSeq | null> {
  const { store, phishing } = house;
  if (phishing === undefined || to.accountId !== actor.accountId) return null;
  if ((await readMailbox(store.database, to.accountId, to.mailboxId))?.role !== 'report') return null;
  phishing.reported(await report(house, phishing.watch.facts(), actor, from, uids, 'folder'));
  return (await readModSeq(store.database, from.accountId))?.modseq ?? (0 as ModSeq);
}
