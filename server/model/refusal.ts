/**
 * The closed list of reasons for which the house says no. A refusal is not a bug: it is thrown from deep, answered
 * honestly once per protocol (`replies.ts`), and logged quietly. A new reason does not compile until each protocol has
 * its answer.
 */

/** Is it worth trying again later without changing anything? */
type Lasting = 'later' | 'never';

/** Every reason, whether it lasts, and the sentence a person reads: French first. */
export const reasons = {
  'bad-credentials': {
    lasts: 'never',
    fr: 'Identifiant ou mot de passe incorrect.',
    en: 'Wrong user name or password.',
  },
  'not-activated': {
    lasts: 'never',
    fr: 'Ce compte n’est pas encore activé : activez-le sur le portail avec le mot de passe provisoire de votre lettre.',
    en: 'This account is not activated yet: activate it on the portal with the provisional password of your letter.',
  },
  'letter-expired': {
    lasts: 'never',
    fr: 'Le mot de passe provisoire de votre lettre a expiré : demandez une nouvelle lettre au secrétariat de votre établissement.',
    en: 'The provisional password of your letter has expired: ask the secretary of your school for a new letter.',
  },
  'app-password-needed': {
    lasts: 'never',
    fr: 'La double authentification est activée : créez sur le portail un mot de passe pour cet appareil.',
    en: 'Two-factor authentication is on: make a password for this device on the portal.',
  },
  'renewal-overdue': {
    lasts: 'never',
    fr: 'Votre mot de passe a plus d’un an : choisissez-en un nouveau sur le portail, puis reconnectez cet appareil.',
    en: 'Your password is more than a year old: choose a new one on the portal, then sign in again here.',
  },
  'second-proof-needed': {
    lasts: 'never',
    fr: 'Il faut une seconde preuve, et aucune n’est enregistrée : demandez un code au secrétariat de votre établissement.',
    en: 'A second proof is needed and none is registered: ask the secretary of your school for a code.',
  },
  'passkey-needed': {
    lasts: 'never',
    fr: 'Votre compte demande une seconde preuve, et la vôtre est une clé d’accès : connectez-vous avec elle.',
    en: 'Your account needs a second proof, and yours is a passkey: sign in with it.',
  },
  'prove-again': {
    lasts: 'never',
    fr: 'Pour ce réglage, donnez à nouveau votre mot de passe.',
    en: 'For this setting, give your password again.',
  },
  'two-persons': {
    lasts: 'never',
    fr: 'Votre rôle demande que deux personnes habilitées fassent cette opération : adressez-vous au support.',
    en: 'Your role requires two authorised persons for this: ask the support.',
  },
  suspended: {
    lasts: 'never',
    fr: 'Ce compte est suspendu : adressez-vous au support de l’académie.',
    en: 'This account is suspended: ask the support of the académie.',
  },
  closed: { lasts: 'never', fr: 'Ce compte est fermé.', en: 'This account is closed.' },
  'slow-down': {
    lasts: 'later',
    fr: 'Trop d’essais : attendez quelques minutes avant de recommencer.',
    en: 'Too many attempts: wait some minutes before trying again.',
  },
  'too-many-connections': {
    lasts: 'later',
    fr: 'Trop de connexions ouvertes en même temps pour ce compte.',
    en: 'Too many simultaneous connections for this account.',
  },
  'weak-password': {
    lasts: 'never',
    fr: 'Ce mot de passe ne respecte pas les règles de la maison.',
    en: 'This password does not follow the rules of the house.',
  },
  'no-such-mailbox': { lasts: 'never', fr: 'Ce dossier n’existe pas.', en: 'No such mailbox.' },
  'mailbox-exists': { lasts: 'never', fr: 'Un dossier porte déjà ce nom.', en: 'A mailbox has this name already.' },
  'mailbox-has-children': {
    lasts: 'never',
    fr: 'Ce dossier contient d’autres dossiers.',
    en: 'This mailbox holds other mailboxes.',
  },
  'mailbox-fixed': {
    lasts: 'never',
    fr: 'Ce dossier ne peut être ni supprimé ni renommé.',
    en: 'This mailbox can be neither removed nor renamed.',
  },
  'bad-mailbox-name': { lasts: 'never', fr: 'Ce nom de dossier ne convient pas.', en: 'Not a valid mailbox name.' },
  'too-many-mailboxes': { lasts: 'never', fr: 'Trop de dossiers.', en: 'Too many mailboxes.' },
  'role-taken': {
    lasts: 'never',
    fr: 'Un autre dossier a déjà cet usage.',
    en: 'Another mailbox has this use already.',
  },
  'too-many-keywords': { lasts: 'never', fr: 'Trop d’étiquettes.', en: 'Too many keywords.' },
  'no-such-script': { lasts: 'never', fr: 'Ce script de filtrage n’existe pas.', en: 'No such script.' },
  'script-exists': { lasts: 'never', fr: 'Un script porte déjà ce nom.', en: 'A script has this name already.' },
  'script-active': {
    lasts: 'never',
    fr: 'Ce script est en service : mettez-en d’abord un autre à sa place, ou aucun.',
    en: 'This script is active: activate another one first, or none.',
  },
  'bad-script-name': { lasts: 'never', fr: 'Ce nom de script ne convient pas.', en: 'Not a valid script name.' },
  'too-many-scripts': { lasts: 'never', fr: 'Trop de scripts de filtrage.', en: 'Too many scripts.' },
  'script-too-large': { lasts: 'never', fr: 'Ce script est trop long.', en: 'This script is too large.' },
  'no-such-address-book': { lasts: 'never', fr: 'Ce carnet d’adresses n’existe pas.', en: 'No such address book.' },
  'address-book-fixed': {
    lasts: 'never',
    fr: 'Ce carnet d’adresses ne peut être ni supprimé ni modifié.',
    en: 'This address book can be neither removed nor changed.',
  },
  'too-many-address-books': { lasts: 'never', fr: 'Trop de carnets d’adresses.', en: 'Too many address books.' },
  'no-such-contact': { lasts: 'never', fr: 'Ce contact n’existe plus.', en: 'No such contact.' },
  'contact-exists': {
    lasts: 'never',
    fr: 'Ce contact est déjà dans ce carnet d’adresses.',
    en: 'This contact is in this address book already.',
  },
  'bad-contact': {
    lasts: 'never',
    fr: 'Cette fiche de contact est mal formée.',
    en: 'This contact card is malformed.',
  },
  'contact-too-large': {
    lasts: 'never',
    fr: 'Cette fiche de contact, ou sa photo, est trop volumineuse.',
    en: 'This contact card, or its photo, is too large.',
  },
  'photo-no-picture': {
    lasts: 'never',
    fr: 'La photo de cette fiche n’est pas une image.',
    en: 'The photo of this card is no picture.',
  },
  'too-many-contacts': { lasts: 'never', fr: 'Trop de contacts.', en: 'Too many contacts.' },
  'no-such-message': { lasts: 'never', fr: 'Ce message n’existe plus.', en: 'No such message.' },
  'not-permitted': { lasts: 'never', fr: 'Vous n’en avez pas le droit.', en: 'You may not do this.' },
  'full-for-long': {
    lasts: 'never',
    fr: 'La boîte aux lettres est pleine depuis plusieurs jours et ne prend plus de courrier. Joignez la personne autrement.',
    en: 'The mailbox has been full for several days and takes no more mail. Reach the person by other means.',
  },
  'over-quota': { lasts: 'later', fr: 'La boîte aux lettres est pleine.', en: 'The mailbox is full.' },
  'message-too-large': { lasts: 'never', fr: 'Ce message est trop volumineux.', en: 'This message is too large.' },
  'bad-message': { lasts: 'never', fr: 'Ce message est mal formé.', en: 'This message is malformed.' },
  'no-such-recipient': {
    lasts: 'never',
    fr: 'Cette adresse n’existe pas dans cette maison.',
    en: 'No such address here.',
  },
  'list-closed': {
    lasts: 'never',
    fr: 'Vous n’êtes pas de ceux qui peuvent écrire à cette liste : le secrétariat de l’établissement ou l’assistance la relaiera.',
    en: 'You are not among those who may write to this list: the secretary of the school or the support will pass it on.',
  },
  'recipient-closed': {
    lasts: 'never',
    fr: 'Cette personne n’exerce plus ici : sa boîte aux lettres est fermée.',
    en: 'This person no longer works here: the mailbox is closed.',
  },
  'relay-denied': {
    lasts: 'never',
    fr: 'Ce serveur ne relaie pas le courrier pour cette adresse.',
    en: 'This server does not relay mail to that address.',
  },
  'sender-not-yours': {
    lasts: 'never',
    fr: 'Cette adresse d’expéditeur n’est pas la vôtre.',
    en: 'This sender address is not yours.',
  },
  'too-many-recipients': { lasts: 'never', fr: 'Trop de destinataires.', en: 'Too many recipients.' },
  'mail-loop': {
    lasts: 'never',
    fr: 'Ce message tourne en boucle.',
    en: 'This message is going in circles.',
  },
  policy: {
    lasts: 'never',
    fr: 'Ce message est refusé par la politique de la maison.',
    en: 'This message is refused by the policy of the house.',
  },
  'own-password': {
    lasts: 'never',
    fr: 'Votre message contient votre propre mot de passe : il n’est pas parti. Personne, pas même l’administration, ne doit le connaître. Retirez-le, et si quelqu’un vous l’a demandé, signalez-le.',
    en: 'Your message holds your own password: it was not sent. Nobody, not even the administration, may know it. Take it out, and if somebody asked for it, report them.',
  },
  'own-numen': {
    lasts: 'never',
    fr: 'Votre message contient votre NUMEN : il n’est pas parti. Ce numéro ouvre votre dossier de carrière ; l’administration ne le demande jamais par courriel.',
    en: 'Your message holds your NUMEN: it was not sent. This number opens your career file; the administration never asks for it by mail.',
  },
  unavailable: {
    lasts: 'later',
    fr: 'Le service est momentanément indisponible : réessayez dans quelques minutes.',
    en: 'The service is unavailable for a moment: try again in some minutes.',
  },
  'disk-full': {
    lasts: 'later',
    fr: 'Le service ne peut rien enregistrer pour le moment : les exploitants sont prévenus.',
    en: 'The service cannot store anything at the moment: its operators have been told.',
  },
} as const satisfies Record<string, { lasts: Lasting; fr: string; en: string }>;

export type Reason = keyof typeof reasons;

/** An honest no. `detail` adds what the sentence cannot know (a name, a limit), in English, for logs and protocols. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, detail?: string) {
    super(detail === undefined ? reasons[reason].en : `${reasons[reason].en} (${detail})`);
    this.name = 'Refusal';
    this.reason = reason;
  }

  get lasts(): Lasting {
    return reasons[this.reason].lasts;
  }
}
