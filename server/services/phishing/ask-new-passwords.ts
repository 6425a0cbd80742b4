/** Who gave a password away must choose another before anything else: sessions end, mail programs wait. */
import type { AccountId } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import { insertEvent } from '../../store/account-events.ts';
import { askNewPasswords as markDue } from '../../store/account-states.ts';
import type { CampaignId } from '../../store/phishing-campaigns.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { tell } from '../people/tell.ts';
import { requireAnalyst } from './analyst.ts';

/**
 * @returns of how many a new password is asked now; those of whom it was asked before are passed over
 * @throws Refusal not-permitted
 */
export async function askNewPasswords(
  house: Pick<House, 'store' | 'clock' | 'random' | 'domains'>,
  actor: Actor,
  accountIds: readonly AccountId[],
  campaignId: CampaignId | null,
): Promise<number> {
  requireAnalyst(actor);
  const { store, clock } = house;
  const done = await store.database.transaction(async tx => {
    const at = clock.now();
    const asked = await markDue(tx, [...new Set(accountIds)]);
    const changes: Change[] = [];
    for (const accountId of asked) {
      await insertEvent(tx, accountId, { at, kind: 'password-asked', door: null, network: null, detail: {} });
      const change = await tell(tx, house, accountId, words);
      if (change !== null) changes.push(change);
    }
    const facts = { campaign: campaignId };
    await record(tx, house, ...asked.map(subject => ({ kind: 'password-asked', actor, subject, facts }) as const));
    return { changes, asked: asked.length };
  });
  for (const change of done.changes) store.changes.announce(change);
  return done.asked;
}

const words = {
  subject: 'Choisissez un nouveau mot de passe',
  fr: [
    'Bonjour,',
    'Votre mot de passe a pu être donné à un inconnu. Pour protéger votre compte, il ne sert plus qu’à une chose : en choisir un autre sur le portail. Vos téléphones et programmes de courrier attendent le nouveau.',
    'Allez sur le portail par l’adresse que vous connaissez, jamais par le lien d’un message.',
  ].join('\n\n'),
  en: 'Your password may have been given to a stranger. It now serves for one thing only: choosing another on the portal, by the address you know. Phones and mail programs wait for the new one.',
};
