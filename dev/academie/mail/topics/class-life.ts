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

export const classLife = [council, staffAbsence, timetable];
