import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { start, topic } from '../topic.ts';

const breakdown = topic({
  weight: 8,
  openers: ['team', 'office'],
  folder: sentence('Numérique'),
  starts: [
    start(
      ['{matériel} {panne}', 'Panne en {salle}'],
      always('{matériel} {panne} depuis le {récemment}.', 'En {salle}, le vidéoprojecteur {panne}.'),
      often(
        'J’ai redémarré {quelques} fois, sans succès.',
        'Le numéro d’inventaire est {numéro}.',
        'Je précise que rien n’a été renversé dessus. Presque rien.',
      ),
    ),
    start(
      ['Problème avec {application}', '{application} : page bloquée', 'Réseau : [lenteurs|coupures|comptes bloqués]'],
      always(
        'Impossible d’ouvrir {application} ce matin : la page {erreur}.',
        'Depuis le {récemment}, {application} {erreur}.',
      ),
      often('Une capture d’écran est jointe.', 'Chez {collègue}, tout fonctionne.'),
    ),
    start(
      ['Mot de passe de {application} oublié', 'Compte bloqué'],
      always(
        '{collègue} n’arrive plus à se connecter à {application}.',
        'J’ai oublié mon mot de passe de {application}, encore.',
      ),
      sometimes('La réinitialisation par le portail a-t-elle une chance ?'),
    ),
  ],
  tail: [
    sometimes(
      'C’est urgent : il me le faut {jour} à {heure}.',
      'Faut-il ouvrir un ticket auprès du rectorat ?',
      'Peux-tu passer voir quand tu as cinq minutes ?',
    ),
  ],
  replied: 0.65,
  replies: sentences(
    'C’était le câble. C’est toujours le câble.',
    'Ticket {numéro} ouvert auprès du support.',
    'Peux-tu réessayer maintenant ?',
    'Ça remarche, merci !',
    'Je passe {jour} à {heure}.',
    'Attention : ne donne jamais ton mot de passe, même à moi.',
  ),
  files: sentences('capture_{numéro}.png', 'IMG_{numéro}.jpg'),
  attached: 0.22,
});

const notices = topic({
  weight: 7,
  openers: ['application'],
  folder: sentence('Numérique/Tickets'),
  starts: [
    start(
      ['[Ticket {numéro}|Demande {numéro}] – prise en charge', '[Ticket {numéro}] {matériel} {panne}'],
      always(
        'Votre demande {numéro} a été prise en charge par le support technique.',
        'Le support a répondu à votre demande {numéro} : « Une intervention est prévue le {date}. »',
      ),
      often('Pour suivre son avancement : https://assistance.ac-amiens.test/ticket/{numéro}'),
    ),
    start(
      ['Maintenance le {date} : {application}'],
      always('Une interruption de {application} est prévue le {date} de {heure} à {heure2}.'),
      often('Aucune donnée ne sera perdue.'),
    ),
    start(
      ['Alerte quota : votre boîte est remplie à {pourcent}'],
      always('Votre boîte aux lettres est remplie à {pourcent}. Pensez à supprimer les messages les plus volumineux.'),
    ),
    start(
      ['Nouvelle connexion à votre compte'],
      always('Une connexion à votre compte a eu lieu le {aujourd_hui} depuis un nouvel appareil.'),
      always('Si ce n’était pas vous, signalez-le au support, au {téléphone}.'),
    ),
    start(
      ['Votre export est prêt'],
      always('L’export que vous avez demandé est disponible pendant sept jours sur le portail.'),
    ),
  ],
  tail: [
    sometimes(
      'Ce message est automatique, merci de ne pas y répondre.',
      'L’administration ne demande jamais votre mot de passe par courriel.',
    ),
  ],
  replied: 0,
});

const platform = topic({
  where: 'school',
  weight: 6,
  openers: ['application'],
  starts: [
    start(
      ['{élève} a rendu un travail : {matière}'],
      always('{élève} a déposé un travail en {matière} le {aujourd_hui}.'),
      often('Consulter : https://travail.ac-amiens.test/{numéro}'),
    ),
    start(
      ['Récapitulatif de la semaine – {classe}', 'Relevé des retards – {classe}'],
      always('Résumé de la semaine pour la {classe} : {nombre} travaux rendus, {quelques} en retard.'),
      often('Travaux en retard :\n- {élève} ;\n- {élève2} ;\n- {élève3}.', 'Taux de participation : {pourcent}.'),
    ),
    start(
      ['Réservation confirmée : {salle}, {date}'],
      always('La réservation de la {salle} le {date} de {heure} à {heure2} est confirmée.'),
    ),
    start(
      ['Sondage « {formation} » : {nombre} réponses'],
      always('{nombre} personnes ont répondu à votre sondage « {formation} ».'),
    ),
  ],
  tail: [
    sometimes(
      'Vous recevez ce message parce que vous suivez les notifications de la {classe}.',
      'Pour ne plus le recevoir, changez vos préférences.',
    ),
  ],
  replied: 0,
});

const security = topic({
  weight: 3,
  openers: ['computing'],
  collective: true,
  folder: sentence('Numérique'),
  starts: [
    start(
      ['[Vigilance|Attention] : campagne d’hameçonnage en cours'],
      always('Des messages frauduleux imitant nos services circulent depuis le {récemment}.'),
      always('Ne cliquez sur aucun lien ; signalez le message d’un geste dans le webmail.'),
    ),
    start(
      ['Fermeture de l’ancien serveur de fichiers le {date}'],
      always('L’ancien serveur de fichiers sera arrêté le {date} à {heure}.'),
      always('Pensez à récupérer vos documents avant cette date.'),
    ),
    start(
      ['Rappel : bien choisir son mot de passe'],
      always('Votre mot de passe doit compter au moins douze caractères et ne rien dire de vous.'),
      often(
        'Un mot de passe différent pour chaque service : voilà le conseil le plus utile.',
        '{pourcent} des comptes compromis l’ont été par un mot de passe réutilisé.',
      ),
    ),
    start(
      ['Messagerie : nouveautés de la rentrée {rentrée}'],
      always('Le nouveau webmail affiche désormais l’adresse réelle de l’expéditeur.'),
    ),
  ],
  tail: [
    sometimes('Les référents numériques ont reçu une fiche détaillée.', 'Merci de relayer auprès de vos équipes.'),
  ],
  replied: 0.12,
  replies: sentences(
    'J’ai cliqué avant de lire… que dois-je faire ?',
    'Merci, c’est affiché en salle des professeurs.',
  ),
  files: sentences('Fiche reflexe.pdf'),
  attached: 0.25,
});

export const digital = [breakdown, notices, platform, security];
