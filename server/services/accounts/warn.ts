/**
 * What touched the keys of an account is told to its owner, as a mail that all their devices show, and wherever else they
 * can be reached: an owner who did not do it learns of it at once, and how to stop it.
 */
import type { AccountId } from '../../model/account.ts';
import type { Transaction } from '../../store/database.ts';
import type { House } from '../house.ts';
import { tell, type Words } from '../people/tell.ts';
import { type KeptContact, readContacts } from './contacts.ts';
import { mailOutside, reachable, wakeQueue } from './reach.ts';

export type Warned =
  | 'recovery-asked'
  | 'recovered'
  | 'password-changed'
  | 'second-factor-off'
  | 'passkey'
  | 'app-password'
  | 'contact'
  | 'contact-removed'
  | 'guessed'
  | 'new-place';

/** `text`: the short one for a telephone, of what must not wait. */
const what: Record<Warned, { subject: string; fr: string; en: string; text?: string }> = {
  'recovery-asked': {
    subject: 'Nouveau mot de passe demandé pour votre compte',
    fr: 'Quelqu’un a prouvé être vous, par le NUMEN et la date de naissance, et a demandé un nouveau mot de passe. Si ce n’est pas vous, connectez-vous tout de suite au portail : la demande s’y annule d’un geste.',
    en: 'Somebody proved to be you, by NUMEN and date of birth, and asked for a new password. If it was not you, sign in to the portal at once: the request can be cancelled there.',
    text: 'Un nouveau mot de passe a été demandé pour votre compte professionnel. Si ce n’est pas vous, annulez sur le portail.',
  },
  recovered: {
    subject: 'Votre mot de passe a été remplacé',
    fr: 'Un nouveau mot de passe a été enregistré après une demande « mot de passe oublié ». Toutes les sessions et tous les mots de passe d’appareil sont fermés.',
    en: 'A new password was saved after a "forgotten password" request. All sessions and device passwords are closed.',
    text: 'Le mot de passe de votre compte professionnel a été remplacé. Si ce n’est pas vous, appelez l’assistance.',
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
  contact: {
    subject: 'Un moyen de récupération a été enregistré',
    fr: 'Une adresse ou un téléphone pour retrouver votre compte vient d’être enregistré, à la place du précédent s’il y en avait un.',
    en: 'An address or telephone to recover your account has just been saved, in the place of the one before if there was one.',
    text: 'Un moyen de récupération de votre compte professionnel a été enregistré. Si ce n’est pas vous, appelez l’assistance.',
  },
  'contact-removed': {
    subject: 'Un moyen de récupération a été retiré',
    fr: 'Une adresse ou un téléphone pour retrouver votre compte vient d’être retiré.',
    en: 'An address or telephone to recover your account has just been taken away.',
    text: 'Un moyen de récupération de votre compte professionnel a été retiré. Si ce n’est pas vous, appelez l’assistance.',
  },
  guessed: {
    subject: 'Quelqu’un essaie des mots de passe sur votre compte',
    fr: 'Des inconnus essaient des mots de passe sur votre compte. Aucun n’a convenu, et ils sont ralentis ; vous n’êtes pas bloqué là où vous travaillez d’habitude. Un mot de passe qui ne sert qu’ici, ou la double authentification, vous met à l’abri.',
    en: 'Strangers are trying passwords on your account. None was right, and they are slowed; you are not locked out where you usually work. A password used here alone, or two-factor authentication, keeps you safe.',
  },
  'new-place': {
    subject: 'Connexion depuis un lieu ou un appareil nouveau',
    fr: 'Votre mot de passe vient d’être donné depuis un réseau ou un navigateur que votre compte n’avait jamais vu.',
    en: 'Your password has just been given from a network or a browser that your account had never seen.',
  },
};

export type WarningHouse = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'keys' | 'log' | 'sms'>;

/**
 * Runs `act` and the warning in one transaction, then wakes the devices. A contact that `act` replaces is told as well.
 * Short texts go after it: a gateway that fails holds nothing back.
 * @param act gives false where there was nothing to do: nobody is told
 * @param more said after the usual words
 */
export async function actAndWarn(
  house: WarningHouse,
  accountId: AccountId,
  kind: Warned,
  act: (tx: Transaction) => Promise<unknown>,
  more?: Pick<Words, 'fr' | 'en'>,
): Promise<void> {
  const words = wordsOf(kind, more);
  const { change, contacts } = await house.store.database.transaction(async tx => {
    const before = await readContacts(tx, house, accountId);
    if ((await act(tx)) === false) return { change: null, contacts: [] };
    const contacts = reachable(house, distinct([...before, ...(await readContacts(tx, house, accountId))]));
    for (const { value } of contacts.filter(each => each.kind === 'mail')) await mailOutside(tx, house, value, words);
    return { change: await tell(tx, house, accountId, words), contacts };
  });
  if (change !== null) house.store.changes.announce(change);
  if (contacts.some(each => each.kind === 'mail')) await wakeQueue(house);
  const { text } = what[kind];
  const phones = contacts.filter(each => each.kind === 'phone');
  if (text !== undefined) await Promise.all(phones.map(({ value }) => textQuietly(house, value, text)));
}

function distinct(contacts: readonly KeptContact[]): KeptContact[] {
  return [...new Map(contacts.map(each => [each.value, each])).values()];
}

async function textQuietly({ sms, log }: WarningHouse, number: string, text: string): Promise<void> {
  await sms?.(number, text).catch(error => log.warn('sms-failed', { error: error as Error }));
}

function wordsOf(kind: Warned, more?: Pick<Words, 'fr' | 'en'>): Words {
  const { subject } = what[kind];
  const fr = more === undefined ? what[kind].fr : `${what[kind].fr}\n\n${more.fr}`;
  const en = more === undefined ? what[kind].en : `${what[kind].en} ${more.en}`;
  return {
    subject,
    fr: `Bonjour,

${fr}

Si vous êtes à l’origine de cette action, vous n’avez rien à faire. Sinon, prévenez l’assistance technique du rectorat et regardez le journal de votre compte sur le portail.

L’administration ne vous demandera jamais votre mot de passe par courriel.`,
    en: `${en} If it was you, there is nothing to do. If not, tell the technical support and look at the journal of your account on the portal. The administration will never ask for your password by e-mail.`,
  };
}
