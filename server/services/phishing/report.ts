/**
 * A person reports messages: they leave the mailbox at once (and can come back), what they ask for is held back from
 * everybody else who got them, and they join the campaign an analyst will decide about. A report alone never touches
 * another mailbox: a thousand false ones, or one about the rectorat's own circular, only fill a queue.
 */
import { parseMessage } from '../../formats/message/parse.ts';
import type { ModSeq } from '../../model/change.ts';
import type { BlobHash, EmailId } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { readEmails } from '../../store/emails.ts';
import { type CampaignId, joinCampaign } from '../../store/phishing-campaigns.ts';
import { findExerciseMessages } from '../../store/phishing-exercises.ts';
import { type Likeness, readJudgements } from '../../store/phishing-judgements.ts';
import { insertRemoval, removeTargets } from '../../store/phishing-removals.ts';
import { countReports, insertReports, type Report } from '../../store/phishing-reports.ts';
import { readPlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type MailboxRef, requireRights } from '../mailboxes/permission.ts';
import type { HouseFacts } from './context.ts';
import { likenessOf } from './likeness.ts';
import { lookAt } from './look.ts';

export type ReportDoor = 'webmail' | 'portal' | 'folder' | 'address';

/** Messages one person may report in a day, and in one gesture. */
export const reportsPerDay = 100;
export const reportsAtOnce = 50;
const day = 86_400_000;
/** Reports of the same mail this far apart are the same campaign. */
export const campaignDays = 30;

/**
 * @returns the campaigns the messages joined, each once; messages that are gone are passed over
 * @throws Refusal too-many-reports (today, or in one gesture), not-permitted, no-such-mailbox
 */
export async function report(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  facts: HouseFacts,
  actor: Actor,
  mailbox: MailboxRef,
  uids: readonly Uid[],
  door: ReportDoor,
): Promise<CampaignId[]> {
  await requireRights(store.database, actor, mailbox, ['r', 't', 'e']);
  const { accountId, mailboxId } = mailbox;
  const at = clock.now();
  if (uids.length > reportsAtOnce) throw new Refusal('too-many-reports');
  const today = await countReports(store.database, accountId, new Date(at.getTime() - day));
  if (today + uids.length > reportsPerDay) throw new Refusal('too-many-reports');

  const placements = await readPlacements(store.database, accountId, mailboxId, [...uids]);
  const emails = await readEmails(
    store.database,
    accountId,
    [...new Set(placements.map(each => each.emailId))],
    ['body'],
  );
  const like = await likenesses(store, facts, [...emails.values()]);
  const since = new Date(at.getTime() - campaignDays * day);
  const exercises = await findExerciseMessages(
    store.database,
    [...emails.values()].map(({ blob }) => blob),
  );
  const done = await store.database.transaction(async tx => {
    const reports: Report[] = [];
    let touched = 0 as ModSeq;
    for (const { id, blob } of emails.values()) {
      const hash = blob.toString('hex');
      const campaignId = exercises.get(hash) ?? (await joinCampaign(tx, like.get(hash)!, since, at));
      const removalId = await insertRemoval(tx, { campaignId, kind: 'report', at, by: actor.accountId });
      const removed = await removeTargets(tx, removalId, [{ accountId, emailId: id }], at);
      for (const { modseq } of removed) if (modseq > touched) touched = modseq;
      reports.push({ accountId, blob, campaignId, emailId: id, door, reportedAt: at, removalId });
    }
    if (reports.length > 0) await insertReports(tx, reports);
    return { reports, touched };
  });
  if (done.touched > 0) {
    store.changes.announce({ accountId, modseq: done.touched, kinds: ['email', 'mailbox', 'quota'] });
  }
  return [...new Set(done.reports.map(each => each.campaignId))];
}

/** What each message is recognised by: kept at delivery, or read from its bytes where it came before there was a judge. */
async function likenesses(
  store: House['store'],
  facts: HouseFacts,
  emails: readonly { readonly id: EmailId; readonly blob: BlobHash }[],
): Promise<Map<string, Likeness>> {
  const blobs = emails.map(({ blob }) => blob);
  const known = new Map<string, Likeness>(await readJudgements(store.database, blobs));
  for (const blob of blobs) {
    const hash = blob.toString('hex');
    if (known.has(hash)) continue;
    const bytes = await store.blobs.read(blob);
    known.set(hash, likenessOf(lookAt(bytes, parseMessage(bytes)), facts));
  }
  return known;
}
