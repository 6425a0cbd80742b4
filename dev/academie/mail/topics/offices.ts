import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { start, topic } from '../topic.ts';

const fileWork = topic({
  where: 'office',
  weight: 30,
  openers: ['team', 'team', 'colleague'],
  folder: sentence('Dossiers'),
  starts: [
    start(
      ['Dossier {numéro}', 'Dossier {numéro} – [{parent}|relance|avis demandé]', 'Situation de {parent}'],
      always(
        'Peux-tu regarder le dossier {numéro} ? {parent} attend une réponse depuis le {récemment}.',
        'Le dossier {numéro} revient de la direction avec une demande de complément.',
        '{parent} conteste la décision du {récemment} (dossier {numéro}).',
      ),
      often(
        'Il manque {document} ; sans cela, la commission du {date} ne pourra pas statuer.',
        'À traiter avant le {échéance}, s’il te plaît.',
        'Le service juridique a rendu un avis plutôt favorable.',
      ),
    ),
    start(
      [
        'Tableau de suivi – {trimestre}',
        'Statistiques à rendre le {échéance}',
        'Remontée [ministérielle|académique] : {échéance}',
      ],
      always(
        'Le tableau de suivi est à compléter avant le {échéance} : {nombre} dossiers restent ouverts.',
        'L’enquête {référence} est à rendre pour le {échéance} ; {collègue} rassemble les chiffres.',
      ),
      often(
        'Le taux de traitement atteint {pourcent}.',
        'Les écarts avec l’an dernier sont à expliquer en une phrase.',
      ),
    ),
    start(
      ['Projet de courrier à relire', 'Note à la signature : {référence}', 'Parapheur du {aujourd_hui}'],
      always(
        'Voici le projet de courrier {référence}, à relire avant signature.',
        'La note {référence} est au parapheur ; il reste {quelques} points à trancher.',
      ),
      sometimes('Attention au ton du troisième paragraphe.', 'Le visa de {collègue} est nécessaire.'),
    ),
  ],
  replied: 0.6,
  replies: sentences(
    'C’est relu : une virgule et une date à corriger.',
    'Dossier {numéro} complété et transmis.',
    'Je préfère attendre l’avis de {collègue}.',
    'Les chiffres sont dans le tableau partagé, onglet {quelques}.',
    'J’appelle l’établissement {demain}.',
  ),
  files: sentences('Dossier_{numéro}.pdf', 'Suivi {année}.csv', 'Projet de courrier {référence}.odt', 'Note.pdf'),
  attached: 0.25,
});

const serviceLife = topic({
  where: 'office',
  weight: 18,
  openers: ['team', 'head'],
  collective: true,
  folder: sentence('Réunions'),
  starts: [
    start(
      ['Réunion de service le {date}', 'Point hebdomadaire du {date}', 'Comité de pilotage – {projet}'],
      always('La réunion se tiendra le {date} de {heure} à {heure2}, en {salle}.'),
      often(
        'À l’ordre du jour :\n- calendrier {année} ;\n- {projet} ;\n- congés et permanences.',
        'Chacun présentera ses dossiers en cinq minutes.',
      ),
    ),
    start(
      ['Congés : planning à compléter', 'Permanences des vacances', 'Télétravail : jours fixes'],
      always(
        'Merci de compléter le planning avant le {échéance}.',
        'Il faut encore {quelques} volontaires pour les permanences.',
      ),
      sometimes('{collègue} centralise les demandes.', 'Le {jour} reste un jour de présence pour tous.'),
    ),
    start(
      ['Procédure {référence} mise à jour', 'Nouvelle version de {application}'],
      always(
        'La procédure {référence} a été mise à jour : le visa de {collègue} n’est plus nécessaire.',
        '{application} change de version le {date} à {heure} ; prévoyez une coupure.',
      ),
    ),
  ],
  replied: 0.4,
  replies: sentences(
    'Je prends la permanence du {jour}.',
    'Excusez-moi, je serai en déplacement à {ville}.',
    'Planning complété.',
    'Peut-on ajouter le point sur {projet} ?',
  ),
  files: sentences('Planning {année}.csv', 'Ordre du jour.odt', 'Procedure.pdf'),
  attached: 0.2,
  invited: 0.3,
});

const fromSchools = topic({
  where: 'office',
  weight: 16,
  openers: ['colleague'],
  folder: sentence('Établissements'),
  starts: [
    start(
      ['Question sur la circulaire {référence}', 'Circulaire {référence} : une précision'],
      always(
        'Pouvez-vous me préciser si la circulaire {référence} s’applique aux contractuels ?',
        'La date limite de la circulaire {référence} est-elle bien le {date} ?',
      ),
    ),
    start(
      ['Remplacement de {parent}', 'Congé de {parent} : suppléance'],
      always('{parent} est en congé jusqu’au {date} : un remplacement est-il prévu ?'),
      often('Sans réponse d’ici le {échéance}, les cours ne pourront pas être assurés.'),
    ),
    start(
      ['Contrat de {parent}', 'Renouvellement : {parent}'],
      always('Le contrat de {parent} se termine le {date} ; nous souhaitons son renouvellement.'),
      often('Le chef d’établissement est favorable.'),
    ),
    start(
      ['Demande de moyens {année}', 'Heures supplémentaires – {matière}'],
      always('Nous demandons {quelques} heures supplémentaires en {matière} pour la rentrée {rentrée}.'),
      often('{nombre} élèves sont concernés, dont {quelques} en grande difficulté.'),
    ),
  ],
  tail: [sometimes('Je reste joignable au {téléphone}.', 'Une réponse, même brève, nous aiderait.')],
  replied: 0.55,
  replies: sentences(
    'Votre demande est enregistrée sous le numéro {numéro}.',
    'Une réponse vous parviendra d’ici {jour}.',
    'C’est accordé, le document suit.',
    'Je suis désolé{e} : aucune suite favorable ne peut être donnée cette année.',
    'Pouvez-vous m’envoyer {document} ?',
  ),
  files: sentences('Demande_{numéro}.pdf', 'Contrat {numéro}.pdf'),
  attached: 0.2,
});

export const offices = [fileWork, serviceLife, fromSchools];
