import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { start, topic } from '../topic.ts';

const fromParent = topic({
  where: 'school',
  weight: 14,
  openers: ['parent'],
  folder: sentence('Parents'),
  starts: [
    start(
      ['{enfant} – {classe}', 'Demande de rendez-vous', 'note de {matière}', 'Résultats de {enfant}'],
      always(
        'Je suis l’un des parents de {enfant}, en {classe}.',
        'Je me permets de vous écrire au sujet de {enfant}, qui est en {classe} cette année.',
        'Suite à la réunion du {récemment}, je souhaite revenir sur les résultats de {enfant} en {matière}.',
        'Nous avons reçu le bulletin de {enfant} et nous sommes [surpris|un peu inquiets|très contents].',
      ),
      often(
        'Serait-il possible de vous rencontrer, {jour} après {heure} par exemple ?',
        '{enfant} dit ne pas avoir compris la dernière leçon et n’ose pas poser de questions.',
        'La note du {récemment} me semble ne pas correspondre au travail fourni : pouvez-vous m’expliquer le barème ?',
        'À la maison, l’ambiance est compliquée en ce moment, merci de votre discrétion.',
      ),
    ),
    start(
      ['Absence de {enfant} {demain}', 'Absence {classe}', '{enfant} malade'],
      always(
        '{enfant} ({classe}) ne viendra pas {demain} : {motif}.',
        'Mon enfant {enfant}, en {classe}, n’ira pas en cours {demain} ({motif}).',
      ),
      often(
        'Pourriez-vous me dire quels exercices sont à rattraper ?',
        'Je joins le certificat médical, [valable trois semaines|valable jusqu’au {date}].',
        'Le retour est prévu {jour}.',
      ),
    ),
    start(
      ['Question sur les devoirs de {matière}', 'Oubli de cahier', '{application} : accès refusé'],
      always(
        'Je n’arrive pas à voir les devoirs de {matière} dans {application} : le mot de passe est refusé.',
        'Le cahier de {matière} de {enfant} ({classe}) reste introuvable : est-il en classe ?',
        'Pouvez-vous préciser la consigne de {matière} pour {jour} ? Nous ne la comprenons pas à la maison.',
      ),
    ),
    start(
      ['Sortie {lieu} : {enfant}', 'Autorisation de sortie – {enfant}'],
      always(
        'Le paiement de {petit_montant} pour la sortie a été remis dans une enveloppe au nom de {enfant} ({classe}).',
        'Je suis disponible le {date} pour accompagner la {classe} {lieu}.',
        '{enfant} a un régime alimentaire particulier : faut-il prévoir son pique-nique pour la sortie du {date} ?',
      ),
    ),
    start(
      ['Dispense d’EPS pour {enfant}', 'Certificat médical – {enfant}'],
      always(
        '{enfant} ({classe}) ne pourra pas faire de sport jusqu’au {date}, à la suite d’une [entorse|opération|fracture du poignet].',
      ),
      often('Vous trouverez le certificat ci-joint.'),
    ),
  ],
  tail: [
    sometimes(
      'Je suis joignable au {téléphone} en fin de journée.',
      'Nous venons de déménager et le trajet est long : merci d’excuser les retards du matin.',
      'Merci pour votre travail auprès des enfants.',
    ),
  ],
  replied: 0.6,
  replies: sentences(
    'Je vous propose le {date} à {heure}, en {salle}.',
    'C’est bien noté pour {enfant}. Le travail à faire est dans le cahier de textes.',
    'Je le reprends volontiers avec {enfant} {jour}.',
    'Merci pour votre réponse rapide, cela nous rassure.',
    'Le plus simple serait un appel {jour} vers {heure}.',
  ),
  files: sentences('certificat.jpg', 'IMG_{numéro}.jpg', 'attestation assurance {enfant}.pdf'),
  attached: 0.13,
});

const parentMeeting = topic({
  where: 'school',
  weight: 8,
  openers: ['head', 'office', 'team'],
  collective: true,
  folder: sentence('Réunions parents-professeurs'),
  starts: [
    start(
      [
        'Réunion parents-professeurs [{niveau}|des {niveau}|de {classe}] – {date}',
        'Rencontre avec les familles de {classe}',
        'Planning des rendez-vous du {date}',
        'Remise des bulletins aux familles de {niveau}',
        'Organisation de la soirée d’accueil des parents',
      ],
      always(
        'La réunion parents-professeurs des {niveau} aura lieu le {date} de {heure} à {heure2}.',
        'Les familles de {classe} sont invitées le {date} à partir de {heure} ; chacun recevra dans sa salle habituelle.',
        'La remise des bulletins du {trimestre} est prévue le {date} à {heure}, en {salle}.',
        'Voici le déroulement de la rencontre avec les parents du {date} : accueil en {salle} à {heure}, puis rendez-vous individuels.',
      ),
    ),
  ],
  tail: [
    often(
      'Les rendez-vous durent [cinq|sept|dix] minutes. [Merci de respecter les horaires|Un minuteur sera fourni aux bavards].',
      'Les inscriptions se font dans {application} jusqu’au {échéance} ; {pourcent} des familles ont déjà répondu.',
      'Merci de m’indiquer vos indisponibilités avant le {échéance}.',
      'Un affichage des salles sera en place dans le hall ; {collègue} et {collègue2} accueilleront les familles.',
    ),
    sometimes(
      'Les représentants de parents tiendront un stand [et offriront {goûter}|].',
      'Une traduction est prévue pour {quelques} familles : merci de me signaler d’autres besoins.',
      'Les parents de {élève} demandent à passer en premier.',
      'Le parking des personnels sera ouvert au public dès 16 h 30.',
    ),
  ],
  replied: 0.35,
  replies: sentences(
    'Je ne pourrai rester que jusqu’à {heure2}.',
    'Combien de familles sont inscrites pour la {classe} ?',
    'Puis-je recevoir en {salle} plutôt qu’au deuxième étage ?',
  ),
  files: sentences('Planning rendez-vous {classe}.pdf', 'Invitation familles.odt', 'Plan des salles.png'),
  attached: 0.25,
  invited: 0.2,
});

const outing = topic({
  where: 'school',
  weight: 11,
  openers: ['team', 'head', 'office'],
  folder: sentence('Sorties scolaires'),
  starts: [
    start(
      [
        'Sortie {lieu} le {date} ({classe})',
        'Sortie des {niveau} : [accompagnateurs|car|budget|autorisations]',
        'Projet {projet} – sortie {lieu}',
        'Liste des participants à la sortie du {date}',
        'Pique-niques pour le {date}',
        'Voyage de printemps : [réunion|point financier|inscriptions]',
      ],
      always(
        'La {classe} ira {lieu} le {date}, départ à {heure} devant l’établissement.',
        'Dans le cadre du projet {projet}, nous emmenons {nombre} élèves {lieu} le {date}.',
        'La sortie {lieu} du {date} est [enfin |]confirmée !',
        'Je cherche encore {quelques} accompagnateurs pour la sortie {lieu} du {date}.',
      ),
    ),
  ],
  tail: [
    often(
      'Le car coûte {montant} et le foyer participe à hauteur de {petit_montant} par élève.',
      'Il manque {quelques} autorisations : {élève}, {élève2} et {élève3} notamment.',
      'Merci de commander {nombre} pique-niques, dont {quelques} sans porc.',
      'Le retour est prévu vers {heure2} ; les élèves de la demi-pension mangeront sur place.',
      'Le taux d’encadrement exige encore un adulte. {collègue} viendrait si ses cours sont couverts.',
    ),
    sometimes(
      'Prévoir bottes et vêtements de pluie, la météo est picarde.',
      'Un questionnaire sera distribué dans le car, {collègue2} l’a préparé.',
      'La trousse de secours est à retirer à l’infirmerie la veille.',
      'Les PAI de {élève} et {élève2} sont dans la pochette rouge.',
      'Les photos seront affichées dans le hall, sauf pour les élèves sans droit à l’image.',
    ),
  ],
  replied: 0.5,
  replies: sentences(
    'Je peux accompagner, à condition que la {classe2} soit prise en charge à {heure}.',
    'Les chèques sont tous chez la gestionnaire : il en manque deux.',
    'Le transporteur demande un départ avancé à {heure}.',
    'Super projet ! Mes élèves en parlent déjà.',
    'J’ajoute {élève} à la liste, son autorisation est arrivée ce matin.',
  ),
  files: sentences(
    'Autorisation de sortie.odt',
    'Liste_{classe}.csv',
    'Photo sortie {quelques}.jpg',
    'Devis car {facture}.pdf',
    'Programme – {projet}.pdf',
  ),
  attached: 0.26,
  invited: 0.05,
});

export const families = [fromParent, parentMeeting, outing];
