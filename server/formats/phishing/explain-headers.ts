/** The header of a message for somebody who must judge it: every field with its words, and what the field is for. */
import { decodedValue } from '../message/header.ts';
import type { ParsedMessage } from '../message/parse.ts';

export type ExplainedField = {
  readonly name: string;
  readonly value: string;
  readonly fr: string;
  readonly en: string;
};

const maxFields = 200;
const maxValue = 2000;

const known: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  from: [
    'Qui l’expéditeur dit être. Rien ne l’y oblige : voyez « Authentication-Results ».',
    'Whom the sender claims to be. See Authentication-Results.',
  ],
  sender: ['Qui l’a déposé pour le compte de l’auteur.', 'Who sent it on behalf of the author.'],
  'reply-to': [
    'Où iront les réponses : ailleurs que chez l’expéditeur, méfiance.',
    'Where answers go: elsewhere than the sender is a bad sign.',
  ],
  to: ['À qui il se dit adressé.', 'Whom it says it is for.'],
  cc: ['Qui en reçoit copie.', 'Who has a copy.'],
  subject: ['L’objet, choisi par l’expéditeur.', 'The subject, chosen by the sender.'],
  date: [
    'L’heure dite par l’expéditeur ; celle de « Received » fait foi.',
    'The hour the sender claims; Received tells the true one.',
  ],
  received: [
    'Une étape du chemin. La première ligne est de notre serveur ; au-dessous, d’autres l’ont écrite et elle peut mentir.',
    'One step of the way. The first is ours; those below may lie.',
  ],
  'return-path': ['L’adresse d’enveloppe : où reviennent les refus.', 'The envelope sender: where refusals go back.'],
  'delivered-to': ['La boîte où il est arrivé.', 'The mailbox it came to.'],
  'authentication-results': [
    'Ce que notre serveur a vérifié : SPF, DKIM, DMARC. « fail » sur un domaine connu : une usurpation.',
    'What our server checked: SPF, DKIM, DMARC.',
  ],
  'arc-authentication-results': ['Ce qu’un relais dit avoir vérifié.', 'What a relay says it checked.'],
  'arc-seal': ['Le sceau d’un relais.', 'The seal of a relay.'],
  'arc-message-signature': ['La signature d’un relais.', 'The signature of a relay.'],
  'dkim-signature': [
    'Une signature du domaine « d= » : elle prouve ce domaine, pas l’honnêteté de son maître.',
    'A signature of the domain d=: it proves that domain, not its honesty.',
  ],
  'received-spf': ['Ce qu’un autre serveur dit de SPF.', 'What another server says of SPF.'],
  'message-id': ['Le numéro du message, donné par son programme.', 'The message’s number, given by its program.'],
  'in-reply-to': ['Le message auquel il dit répondre.', 'The message it says it answers.'],
  references: ['La conversation dont il se dit.', 'The conversation it says it belongs to.'],
  'x-phishing-verdict': ['Ce que notre juge en a dit à l’arrivée.', 'What our judge said on arrival.'],
  'list-unsubscribe': ['Comment se désabonner ; les escrocs l’imitent.', 'How to unsubscribe; swindlers imitate it.'],
  'list-id': ['La liste de diffusion dont il se dit.', 'The mailing list it says it is of.'],
  'x-mailer': ['Le programme qui l’a écrit, à ce qu’il dit.', 'The program that wrote it, by its own word.'],
  'user-agent': ['Le programme qui l’a écrit, à ce qu’il dit.', 'The program that wrote it, by its own word.'],
  'x-originating-ip': [
    'La machine de l’auteur, à ce que dit un relais.',
    'The author’s machine, by the word of a relay.',
  ],
  'auto-submitted': ['Écrit par une machine.', 'Written by a machine.'],
  'mime-version': ['Le format : rien à en conclure.', 'The format: nothing to conclude.'],
  'content-type': ['La forme du contenu.', 'The shape of the content.'],
  'content-transfer-encoding': ['Le codage du contenu.', 'The encoding of the content.'],
  'x-priority': ['Une urgence que l’expéditeur affiche.', 'An urgency the sender shows.'],
  importance: ['Une importance que l’expéditeur affiche.', 'An importance the sender shows.'],
};

const ofPrograms = [
  'Propre à un programme ; n’importe qui peut l’écrire.',
  'Of some program; anybody may write it.',
] as const;

export function explainHeaders(bytes: Buffer, { fields }: Pick<ParsedMessage, 'fields'>): ExplainedField[] {
  return fields.slice(0, maxFields).map(field => {
    const [fr, en] = Object.hasOwn(known, field.name.toLowerCase()) ? known[field.name.toLowerCase()]! : ofPrograms;
    return { name: field.name, value: decodedValue(bytes, field).slice(0, maxValue), fr, en };
  });
}
