import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { start, topic } from '../topic.ts';

const council = topic({
  where: 'school',
  weight: 16,
  openers: ['head', 'office', 'team'],
  collective: true,
  folder: sentence('Conseils de classe/{classe}'),
  starts: [
    start(
      [
        'Conseil de classe de {classe} – {date}',
        'Conseils de classe du {trimestre} : {classe}',
        '{classe} – préparation du conseil de classe',
        'Conseil de {classe} : [ordre du jour|mode d’emploi|présence des professeurs]',
      ],
      always(
        'Le conseil de classe de {classe} se tiendra le {date} à {heure}, en {salle}.',
        'Je vous rappelle que le conseil de {classe} pour le {trimestre} est fixé au {date}, {heure}, en {salle}.',
        'Vous trouverez ci-dessous l’organisation du conseil de classe de {classe} ([{date} à {heure}|le {date}, {heure} précises]).',
      ),
      often(
        'La durée prévue est d’une heure ; [le conseil suivant commence aussitôt après|merci d’être ponctuels].',
        'Les délégués des parents ont été [prévenus|convoqués] par courrier.',
      ),
    ),
    start(
      [
        '[Rappel : |]appréciations à saisir avant le conseil de {classe}',
        'Bulletins de {classe} : il manque des appréciations',
      ],
      always(
        'Il manque encore {quelques} appréciations pour le conseil de {classe}, prévu le {date} à {heure}.',
        '{collègue}, qui prépare la synthèse de la {classe}, attend les dernières moyennes pour le conseil du {date}.',
        'Merci de saisir moyennes et appréciations de la {classe} avant le {échéance} au soir.',
      ),
    ),
    start(
      ['Report du conseil de classe de {classe}', 'Conseil de {classe} : changement [de date|d’horaire|de salle]'],
      always(
        'Le conseil de classe de {classe} est déplacé au {date} à {heure} : la {salle} reste réservée.',
        'À la demande de plusieurs d’entre vous, le conseil de {classe} aura lieu le {date}, {heure}, en {salle}.',
      ),
    ),
  ],
  tail: [
    often(
      'Le bulletin sera verrouillé le {échéance} à 20 h : passé ce délai, [seule la direction pourra|plus personne ne pourra] le modifier.',
      '{collègue} a besoin de vos appréciations [en {matière} |]pour le {échéance}.',
      'Les appréciations devront être complètes le {échéance} au plus tard.',
    ),
    sometimes(
      'Les situations de {élève} et de {élève2} seront étudiées en premier.',
      'Nous prendrons dix minutes pour la situation de {élève}, dont les résultats ont beaucoup changé.',
      'Un point particulier sera fait sur {élève}, pour qui {dispositif} est à l’étude.',
      'Les délégués souhaitent aborder l’ambiance de la classe et les devoirs de {matière}.',
    ),
    sometimes(
      'Merci de signaler tout empêchement [au secrétariat|à la vie scolaire|par retour de courriel].',
      'En cas d’absence, transmettez vos remarques à {collègue2}.',
    ),
  ],
  replied: 0.45,
  replies: sentences(
    'Mes appréciations pour la {classe} sont en ligne.',
    'Je serai en conseil de {classe2} à la même heure : {collègue} portera mes remarques.',
    'Pour {élève}, je propose {dispositif} : les résultats en {matière} restent fragiles.',
    'Peut-on avancer d’un quart d’heure ? J’ai un train à prendre.',
    'Il me manque deux évaluations en {matière}, je complète ce soir.',
  ),
  files: sentences('Conseil {classe}.pdf', 'Ordre du jour – conseil de {classe}.odt', 'Tableau_synthese_{classe}.csv'),
  attached: 0.22,
  invited: 0.12,
});

const pupil = topic({
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

const staffAbsence = topic({
  where: 'school',
  weight: 9,
  openers: ['team', 'office', 'head'],
  collective: true,
  starts: [
    start(
      ['Absence de {collègue} {demain}', 'Remplacement de {collègue} : [qui peut aider ?|créneaux à couvrir]'],
      always(
        '{collègue} ne sera pas là {demain} ({motif}).',
        'Pour raison de service, {collègue} n’assurera pas ses cours {demain}.',
      ),
    ),
    start(
      ['Absent{e} {demain} – [travail à donner|remplacement]', 'Mon absence {demain}'],
      always('Je ne serai pas là {demain} [de la journée|matin|après-midi] : {motif}.'),
    ),
    start(
      ['Professeurs absents le {date}'],
      always('Voici les absences connues pour le {date} : {collègue} et {collègue2}.'),
    ),
  ],
  tail: [
    often(
      'Les {classe} iront en permanence de {heure} à {heure2}.',
      'Le travail est [déposé dans le casier|noté dans le cahier de textes|à la vie scolaire] : exercices {quelques} et suivants.',
      'Le contrôle de {matière} prévu en {classe} est reporté au {date2}.',
      'Si quelqu’un peut prendre la {classe} à {heure}, ce serait un grand service rendu.',
    ),
    sometimes(
      'Les familles sont prévenues.',
      'Le retour est prévu {jour}.',
      'Les heures seront rattrapées avant les vacances.',
      'Merci aux collègues qui accepteront ces heures ; elles seront bien sûr rémunérées.',
    ),
  ],
  replied: 0.35,
  replies: sentences(
    'Je prends la {classe} de {heure} à {heure2}.',
    'Bon rétablissement ! Je récupère les copies dans le casier.',
    'Impossible pour moi {demain}, mais {jour} si besoin.',
    'J’ai prévenu la {classe}. Ils ont (presque) caché leur joie.',
  ),
});

const pupilAbsence = topic({
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

const timetable = topic({
  where: 'school',
  weight: 9,
  openers: ['head', 'team', 'office'],
  folder: sentence('Emploi du temps'),
  starts: [
    start(
      [
        'Emploi du temps [modifié |provisoire |]semaine [A|B]',
        'Changement de salle {jour} à {heure}',
        'Emploi du temps {année} : [corrections|version 3]',
      ],
      always(
        'À compter du {date}, le cours de {matière} de la {classe} aura lieu en {salle}, à {heure}.',
        'L’emploi du temps de la semaine prochaine est modifié : {classe} commence à {heure} le {jour}.',
        'Une coquille s’est glissée dans l’emploi du temps : la {classe} ne peut pas avoir {matière} et {collègue} à la même heure.',
      ),
    ),
    start(
      ['Échange d’heures avec la {classe}', 'Permutation de cours le {date}', 'Service à rendre {jour}'],
      always(
        'Accepterais-tu d’échanger ton heure du {jour} ({classe}) contre la mienne du {jour2} à {heure} ?',
        'Serait-il possible que tu prennes la {classe} le {date} à {heure} ? Je te rends l’heure quand tu veux.',
      ),
    ),
    start(
      ['Vœux pour l’emploi du temps {rentrée}'],
      always(
        'Merci de me faire part de vos vœux pour la rentrée {rentrée} avant le {échéance}. La demi-journée libre [sera conservée|ne peut pas être garantie].',
      ),
    ),
  ],
  tail: [
    sometimes(
      'Cela libérerait la {salle} pour {collègue}.',
      'Les élèves de {classe2} ne sont pas concernés.',
      'C’est l’affaire d’une seule semaine.',
    ),
    sometimes('La vie scolaire est informée.', 'La modification est visible dans {application}.'),
  ],
  replied: 0.5,
  replies: sentences(
    'C’est d’accord, je préviens la {classe}.',
    'Le {jour} ne m’arrange pas : et le {jour2} à {heure} ?',
    'Merci pour la correction, c’est bon maintenant.',
  ),
  files: sentences('EDT_{classe}.pdf', 'Emploi du temps {année}.pdf', 'Voeux {année}.odt'),
  attached: 0.15,
});

export const classLife = [council, pupil, staffAbsence, pupilAbsence, timetable];
