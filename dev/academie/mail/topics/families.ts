import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { topic } from '../topic.ts';

const fromParent = topic({
  weight: 14,
  openers: ['parent'],
  folder: sentence('Parents'),
  subjects: sentences(
    '{enfant} – {classe}',
    'Absence de {enfant} {demain}',
    'Demande de rendez-vous',
    'Question sur les devoirs de {matière}',
    'note de {matière}',
    'Oubli de cahier',
    'Sortie {lieu} : {enfant}',
    'Dispense d’EPS pour {enfant}',
  ),
  body: [
    always(
      'Je suis [la maman|le papa|le grand-père|la belle-mère] de {enfant}, en {classe}.',
      'Mon enfant {enfant} ({classe}) sera absent {demain} pour {motif}.',
      'Je me permets de vous écrire au sujet de {enfant}, qui est en {classe} cette année.',
      'Suite à la réunion {récemment}, je souhaite revenir sur les résultats de {enfant} en {matière}.',
      'Nous avons reçu le bulletin de {enfant} et nous sommes [étonnés|un peu inquiets|très contents].',
    ),
    often(
      'Serait-il possible de vous rencontrer, {jour} après {heure} par exemple ?',
      'Pourriez-vous me dire quels exercices sont à rattraper ?',
      '{enfant} dit ne pas avoir compris la dernière leçon et n’ose pas poser de questions.',
      'La note de {récemment} me semble ne pas correspondre au travail fourni : pouvez-vous m’expliquer le barème ?',
      'Je joins le certificat médical, [valable trois semaines|jusqu’au {date}].',
      'Le paiement de {petit_montant} pour la sortie a été remis dans une enveloppe à son nom.',
      'Nous venons de déménager et {enfant} fera désormais {quelques} quarts d’heure de car chaque matin.',
    ),
    sometimes(
      'À la maison, l’ambiance est compliquée en ce moment, merci de votre discrétion.',
      'Je n’arrive pas à me connecter à {application} : le mot de passe est refusé.',
      'Par ailleurs, le cahier de {matière} reste introuvable.',
      'Je suis joignable au {téléphone} en fin de journée.',
    ),
  ],
  replied: 0.6,
  replies: sentences(
    'Je vous propose le {date} à {heure}, en {salle}.',
    'L’absence de {enfant} est bien notée. Le travail à faire est dans le cahier de textes.',
    'Le barème est au dos de la copie ; je le reprends volontiers avec {enfant} {jour}.',
    'Merci pour votre réponse rapide, cela nous rassure.',
    'Nous serons là tous les deux.',
  ),
  files: sentences('certificat.jpg', 'IMG_{numéro}.jpg', 'attestation assurance {enfant}.pdf'),
  attached: 0.13,
});

const parentMeeting = topic({
  weight: 8,
  openers: ['head', 'office', 'colleague'],
  collective: true,
  folder: sentence('Réunions parents-professeurs'),
  subjects: sentences(
    'Réunion parents-professeurs [{niveau}|des {niveau}|de {classe}] – {date}',
    'Rencontre avec les familles de {classe}',
    'Planning des rendez-vous du {date}',
    'Remise des bulletins aux familles de {niveau}',
    'Organisation de la soirée d’accueil des parents',
  ),
  body: [
    always(
      'La réunion parents-professeurs des {niveau} aura lieu le {date} de {heure} à {heure2}.',
      'Les familles de {classe} sont invitées le {date} à partir de {heure} ; chacun recevra dans sa salle habituelle.',
      'La remise des bulletins du {trimestre} est prévue le {date} à {heure}, en {salle}.',
      'Voici le déroulement de la rencontre avec les parents du {date} : accueil en {salle} à {heure}, puis rendez-vous individuels.',
    ),
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
  weight: 11,
  openers: ['colleague', 'head', 'office'],
  folder: sentence('Sorties scolaires'),
  subjects: sentences(
    'Sortie {lieu} le {date} ({classe})',
    'Sortie des {niveau} : [accompagnateurs|car|budget|autorisations]',
    'Projet {projet} – sortie {lieu}',
    'Liste des participants à la sortie du {date}',
    'Pique-niques pour le {date}',
    'Voyage de printemps : [réunion|point financier|inscriptions]',
  ),
  body: [
    always(
      'La {classe} ira {lieu} le {date}, départ à {heure} devant l’établissement.',
      'Dans le cadre du projet {projet}, nous emmenons {nombre} élèves {lieu} le {date}.',
      'La sortie {lieu} est [confirmée|enfin confirmée|repoussée au {date}] !',
      'Je cherche encore {quelques} accompagnateurs pour la sortie {lieu} du {date}.',
    ),
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
