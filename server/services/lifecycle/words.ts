/** What people read of their own departure. */
import type { Words } from '../people/tell.ts';

const frenchDay = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const englishDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** `1er octobre 2026` of `2026-10-01`. */
export function writtenFr(day: string): string {
  return frenchDay.format(new Date(`${day}T00:00:00Z`)).replace(/^1 /, '1er ');
}

export const writtenEn = (day: string): string => englishDay.format(new Date(`${day}T00:00:00Z`));

/** The first news of a departure. */
export function departureWords(lastDay: string, closesOn: string): Words {
  return {
    subject: `Votre boîte aux lettres fermera le ${writtenFr(closesOn)}`,
    fr: `Bonjour,

Votre dernier jour de service dans l’académie est le ${writtenFr(lastDay)}. Votre boîte aux lettres fonctionne jusqu’au ${writtenFr(closesOn)} à minuit, puis elle est fermée définitivement : plus personne, pas même le support, ne pourra vous rendre vos messages.

D’ici là, sur le portail, rubrique « Je pars » : téléchargez vos messages et vos contacts, et prévenez vos correspondants.

Si cette date est fausse, ou si votre contrat est renouvelé, adressez-vous au secrétariat de votre établissement : la fermeture sera annulée.`,
    en: `Your last day of service is ${writtenEn(lastDay)}. Your mailbox works until ${writtenEn(closesOn)}, midnight, and is then closed for good. Until then, download your messages and contacts from the portal ("Je pars"). If the date is wrong, ask the secretary of your school.`,
  };
}

/** `days` are left, today not counted: 0 on the last day itself. */
export function reminderWords(days: number, closesOn: string): Words {
  const left = days === 0 ? 'ce soir' : days === 1 ? 'demain' : `dans ${days}\u00a0jours`;
  return {
    subject: `Votre boîte aux lettres ferme ${left}`,
    fr: `Bonjour,

Votre boîte aux lettres fonctionne jusqu’au ${writtenFr(closesOn)} à minuit (${left}), puis elle est fermée définitivement.

Si vous ne l’avez pas encore fait, téléchargez vos messages et vos contacts sur le portail, rubrique « Je pars ». Après la fermeture, personne ne pourra vous les rendre.`,
    en: `Your mailbox works until ${writtenEn(closesOn)}, midnight (${days} ${days === 1 ? 'day' : 'days'} left), and is then closed for good. Download your messages and contacts from the portal ("Je pars") before.`,
  };
}

/** The closing is off. */
export const reprieveWords: Words = {
  subject: 'Votre boîte aux lettres reste ouverte',
  fr: `Bonjour,

Le service des personnels a prolongé votre service : la fermeture de votre boîte aux lettres, qui vous avait été annoncée, est annulée. Vous n’avez rien à faire.`,
  en: 'Your service has been extended: the closing of your mailbox that you were told of is cancelled. There is nothing to do.',
};
