/** What the server says to people: French first, English second, one of the two once LANGUAGE has chosen. rfc/5255#3 */
import { plainText } from '../wire/plain-text.ts';
import { readsUtf8, type Session } from './session.ts';

export type Language = 'fr' | 'en';
export const languages: readonly Language[] = ['fr', 'en'];

export type Sentence = { readonly fr: string; readonly en: string };

/** The sentence as this client reads it: in ASCII unless it has said that it reads UTF-8. */
export function say(session: Session, sentence: Sentence): string {
  const { language } = session;
  const text = language === null ? `${sentence.fr} / ${sentence.en}` : sentence[language];
  return (readsUtf8(session) ? text : plainText(text)).replace(/[\r\n]+/g, ' ');
}

export const words = {
  done: { fr: 'Fait.', en: 'Done.' },
  ready: { fr: 'Vaguemestre est prêt.', en: 'Vaguemestre is ready.' },
  goodbye: { fr: 'Au revoir.', en: 'Goodbye.' },
  signedIn: { fr: 'Bienvenue.', en: 'Welcome.' },
  signedOut: { fr: 'La session est rendue.', en: 'Signed out.' },
  startTls: { fr: 'Commencez TLS.', en: 'Begin TLS now.' },
  tooLong: { fr: 'Ligne trop longue.', en: 'Line too long.' },
  tooBig: { fr: 'Trop volumineux.', en: 'Too big.' },
  tooMany: { fr: 'Trop d’erreurs.', en: 'Too many errors.' },
  tooSilent: { fr: 'Déconnexion : aucune activité.', en: 'Logged out for inactivity.' },
  stopping: { fr: 'Le service s’arrête : revenez.', en: 'Shutting down: come back.' },
  keysChanged: { fr: 'Les clés du compte ont changé : reconnectez-vous.', en: 'Credentials changed: sign in again.' },
  busy: { fr: 'Trop de connexions : revenez.', en: 'Too many connections: come back.' },
  stillHere: { fr: 'Toujours là.', en: 'Still here.' },
  wrongState: { fr: 'Ce n’est pas le moment de cette commande.', en: 'Not now: wrong state for this command.' },
  tlsFirst: { fr: 'Commencez par STARTTLS.', en: 'STARTTLS first.' },
  noTls: { fr: 'TLS est déjà en place.', en: 'TLS is already in place.' },
  uidRequired: { fr: 'Cette session ne parle que par UID.', en: 'UIDONLY is enabled: use UIDs.' },
  goOn: { fr: 'Continuez.', en: 'Go on.' },
  noUtf8: { fr: 'ENABLE UTF8=ACCEPT d’abord.', en: 'ENABLE UTF8=ACCEPT first.' },
  noQresync: { fr: 'ENABLE QRESYNC d’abord.', en: 'ENABLE QRESYNC first.' },
  unknownEncoding: { fr: 'Encodage inconnu.', en: 'Unknown transfer encoding.' },
  unknownCommand: { fr: 'Commande inconnue.', en: 'Unknown command.' },
  noSuchRight: { fr: 'Ce droit n’existe pas.', en: 'No such right.' },
  noSuchResource: {
    fr: 'Seuls STORAGE et MESSAGE peuvent être limités.',
    en: 'Only STORAGE and MESSAGE can be limited.',
  },
  noSuchLanguage: { fr: 'Langue inconnue.', en: 'Unknown language.' },
  accessLost: { fr: 'Ce dossier ne vous est plus ouvert.', en: 'This mailbox is no longer open to you.' },
  tooManyContexts: { fr: 'Trop de recherches suivies.', en: 'Too many searches to keep up to date.' },
  notForSeveral: { fr: 'Impossible dans plusieurs dossiers.', en: 'Not over several mailboxes.' },
  tooManyMailboxes: { fr: 'Trop de dossiers à la fois.', en: 'Too many mailboxes at once.' },
  badEvent: { fr: 'Évènement inconnu.', en: 'Unknown event.' },
  tooManyNotes: { fr: 'Trop d’annotations.', en: 'Too many annotations.' },
  compressed: { fr: 'La compression est déjà en place.', en: 'Compression is already active.' },
  badUrl: { fr: 'Cette adresse ne mène à rien.', en: 'This URL leads nowhere.' },
  inProgress: { fr: 'En cours…', en: 'Working…' },
  idling: { fr: 'En attente.', en: 'Idling.' },
  noSuchUse: { fr: 'Cet usage n’existe pas ici.', en: 'No such special use here.' },
  notForOthers: { fr: 'Vous ne pouvez agir que pour vous.', en: 'You may act for yourself only.' },
  cancelled: { fr: 'Abandonné.', en: 'Cancelled.' },
  malformed: { fr: 'Réponse mal formée.', en: 'Malformed response.' },
  noMechanism: { fr: 'Mécanisme inconnu.', en: 'Unknown mechanism.' },
  noSuchNumber: { fr: 'Aucun message ne porte ce numéro.', en: 'No message has that number.' },
  expunged: { fr: 'Certains messages n’existent plus.', en: 'Some messages no longer exist.' },
  readOnly: { fr: 'Dossier ouvert en lecture seule.', en: 'Mailbox opened read-only.' },
  modified: { fr: 'Certains messages ont changé entre-temps.', en: 'Some messages changed meanwhile.' },
  mailboxGone: { fr: 'Le dossier ouvert n’existe plus.', en: 'The selected mailbox is no more.' },
  closed: { fr: 'Dossier refermé.', en: 'Mailbox closed.' },
  idleOnlyDone: { fr: 'DONE était attendu.', en: 'DONE expected.' },
  noSuchFilter: { fr: 'Ce filtre n’existe pas.', en: 'No such filter.' },
  notASearch: { fr: 'Ce n’est pas une recherche.', en: 'Not a search.' },
  limited: { fr: 'Trop de messages à la fois.', en: 'Too many messages at once.' },
  failed: {
    fr: 'Incident du serveur : réessayez dans quelques minutes.',
    en: 'Server trouble: try again in some minutes.',
  },
} as const satisfies Record<string, Sentence>;
