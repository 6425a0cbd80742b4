import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { topic } from '../topic.ts';

const council = topic({
  weight: 16,
  openers: ['head', 'office', 'colleague'],
  collective: true,
  folder: sentence('Conseils de classe/{classe}'),
  subjects: sentences(
    'Conseil de classe de {classe} – {date}',
    'Conseils de classe du {trimestre} : {classe}',
    '[Rappel : |]appréciations à saisir avant le conseil de {classe}',
    '{classe} – préparation du conseil de classe',
    'Report du conseil de classe de {classe}',
    'Conseil de {classe} : [ordre du jour|mode d’emploi|présence des professeurs]',
  ),
  body: [
    always(
      'Le conseil de classe de {classe} se tiendra le {date} à {heure}, en {salle}.',
      'Je vous rappelle que le conseil de {classe} pour le {trimestre} est fixé au {date}, {heure}, en {salle}.',
      'Le conseil de classe de {classe} est déplacé au {date} à {heure} : la {salle} reste réservée.',
      'Vous trouverez ci-dessous l’organisation du conseil de classe de {classe} ([{date} à {heure}|le {date}, {heure} précises]).',
    ),
    often(
      'Merci de saisir moyennes et appréciations [au plus tard|avant] le {échéance} au soir, afin que {collègue} puisse préparer la synthèse.',
      'Les appréciations devront être complètes le {échéance} ; il en manque encore {quelques} à ce jour.',
      'Le bulletin sera verrouillé le {échéance} à 20 h : passé ce délai, [seule la direction pourra|plus personne ne pourra] le modifier.',
      '{collègue}, professeur principal, a besoin de vos appréciations [en {matière} |]pour le {échéance}.',
    ),
    sometimes(
      'Les situations de {élève} et de {élève2} seront étudiées en premier.',
      'Nous prendrons dix minutes pour la situation de {élève}, [{humeur} depuis plusieurs semaines|dont les résultats ont beaucoup changé].',
      'Un point particulier sera fait sur {élève}, pour qui {dispositif} est envisagé.',
      'Les délégués souhaitent aborder l’ambiance de la classe et les devoirs de {matière}.',
    ),
    often(
      'Les délégués des parents ont été [prévenus|convoqués] par courrier.',
      'Merci de signaler tout empêchement [au secrétariat|à la vie scolaire|par retour de courriel].',
      'La durée prévue est d’une heure ; [le conseil suivant commence aussitôt après|merci d’être ponctuels].',
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
  weight: 15,
  openers: ['colleague', 'head'],
  folder: sentence('Suivi des élèves/{classe}'),
  subjects: sentences(
    '{élève} ({classe})',
    'Situation de {élève} en {classe}',
    '{classe} : comportement de {élève}',
    'Suivi de {élève} – [point d’étape|besoin de ton avis|rendez-vous avec la famille]',
    'Équipe éducative pour {élève}, {date}',
  ),
  body: [
    always(
      'Je voulais te parler de {élève}, en {classe}, que je trouve [très |]{humeur} depuis {récemment}.',
      'As-tu remarqué un changement chez {élève} ? En {matière}, je le sens {humeur}.',
      'Incident {récemment} en {matière} avec {élève} et {élève2} : rien de grave, mais il faut que nous en parlions.',
      'La famille de {élève} ({classe}) demande un rendez-vous au sujet des résultats en {matière}.',
      'Suite à notre échange de couloir, je reviens vers toi à propos de {élève}, {humeur} en ce moment.',
    ),
    often(
      'Les trois dernières évaluations sont [en baisse|très inégales|presque blanches] et le travail à la maison n’est plus fait.',
      'L’assistante sociale et l’infirmière sont au courant.',
      'Il reste seul à la récréation, et {élève2} [ne lui parle plus|est parti dans une autre classe].',
      'J’ai appelé la maison : {parent} [est d’accord pour nous rencontrer|n’avait pas connaissance des retards|rappellera {jour}].',
      'En revanche, à l’oral, [de vraies réussites|l’envie est là] : il faut s’appuyer là-dessus.',
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
    'J’ai vu {élève} {récemment} : la discussion a été franche et plutôt rassurante.',
    'Je peux me libérer {jour} à {heure}. On se retrouve en {salle} ?',
    'Attention, {élève2} est dans la même situation, il faudrait traiter les deux ensemble.',
  ),
});

const absence = topic({
  weight: 12,
  openers: ['colleague', 'office', 'head'],
  collective: true,
  subjects: sentences(
    'Absence de {collègue} {demain}',
    'Absent{e} {demain} – [travail à donner|remplacement]',
    'Remplacement de {collègue} : [qui peut aider ?|créneaux à couvrir]',
    'Professeurs absents le {date}',
    'Absences non justifiées en {classe}',
  ),
  body: [
    always(
      '{collègue} ne sera pas là {demain} ({motif}).',
      'Je serai absent{e} {demain} [toute la journée|matin|après-midi] : {motif}.',
      'Pour raison de service, {collègue} n’assurera pas ses cours le {date}.',
      'Voici les absences connues pour le {date} : {collègue} et {collègue2}.',
      '{quelques} élèves de {classe} ont dépassé quatre demi-journées d’absence sans justificatif, dont {élève} et {élève2}.',
    ),
    often(
      'Les {classe} iront en permanence de {heure} à {heure2}.',
      'Le travail est [déposé dans le casier|noté dans le cahier de textes|chez les surveillants] : exercices du chapitre {quelques}.',
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
    'Bon rétablissement ! Je récupère les copies dans ton casier.',
    'Impossible pour moi {demain}, mais {jour} si besoin.',
    'J’ai prévenu la {classe}. Ils ont (presque) caché leur joie.',
  ),
});

const timetable = topic({
  weight: 9,
  openers: ['head', 'colleague', 'office'],
  folder: sentence('Emploi du temps'),
  subjects: sentences(
    'Emploi du temps [modifié |provisoire |]semaine [A|B]',
    'Changement de salle {jour} à {heure}',
    'Échange d’heures avec la {classe}',
    'Emploi du temps {année} : [vos vœux|corrections|version 3]',
    'Permutation de cours le {date}',
  ),
  body: [
    always(
      'À compter du {date}, le cours de {matière} de la {classe} aura lieu en {salle}, à {heure}.',
      'Accepterais-tu d’échanger ton heure du {jour} ({classe}) contre la mienne du {jour2} à {heure} ?',
      'L’emploi du temps de la semaine prochaine est modifié : {classe} commence à {heure} le {jour}.',
      'Une coquille s’est glissée dans l’emploi du temps : la {classe} ne peut pas avoir {matière} et {collègue} à la même heure.',
      'Merci de me faire part de vos vœux pour l’année à venir avant le {échéance}.',
    ),
    sometimes(
      'La salle {numéro} n’existant pas, il fallait bien sûr lire « {salle} ».',
      'Cela libérerait la {salle} pour {collègue}.',
      'Les élèves de {classe2} ne sont pas concernés.',
      'La demi-journée libre [sera conservée|ne peut pas être garantie].',
    ),
    often(
      'Dites-moi si cela pose problème avant le {échéance}.',
      'La vie scolaire est informée.',
      'La modification est visible dans {application}.',
      'C’est l’affaire d’une seule semaine.',
    ),
  ],
  replied: 0.5,
  replies: sentences(
    'Échange accepté, je préviens la {classe}.',
    'Le {jour} ne m’arrange pas : et le {jour2} à {heure} ?',
    'Merci pour la correction, c’est bon maintenant.',
  ),
  files: sentences('EDT_{classe}.pdf', 'Emploi du temps {année}.pdf', 'Voeux {année}.odt'),
  attached: 0.15,
});

export const classLife = [council, pupil, absence, timetable];
