import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { start, topic } from '../topic.ts';

const followUp = topic({
  where: 'school',
  weight: 15,
  openers: ['team', 'head'],
  folder: sentence('Suivi des élèves/{classe}'),
  starts: [
    start(
      [
        '{élève} ({classe})',
        'Situation de {élève} en {classe}',
        'Suivi de {élève} – [point d’étape|besoin de ton avis]',
      ],
      always(
        'Je voulais te parler de {élève}, en {classe}, élève que je trouve {humeur} depuis le {récemment}.',
        'As-tu remarqué un changement chez {élève} ? En {matière}, je sens cet élève {humeur}.',
        'Suite à notre échange de couloir, je reviens vers toi à propos de {élève} ({classe}) : {humeur}, ces temps-ci.',
      ),
      often(
        'Les trois dernières évaluations sont [en baisse|très inégales|presque blanches] et le travail à la maison n’est plus fait.',
        'À la récréation, c’est la solitude : {élève2} [ne lui parle plus|a changé de classe].',
        'En revanche, à l’oral, [de vraies réussites|l’envie est là] : il faut s’appuyer là-dessus.',
      ),
    ),
    start(
      ['{classe} : comportement de {élève}', 'Incident en {matière} ({classe})', 'Rapport d’incident du {récemment}'],
      always(
        'Incident le {récemment} en {matière} avec {élève} et {élève2} : rien de grave, mais il faut que nous en parlions.',
        '{élève} et {élève2} ont [échangé des mots très durs|quitté le cours sans autorisation|cassé une chaise en jouant] {jour} dernier.',
      ),
    ),
    start(
      ['Équipe éducative pour {élève}, {date}', 'Suivi de {élève} – rendez-vous avec la famille'],
      always(
        'La famille de {élève} ({classe}) demande un rendez-vous au sujet des résultats en {matière}.',
        'Une équipe éducative est organisée pour {élève} le {date} à {heure}, en {salle}.',
      ),
    ),
  ],
  tail: [
    sometimes(
      'L’assistante sociale et l’infirmière sont au courant.',
      'J’ai appelé la maison : {parent} [est d’accord pour nous rencontrer|ne savait rien des retards|rappellera {jour}].',
    ),
    often(
      'Que dirais-tu de mettre en place {dispositif} ?',
      'Je propose que nous nous voyions {jour} [à la récréation|sur l’heure du déjeuner|vers {heure}] avec {collègue}.',
      '{collègue} pense qu’il faudrait {dispositif} ; je suis assez d’accord.',
      'Peux-tu me dire comment cela se passe dans ton cours ?',
    ),
  ],
  replied: 0.65,
  replies: sentences(
    'Même constat de mon côté, surtout le {jour} matin.',
    'Avec moi tout se passe bien, c’est étonnant. Je vais observer.',
    'D’accord pour {dispositif}. Qui prévient la famille ?',
    'J’ai vu {élève} le {récemment} : la discussion a été franche et plutôt rassurante.',
    'Je peux me libérer {jour} à {heure}. On se retrouve en {salle} ?',
    'Attention, {élève2} est dans la même situation, il faudrait traiter les deux ensemble.',
  ),
});

const absence = topic({
  where: 'school',
  weight: 4,
  openers: ['office', 'team'],
  collective: true,
  folder: sentence('Vie scolaire'),
  starts: [
    start(
      [
        'Absences non justifiées en {classe}',
        'Assiduité – {classe}',
        'Retards répétés : {élève}, {élève2}',
        'Relevé des absences du {récemment}',
      ],
      always(
        '{nombre} demi-journées d’absence sont sans justificatif en {classe}, surtout celles de {élève} et de {élève2}.',
        'Le relevé des absences de la {classe} est disponible : {élève}, {élève2} et {élève3} sont à suivre de près.',
        'L’appel de {heure} n’a pas été fait le {récemment} en {classe} : merci de le compléter.',
      ),
    ),
  ],
  tail: [
    often(
      'Un courrier part aux familles {demain}.',
      'Merci de vérifier l’appel du {jour} dans {application}.',
      'Le signalement aux services départementaux sera fait le {date} sans nouvelle de la famille.',
    ),
  ],
  replied: 0.3,
  replies: sentences(
    'Appel complété, toutes mes excuses.',
    '{élève} était bien en cours, c’est une erreur de ma part.',
    'La famille de {élève2} a appelé : {motif}.',
  ),
  files: sentences('Absences_{classe}.csv', 'Releve {classe}.pdf'),
  attached: 0.3,
});

export const pupils = [followUp, absence];
