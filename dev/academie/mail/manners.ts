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

/** First words of a reply. */
export const replyOpenings = sentences(
  'Merci pour ton message.',
  'Merci pour cette réponse rapide.',
  'Bien reçu.',
  'C’est noté.',
  'Merci de ton retour.',
  'Désolé{e} de répondre si tard.',
  'Pas de souci.',
  'Je découvre ton message à l’instant.',
  'Je reviens sur ce point.',
  'Oui, tout à fait.',
  'Bonne idée.',
  'Je comprends.',
  'Entendu.',
  'Merci pour la précision.',
  '',
  '',
);

/** Replies that fit anywhere. */
export const anyReplies = sentences(
  'Je regarde cela {demain} et je reviens vers vous.',
  'C’est parfait pour moi.',
  'Je ne suis pas disponible à cette date ; {jour} à {heure}, ce serait possible.',
  'Peux-tu mettre {collègue} en copie ? C’est plutôt son domaine.',
  'Il faudrait avoir l’accord de {collègue} avant de lancer quoi que ce soit.',
  'Je m’en occupe dès que je sors de cours.',
  'Est-ce que cela concerne aussi la {classe2} ?',
  'J’ai transmis à {collègue}, qui répondra d’ici {jour}.',
  'Voici mon avis : oui, mais pas avant le {date}.',
  'Je préfère qu’on en parle de vive voix, {jour} à la récréation.',
  'La date limite du {échéance} me paraît courte.',
  'Tu peux compter sur moi.',
  'Petit rappel : il me manque toujours {document}.',
  'Tout est réglé, merci à tous.',
  'Finalement, on garde ce qui était prévu.',
  'Je n’ai pas réussi à ouvrir la pièce jointe, peux-tu la renvoyer ?',
  'Ci-joint la version corrigée.',
  'On fait comme l’an dernier ?',
  'Je confirme pour {heure}.',
  'Quelqu’un a-t-il des nouvelles de {collègue} ?',
  'Entre-temps, {parent} a rappelé : tout est arrangé.',
  'J’ajoute que la {salle} est déjà réservée à {heure}.',
  'Le principal est d’accord sur le principe.',
  'Je suis en congé jusqu’à {jour}, je verrai à mon retour.',
);

/** What drafts hold: letters that stop early. */
export const unfinished: readonly Template[] = sentences(
  '',
  'Il faudrait aussi',
  'À compléter :\n- \n- ',
  'Voir avec {collègue} avant d’envoyer',
  'PS :',
);
