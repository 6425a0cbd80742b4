import type { BlobHash, EmailId } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import { readEmails } from '../../store/emails.ts';
import { type CampaignId, joinCampaign } from '../../store/phishing-campaigns.ts';
import { findExerciseMessages } from '../../store/phishing-exercises.ts';
import { findCampaignOf } from '../../store/phishing-holders.ts';
import { readJudgements } from '../../store/phishing-judgements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { noteReaction } from './react.ts';
import { campaignDays } from './report.ts';

/**
 * Somebody insisted on a link or an answer that was held from them. Nothing is refused: the analyst must know whom to warn.
 * What was reported or found suspect is noted, and of an exercise nothing. Suspect mail that nobody reported joins the queue:
 * somebody has just trusted it.
 * @throws Refusal no-such-message where the actor has no such email
 */
export async function insist(
  house: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  emailId: EmailId,
  kind: 'followed' | 'answered',
): Promise<void> {
  const { database } = house.store;
  const email = (await readEmails(database, actor.accountId, [emailId], ['body'])).get(emailId);
  if (email === undefined) throw new Refusal('no-such-message');
  if ((await findExerciseMessages(database, [email.blob])).size > 0) return;
  const campaignId = (await findCampaignOf(database, email.blob)) ?? (await openSuspected(house, email.blob));
  if (campaignId !== null) await noteReaction(house, actor.accountId, campaignId, kind);
}

async function openSuspected(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  blob: BlobHash,
): Promise<CampaignId | null> {
  const said = (await readJudgements(store.database, [blob])).get(blob.toString('hex'));
  if (said === undefined || (said.level !== 'suspect' && said.level !== 'strong')) return null;
  const at = clock.now();
  const since = new Date(at.getTime() - campaignDays * 86_400_000);
  return await store.database.transaction(tx => joinCampaign(tx, said, since, at));
}
