/** What a client of JMAP moves into the reporting mailbox is a report, as it is by IMAP. */
import type { EmailId } from '../../model/email.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { type Reason, Refusal } from '../../model/refusal.ts';
import { listMailboxes } from '../../store/mailboxes.ts';
import { placementsOf } from '../../store/placements.ts';
import type { House } from '../house.ts';
import type { Access } from '../mailboxes/access.ts';
import { report } from '../phishing/report.ts';
import type { EmailChange } from './change.ts';

/**
 * Reports the emails that these changes would put into the reporting mailbox: they leave from where they are, so that those
 * found harmless come back there. One step of its own, before the other changes.
 * @returns of the emails that were meant as reports, why not, or null where it was done; no others
 */
export async function reportMoved(
  { store, clock, phishing }: Pick<House, 'store' | 'clock' | 'phishing'>,
  { accountId, actor, rights }: Access,
  changes: readonly EmailChange[],
): Promise<ReadonlyMap<EmailId, Reason | null>> {
  const outcomes = new Map<EmailId, Reason | null>();
  const moving = changes.filter(each => each.mailboxes !== undefined);
  // Of another's mail only its owner reports.
  if (phishing === undefined || rights !== null || moving.length === 0) return outcomes;
  const to = (await listMailboxes(store.database, accountId)).find(({ role }) => role === 'report');
  if (to === undefined) return outcomes;
  const placements = await placementsOf(store.database, accountId, [...new Set(moving.map(each => each.emailId))]);
  const held = Map.groupBy(placements, placement => placement.emailId);
  const meant = new Map<MailboxId, typeof placements>();
  for (const { emailId, mailboxes } of moving) {
    const [first, ...others] = held.get(emailId) ?? [];
    if (first === undefined) continue;
    const here = new Set([first, ...others].map(({ mailboxId }) => mailboxId));
    if (here.has(to.id) || mailboxes?.(here)?.has(to.id) !== true) continue;
    meant.set(first.mailboxId, [...(meant.get(first.mailboxId) ?? []), first]);
  }
  for (const [mailboxId, group] of meant) {
    const uids = group.map(({ uid }) => uid);
    const refused = await report(
      { store, clock },
      phishing.watch.facts(),
      actor,
      { accountId, mailboxId },
      uids,
      'webmail',
    ).then(
      campaigns => {
        phishing.reported(campaigns);
        return null;
      },
      (error: unknown) => {
        if (error instanceof Refusal) return error.reason;
        throw error;
      },
    );
    for (const { emailId } of group) outcomes.set(emailId, refused);
  }
  return outcomes;
}
