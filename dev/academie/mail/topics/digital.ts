import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { topic } from '../topic.ts';

const breakdown = topic({
  weight: 8,
  openers: ['colleague', 'office'],
  folder: sentence('Numérique'),
  subjects: sentences(
    '{matériel} {panne}',
    'Panne en {salle}',
    'Problème avec {application}',
    'Tablettes de la {classe}',
    'Mot de passe de {application} oublié',
    'Réseau pédagogique : [lenteurs|coupure|comptes élèves]',
  ),
  body: [
    always(
      '{matériel} {panne} depuis {récemment}.',
      'Impossible d’ouvrir {application} ce matin : la page {panne}.',
      'Les élèves de {classe} n’ont plus accès à {application}.',
      'Je n’arrive pas à projeter en {salle} : {matériel} {panne}.',
    ),
    often(
      'J’ai redémarré {quelques} fois, sans succès.',
      'C’est urgent : j’ai besoin de la salle avec la {classe} {jour} à {heure}.',
      'Une capture d’écran est jointe.',
      'Chez {collègue}, tout fonctionne.',
      'Le numéro d’inventaire est {numéro}.',
    ),
    sometimes(
      'Faut-il ouvrir un ticket auprès du rectorat ?',
      'Je précise que rien n’a été renversé dessus. Presque rien.',
      'Peux-tu passer voir quand tu as cinq minutes ?',
    ),
  ],
  replied: 0.65,
  replies: sentences(
    'C’était le câble. C’est toujours le câble.',
    'Ticket {numéro} ouvert auprès du support.',
    'Peux-tu réessayer ? J’ai réinitialisé le poste.',
    'Ça remarche, merci !',
    'Je passe {jour} à {heure} avec une pièce de rechange.',
    'Attention : ne donne jamais ton mot de passe, même à moi.',
  ),
  files: sentences('capture_{numéro}.png', 'IMG_{numéro}.jpg'),
  attached: 0.22,
});

const ticket = topic({
  weight: 7,
  openers: ['application'],
  folder: sentence('Numérique/Tickets'),
  subjects: sentences(
    '[Ticket {numéro}|Demande {numéro}] – [prise en charge|réponse du support|clôture]',
    '[Ticket {numéro}] {matériel} {panne}',
    '{application} : maintenance le {date}',
    'Alerte quota : votre boîte est remplie à {pourcent}',
    'Nouvelle connexion à votre compte',
    'Votre export est prêt',
  ),
  body: [
    always(
      'Votre demande {numéro} a été prise en charge par le support technique.',
      'Le support a répondu à votre ticket {numéro} : « {matériel} sera remplacé le {date}. »',
      'Une maintenance de {application} est prévue le {date} de {heure} à {heure2}.',
      'Votre boîte aux lettres est remplie à {pourcent}. Pensez à supprimer les messages les plus volumineux.',
      'Une connexion à votre compte a eu lieu le {aujourd_hui} depuis un nouvel appareil.',
      'L’export que vous avez demandé est disponible pendant sept jours.',
    ),
    often(
      'Pour suivre son avancement : https://assistance.ac-amiens.test/ticket/{numéro}',
      'Le service peut être interrompu par moments ; aucune donnée ne sera perdue.',
      'Si vous n’êtes pas à l’origine de cette action, signalez-le au support au {téléphone}.',
    ),
    sometimes(
      'Ce message est automatique, merci de ne pas y répondre.',
      'L’administration ne demande jamais votre mot de passe par courriel.',
    ),
  ],
  replied: 0,
});

const platform = topic({
  weight: 6,
  openers: ['application'],
  collective: true,
  subjects: sentences(
    '{élève} a rendu un devoir : {matière}',
    '{quelques} nouveaux messages dans {application}',
    'Récapitulatif de la semaine – {classe}',
    'Réservation de {salle} confirmée le {date}',
    'Relevé des retards – {classe}',
    'Sondage « {formation} » : {nombre} réponses',
  ),
  body: [
    always(
      '{élève} a déposé un travail en {matière} le {aujourd_hui}.',
      'Résumé de la semaine pour la {classe} : {nombre} travaux rendus, {quelques} en retard.',
      'La réservation de la {salle} le {date} de {heure} à {heure2} est confirmée.',
      '{nombre} personnes ont répondu à votre sondage « {formation} ».',
    ),
    often(
      'Travaux en retard :\n- {élève} ;\n- {élève2} ;\n- {élève3}.',
      'Taux de participation : {pourcent}.',
      'Consulter : https://travail.ac-amiens.test/{numéro}',
    ),
    sometimes(
      'Vous recevez ce message parce que vous êtes abonné{e_lecteur} aux notifications de la {classe}.',
      'Pour ne plus le recevoir, changez vos préférences dans {application}.',
    ),
  ],
  replied: 0,
});

const security = topic({
  weight: 3,
  openers: ['rectorat'],
  collective: true,
  folder: sentence('Numérique'),
  subjects: sentences(
    '[Vigilance|Attention] : campagne d’hameçonnage en cours',
    'Rappel : bien choisir son mot de passe',
    'Fermeture de l’ancien serveur de fichiers le {date}',
    'Messagerie : nouveautés de la rentrée {rentrée}',
  ),
  body: [
    always(
      'Des messages frauduleux imitant nos services circulent depuis {récemment}.',
      'L’ancien serveur de fichiers sera arrêté le {date} à {heure}.',
      'Votre mot de passe doit compter au moins douze caractères et ne rien dire de vous.',
      'Le nouveau webmail affiche désormais l’adresse réelle de l’expéditeur.',
    ),
    often(
      'Ne cliquez sur aucun lien ; signalez le message d’un geste dans le webmail.',
      'Pensez à récupérer vos documents avant cette date.',
      'Un mot de passe différent pour chaque service : voilà le conseil le plus utile.',
      '{pourcent} des comptes compromis l’ont été par un mot de passe réutilisé.',
    ),
    sometimes('Les référents numériques ont reçu une fiche détaillée.', 'Merci de relayer auprès de vos équipes.'),
  ],
  replied: 0.12,
  replies: sentences(
    'J’ai reçu ce message et j’ai cliqué… que dois-je faire ?',
    'Merci, c’est affiché en salle des professeurs.',
  ),
  files: sentences('Fiche reflexe.pdf'),
  attached: 0.25,
});

export const digital = [breakdown, ticket, platform, security];
