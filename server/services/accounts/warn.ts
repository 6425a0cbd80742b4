/**
 * What touched the keys of an account is told to its owner, as a mail that all their devices show: an owner who did not
 * do it learns of it at once, and how to stop it.
 */
import type { AccountId } from '../../model/account.ts';
import type { Transaction } from '../../store/database.ts';
import type { House } from '../house.ts';
import { tell, type Words } from '../people/tell.ts';

export type Warned =
  | 'recovery-asked'
  | 'recovered'
  | 'password-changed'
  | 'second-factor-off'
  | 'passkey'
  | 'app-password';

const what: Record<Warned, { subject: string; fr: string; en: string }> = {
  'recovery-asked': {
    subject: 'Nouveau mot de passe demandé pour votre compte',
    fr: 'Quelqu’un a prouvé être vous, par le NUMEN et la date de naissance, et a demandé un nouveau mot de passe. Si ce n’est pas vous, connectez-vous tout de suite au portail : la demande s’y annule d’un geste.',
    en: 'Somebody proved to be you, by NUMEN and date of birth, and asked for a new password. If it was not you, sign in to the portal at once: the request can be cancelled there.',
  },
  recovered: {
    subject: 'Votre mot de passe a été remplacé',
    fr: 'Un nouveau mot de passe a été enregistré après une demande « mot de passe oublié ». Toutes les sessions et tous les mots de passe d’appareil sont fermés.',
    en: 'A new password was saved after a "forgotten password" request. All sessions and device passwords are closed.',
  },
  'password-changed': {
    subject: 'Votre mot de passe a été changé',
    fr: 'Le mot de passe de votre compte a été changé depuis le portail. Vos appareils vous demanderont le nouveau.',
    en: 'The password of your account was changed on the portal. Your devices will ask for the new one.',
  },
  'second-factor-off': {
    subject: 'La double authentification est désactivée',
    fr: 'Le portail ne demande plus de code après votre mot de passe.',
    en: 'The portal no longer asks for a code after your password.',
  },
  passkey: {
    subject: 'Une clé d’accès a été ajoutée à votre compte',
    fr: 'Un appareil peut maintenant ouvrir le portail sans mot de passe.',
    en: 'A device can now open the portal without a password.',
  },
  'app-password': {
    subject: 'Un mot de passe d’appareil a été créé',
    fr: 'Un téléphone ou un programme de courrier peut maintenant lire et envoyer vos messages avec son propre mot de passe.',
    en: 'A phone or mail program can now read and send your mail with a password of its own.',
  },
};

/** Runs `act` and the warning in one transaction, then wakes the devices. */
export async function actAndWarn(
  house: Pick<House, 'store' | 'clock' | 'random' | 'domains'>,
  accountId: AccountId,
  kind: Warned,
  act: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const change = await house.store.database.transaction(async tx => {
    await act(tx);
    return await tell(tx, house, accountId, wordsOf(kind));
  });
  if (change !== null) house.store.changes.announce(change);
}

function wordsOf(kind: Warned): Words {
  const { subject, fr, en } = what[kind];
  return {
    subject,
    fr: `Bonjour,

${fr}

Si vous êtes à l’origine de cette action, vous n’avez rien à faire. Sinon, prévenez l’assistance technique du rectorat et regardez le journal de votre compte sur le portail.

L’administration ne vous demandera jamais votre mot de passe par courriel.`,
    en: `${en} If it was you, there is nothing to do. If not, tell the technical support and look at the journal of your account on the portal. The administration will never ask for your password by e-mail.`,
  };
}
