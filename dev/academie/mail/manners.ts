/** How letters begin and end, and what replies say whatever the topic. */
import { sentences, type Template } from './grammar.ts';

export const collectiveGreetings = sentences(
  'Bonjour à toutes et à tous,',
  'Bonjour à tous,',
  'Chères et chers collègues,',
  'Bonjour,',
  'Mesdames, Messieurs,',
  'Chers tous,',
);
export const familiarGreetings = sentences(
  'Bonjour {lecteur},',
  'Salut {lecteur},',
  'Coucou {lecteur},',
  'Bonjour,',
  '{lecteur},',
  'Hello {lecteur},',
  'Bonsoir {lecteur},',
);
export const formalGreetings = sentences('{civilité},', 'Bonjour {vous},', 'Bonjour,', '{vous},');

export const familiarClosings = sentences(
  'Bonne journée,',
  'À {demain},',
  'Bises',
  'Amicalement,',
  'Merci d’avance,',
  'Bon courage,',
  'Bonne soirée,',
  'À bientôt,',
  'Bon week-end,',
);
export const formalClosings = sentences(
  'Cordialement,',
  'Bien cordialement,',
  'Bien à vous,',
  'Avec mes remerciements,',
  'Je vous remercie de votre attention.\n\nCordialement,',
  'Je vous prie d’agréer, {civilité}, l’expression de mes salutations distinguées.',
  'Restant à votre disposition,',
  'Sincères salutations,',
);

export const collectiveClosings = sentences(
  'Cordialement,',
  'Bien cordialement,',
  'Merci à toutes et à tous.',
  'Merci d’avance pour vos réponses.',
  'Bien à vous,',
  'Avec mes remerciements,',
  'Bonne semaine,',
  'Cordialement à tous,',
);

/** First words of a reply. */
export const replyOpenings = sentences(
  'Bien reçu.',
  'C’est noté.',
  'Désolé{e} de répondre si tard.',
  'Je reviens sur ce point.',
  'Oui, tout à fait.',
  'Bonne idée.',
  'Je comprends.',
  'Entendu.',
  'Merci pour la précision.',
  'Merci pour cette réponse rapide.',
  '',
  '',
  '',
);
export const familiarReplyOpenings = sentences(
  'Merci pour ton message.',
  'Merci de ton retour.',
  'Pas de souci.',
  'Je découvre ton message à l’instant.',
  'Ah, tu as raison.',
  'Parfait.',
  '',
  '',
);

/** Replies that fit anywhere. */
export const anyReplies = sentences(
  'Je regarde cela {demain} et je reviens vers vous.',
  'C’est parfait pour moi.',
  'Je ne suis pas disponible à ce moment-là ; {jour} à {heure}, ce serait possible.',
  'Il faudrait avoir l’accord de {collègue} avant de lancer quoi que ce soit.',
  'Je transmets à {collègue}, qui répondra d’ici {jour}.',
  'Il me faut un peu de temps : réponse le {date} au plus tard.',
  'La date du {échéance} me paraît proche.',
  'Tout est réglé, merci.',
  'Finalement, on garde ce qui était prévu.',
  'La pièce jointe ne s’ouvre pas, pourrait-on me la renvoyer ?',
  'Je confirme pour {heure}.',
  'Entre-temps, {parent} a rappelé : tout est arrangé.',
  'La direction est d’accord sur le principe.',
  'Je suis en congé jusqu’à {jour}, je verrai à mon retour.',
  'Je reste joignable au {téléphone} pour en parler.',
);
export const familiarReplies = sentences(
  'Peux-tu mettre {collègue} en copie ? C’est plutôt son domaine.',
  'Je m’en occupe dès que j’ai cinq minutes.',
  'Tu peux compter sur moi.',
  'Petit rappel : il me manque toujours {document}.',
  'On fait comme l’an dernier ?',
  'As-tu des nouvelles de {collègue} ?',
  'Je préfère qu’on en parle de vive voix, {jour} à la pause.',
  'J’ajoute que la {salle} est déjà réservée à {heure}.',
  'Je te dis ça {demain} sans faute.',
  'Tu me sauves, merci !',
  'Bof, je ne suis pas sûr{e} que ce soit une bonne idée.',
  'Va pour {jour}.',
);

/** What services and firms answer, whatever the matter. */
export const serviceReplies = sentences(
  'Votre demande a été transmise au bureau compétent, sous le numéro {numéro}.',
  'Nous avons bien reçu votre message et y répondrons avant le {échéance}.',
  'Après vérification, votre situation est régulière ; aucune démarche n’est nécessaire.',
  'Il manque une pièce à votre dossier : [un justificatif|une signature|la page 2 du formulaire].',
  'Vous pouvez nous joindre au {téléphone}, de 9 h à 12 h.',
  'Le nécessaire a été fait ce jour.',
  'Votre demande ne relève pas de notre service ; elle a été réorientée.',
  'Nous vous confirmons la date du {date}.',
);

/** What drafts hold: letters that stop early. */
export const unfinished: readonly Template[] = sentences(
  '',
  'Il faudrait aussi',
  'À compléter :\n- \n- ',
  'Voir avec {collègue} avant d’envoyer',
  'PS :',
);
