/** Who acted on a campaign's mail before it was known hears what it was and what to do, once, in the words of a template. */

import type { Change } from '../../model/change.ts';
import { Refusal } from '../../model/refusal.ts';
import type { CampaignId } from '../../store/phishing-campaigns.ts';
import { claimUnwarned } from '../../store/phishing-reports.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { tell, type Words } from '../people/tell.ts';
import { requireAnalyst } from './analyst.ts';
import { listRecipients } from './list-recipients.ts';
import { requireCampaign } from './targets.ts';

/**
 * @returns how many were told
 * @throws Refusal not-permitted; no-such-message without a campaign; policy unless it was found to be phishing
 */
export async function warnRecipients(
  house: Pick<House, 'store' | 'clock' | 'random' | 'domains'>,
  actor: Actor,
  campaignId: CampaignId,
): Promise<number> {
  requireAnalyst(actor);
  const { store, clock } = house;
  const campaign = await requireCampaign(store.database, campaignId);
  if (campaign.verdict !== 'phishing') throw new Refusal('policy');
  const acted = (await listRecipients(house, actor, campaignId)).filter(
    ({ answered, followed }) => answered || followed,
  );
  const done = await store.database.transaction(async tx => {
    const accountIds = acted.map(({ accountId }) => accountId);
    const claimed = await claimUnwarned(tx, campaignId, accountIds, clock.now());
    const changes: Change[] = [];
    for (const accountId of claimed) {
      const change = await tell(tx, house, accountId, warning(campaign.subject));
      if (change !== null) changes.push(change);
    }
    const facts = { campaign: campaignId, warned: claimed.length };
    await record(tx, house, { kind: 'phishing-warned', actor, subject: null, facts });
    return { changes, told: claimed.length };
  });
  for (const change of done.changes) store.changes.announce(change);
  return done.told;
}

function warning(subject: string): Words {
  const about = subject === '' ? 'sans objet' : `« ${subject.slice(0, 150)} »`;
  return {
    subject: 'Un message auquel vous avez donné suite était un hameçonnage',
    fr: [
      'Bonjour,',
      `Vous avez reçu un message (${about}) et lui avez répondu ou en avez suivi un lien. C’était un hameçonnage. Cela arrive aux plus attentifs ; l’important est d’agir maintenant.`,
      'Si vous avez donné votre mot de passe, changez-le tout de suite sur le portail, et partout où vous vous en servez. Si vous avez donné des coordonnées bancaires, appelez votre banque. Puis dites-nous ce qui s’est passé : personne ne vous le reprochera.',
    ].join('\n\n'),
    en: 'You answered a message, or followed a link of it, that was phishing. It happens to the most careful. If you gave your password, change it now on the portal and wherever else you use it; if you gave bank details, call your bank. Then tell us: nobody will blame you.',
  };
}
