import type { Change } from '../../model/change.ts';
import { parisDate } from '../../model/clock.ts';
import { addDays, daysBetween } from '../../model/service-period.ts';
import { insertRenewalReminder, listOldPasswords, type OldPassword } from '../../store/renewals.ts';
import type { House } from '../house.ts';
import { tell, type Words } from '../people/tell.ts';
import { yearDays } from '../signing-in/renewal.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'log' | 'renewal'>;

/**
 * Tells people that their password is about to be a year old (R18), each number of days once for each password; 0 is the
 * day itself. Of several that an outage has made due, the one that is true today.
 * @param reminderDays days before, the farthest first
 * @returns how many were told
 */
export async function remindOfRenewal(house: Parts, reminderDays: readonly number[]): Promise<number> {
  const today = parisDate(house.clock.now());
  const farthest = Math.max(0, ...reminderDays);
  const setBefore = new Date(house.clock.now().getTime() - (yearDays - farthest - 1) * 86_400_000);
  let told = 0;
  for (const old of await listOldPasswords(house.store.database, setBefore)) {
    const due = addDays(parisDate(old.setAt), yearDays);
    const days = dueReminder(daysBetween(today, due), old.told, reminderDays);
    // Whoever leaves before it is due needs no new one.
    if (days === null || (old.closesOn !== null && old.closesOn < due)) continue;
    const change = await tellOnce(house, old, days, due);
    if (change === null) continue;
    house.store.changes.announce(change);
    told += 1;
  }
  house.log.info('renewals-reminded', { told });
  return told;
}

/** The reminder to be given: a number of days, 0 once it is due, null for none. `told`: the fewest days told of. */
export function dueReminder(left: number, told: number | null, reminderDays: readonly number[]): number | null {
  const reached = left <= 0 ? [0] : reminderDays.filter(days => left <= days);
  if (reached.length === 0) return null;
  const nearest = Math.min(...reached);
  return told === null || nearest < told ? nearest : null;
}

async function tellOnce(house: Parts, old: OldPassword, days: number, due: string): Promise<Change | null> {
  const forced = old.administers || (house.renewal?.forcedFor.includes(old.population ?? '') ?? false);
  return await house.store.database.transaction(async tx => {
    const { accountId, setAt } = old;
    const first = await insertRenewalReminder(tx, { accountId, setAt, days, at: house.clock.now() });
    return first ? await tell(tx, house, accountId, wordsOf(due, days === 0, forced)) : null;
  });
}

function wordsOf(due: string, over: boolean, forced: boolean): Words {
  const written = (language: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${due}T12:00:00Z`));
  const [fr, en] = [written('fr-FR'), written('en-GB')];
  const outcome = forced
    ? {
        fr: over
          ? 'Votre messagerie ne s’ouvre plus dans vos appareils tant que vous n’en avez pas choisi un nouveau sur le portail.'
          : 'Passé ce jour, votre messagerie ne s’ouvrira dans vos appareils qu’après que vous en aurez choisi un nouveau sur le portail.',
        en: over
          ? 'Your mail no longer opens on your devices until you choose a new one on the portal.'
          : 'After that day your mail opens on your devices only once you have chosen a new one on the portal.',
      }
    : { fr: 'La maison en demande un nouveau chaque année.', en: 'The house asks for a new one every year.' };
  return {
    subject: over ? 'Votre mot de passe a un an' : `Changez votre mot de passe avant le ${fr}`,
    fr: `Bonjour,\n\nVotre mot de passe ${over ? `a un an depuis le ${fr}` : `aura un an le ${fr}`}. ${outcome.fr}\n\nPour le changer, ouvrez le portail en tapant vous-même son adresse, puis « Mon compte ». Ce message ne contient exprès aucun lien.`,
    en: `Your password ${over ? `has been a year old since ${en}` : `will be a year old on ${en}`}. ${outcome.en} To change it, type the address of the portal yourself, then open "My account". This message holds no link, on purpose.`,
  };
}
