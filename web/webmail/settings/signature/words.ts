import { addWords, useWordsOf } from '../../words/speak.ts';

const fr = {
  title: 'Signature',
  intro:
    'Votre signature est celle de la maison : votre nom, votre fonction et votre établissement viennent de l’annuaire, et changent d’eux-mêmes si vous changez de poste.',
  preview: 'Telle que vos correspondants la voient',
  frame: 'Signature mise en forme',
  text: 'En texte seul',
  html: 'Avec la mise en forme',
  nothing: 'L’annuaire n’en sait pas assez pour vous faire une signature.',
  wrong:
    'Une erreur dans votre fonction ou votre établissement ? Le secrétariat de votre établissement peut la faire corriger.',
  own: 'Vos lignes',
  lines: 'Lignes ajoutées à votre signature',
  linesHint: 'Facultatif : un téléphone, un bureau, des horaires. {{most}} lignes de {{length}} caractères au plus.',
  tooMany: 'Il y a trop de lignes : {{most}} au plus.',
  tooLong: 'Une ligne est trop longue : {{length}} caractères au plus.',
  elsewhere: 'Ailleurs que dans le webmail',
  added: 'Ajouter ma signature aux messages envoyés d’un téléphone ou d’un logiciel',
  addedHint:
    'Le serveur la met sous les messages qui n’en ont pas. Jamais dans un message signé ou chiffré, jamais deux fois.',
  notHere: 'Votre maison n’a pas activé cet ajout par le serveur : votre choix servira le jour où elle le fera.',
};
export type SignatureWords = typeof fr;

const en: SignatureWords = {
  title: 'Signature',
  intro:
    'Your signature is that of the house: your name, function and school come from the directory, and change by themselves if you change posts.',
  preview: 'As your correspondents see it',
  frame: 'Formatted signature',
  text: 'As plain text',
  html: 'Formatted',
  nothing: 'The directory does not know enough to make you a signature.',
  wrong: 'A mistake in your function or school? The secretary of your school can have it corrected.',
  own: 'Your lines',
  lines: 'Lines added to your signature',
  linesHint: 'Optional: a telephone, an office, hours. At most {{most}} lines of {{length}} characters.',
  tooMany: 'There are too many lines: {{most}} at most.',
  tooLong: 'A line is too long: {{length}} characters at most.',
  elsewhere: 'Outside the webmail',
  added: 'Add my signature to messages sent from a phone or a program',
  addedHint: 'The server puts it below messages that have none. Never into a signed or encrypted message, never twice.',
  notHere: 'Your house has not switched on this addition by the server: your choice will serve once it does.',
};

addWords('signature', { fr, en });

export function useSignatureWords() {
  return useWordsOf<SignatureWords>('signature');
}
