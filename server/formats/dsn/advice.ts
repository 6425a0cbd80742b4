/** What a status means for the person who wrote the message, and what they can do about it. rfc/3463 */

type Advice = { readonly why: string; readonly what: string };
type InBoth = { readonly fr: Advice; readonly en: Advice };

const adviceOf: Readonly<Record<string, InBoth>> = {
  '1.1': {
    fr: {
      why: 'cette adresse n’existe pas chez le destinataire.',
      what: 'vérifiez l’orthographe de l’adresse, ou demandez la bonne à votre correspondant par un autre moyen.',
    },
    en: {
      why: 'there is no such address there.',
      what: 'check its spelling, or ask for the right one by other means.',
    },
  },
  '1.2': {
    fr: {
      why: 'le domaine de l’adresse (ce qui suit le @) n’existe pas.',
      what: 'vérifiez l’orthographe de ce qui suit le @.',
    },
    en: { why: 'the domain of the address does not exist.', what: 'check the spelling of what follows the @.' },
  },
  '1.10': {
    fr: {
      why: 'ce domaine déclare ne recevoir aucun courrier.',
      what: 'trouvez une autre adresse de ce correspondant.',
    },
    en: { why: 'this domain declares that it receives no mail.', what: 'find another address of this person.' },
  },
  '2.1': {
    fr: { why: 'cette boîte aux lettres est fermée.', what: 'demandez à l’organisme du destinataire à qui écrire.' },
    en: { why: 'this mailbox is closed.', what: 'ask the organisation of the recipient whom to write to.' },
  },
  '2.2': {
    fr: {
      why: 'la boîte aux lettres du destinataire est pleine.',
      what: 'prévenez votre correspondant par un autre moyen, puis renvoyez le message.',
    },
    en: { why: 'the mailbox of the recipient is full.', what: 'tell the person by other means, then send it again.' },
  },
  '3.3': {
    fr: {
      why: 'le serveur du destinataire ne sait pas faire ce que votre message demande (un délai garanti, par exemple).',
      what: 'renvoyez le message sans cette exigence, ou par un autre moyen.',
    },
    en: {
      why: 'their server cannot do what your message asks for (to keep a deadline, for instance).',
      what: 'send it without, or otherwise.',
    },
  },
  '3.4': {
    fr: {
      why: 'le message est trop volumineux pour le serveur du destinataire.',
      what: 'envoyez moins de pièces jointes, ou déposez-les sur un service de partage.',
    },
    en: {
      why: 'the message is too large for their server.',
      what: 'send smaller attachments, or share them otherwise.',
    },
  },
  '4.1': {
    fr: {
      why: 'le serveur du destinataire ne répond pas.',
      what: 'vérifiez l’adresse ; si elle est bonne, réessayez plus tard.',
    },
    en: { why: 'their server does not answer.', what: 'check the address; if it is right, try later.' },
  },
  '4.6': {
    fr: { why: 'le message tourne en boucle entre des serveurs.', what: 'signalez-le au support.' },
    en: { why: 'the message goes in circles between servers.', what: 'report it to the support.' },
  },
  '4.7': {
    fr: {
      why: 'le message n’a pas pu être remis dans le temps imparti.',
      what: 'réessayez plus tard, ou joignez votre correspondant par un autre moyen.',
    },
    en: { why: 'it could not be delivered in the time given.', what: 'try later, or reach the person by other means.' },
  },
  '6.7': {
    fr: {
      why: 'le serveur du destinataire n’accepte pas les adresses accentuées.',
      what: 'utilisez une adresse sans accent de ce correspondant.',
    },
    en: { why: 'their server takes no accented addresses.', what: 'use an address without accents.' },
  },
  '7.10': {
    fr: {
      why: 'vous avez demandé un chemin chiffré de bout en bout et rien ne le garantit jusqu’au serveur du destinataire.',
      what: 'renvoyez le message sans cette exigence, ou par un autre moyen.',
    },
    en: {
      why: 'you required TLS all the way and nothing guarantees it up to their server.',
      what: 'send it without, or otherwise.',
    },
  },
  '7.30': {
    fr: {
      why: 'vous avez demandé un chemin chiffré de bout en bout et le serveur du destinataire ne peut le promettre.',
      what: 'renvoyez le message sans cette exigence, ou par un autre moyen.',
    },
    en: {
      why: 'you required TLS all the way and their server cannot promise it.',
      what: 'send it without, or otherwise.',
    },
  },
};

/** By the middle number alone, where the whole is not known. */
const adviceBySubject: Readonly<Record<string, InBoth>> = {
  '1': adviceOf['1.1']!,
  '2': {
    fr: {
      why: 'la boîte aux lettres du destinataire ne peut pas recevoir ce message.',
      what: 'prévenez votre correspondant par un autre moyen.',
    },
    en: { why: 'the mailbox of the recipient cannot take this message.', what: 'reach the person by other means.' },
  },
  '4': adviceOf['4.1']!,
  '7': {
    fr: {
      why: 'le serveur du destinataire a refusé le message par sécurité.',
      what: 'si l’envoi est légitime, transmettez cet avis au support : il porte la réponse exacte.',
    },
    en: { why: 'their server refused the message for security.', what: 'forward this notice to the support.' },
  },
};

const otherwise: InBoth = {
  fr: {
    why: 'le serveur du destinataire a refusé le message.',
    what: 'la réponse ci-dessous dit peut-être pourquoi ; sinon, demandez au support.',
  },
  en: { why: 'their server refused the message.', what: 'the answer below may say why; else ask the support.' },
};

/** @param status as `5.1.1` */
export function adviceFor(status: string): InBoth {
  const [, subject = '', detail = ''] = status.split('.');
  return adviceOf[`${subject}.${detail}`] ?? adviceBySubject[subject] ?? otherwise;
}
