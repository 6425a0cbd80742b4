import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { topic } from '../topic.ts';

const teaching = topic({
  weight: 13,
  openers: ['colleague'],
  folder: sentence('Cours et ressources'),
  subjects: sentences(
    'Séquence {matière} – {niveau}',
    'Évaluation commune de {matière}',
    'Sujet du [brevet blanc|bac blanc|contrôle commun]',
    'Idée d’activité pour la {classe}',
    'Projet {projet} : [on s’y met ?|avancement|besoin de toi]',
    'Corrigé, barème et petites frayeurs',
    'Tes documents sur {formation}',
  ),
  body: [
    always(
      'Je t’envoie ma séquence de {matière} pour les {niveau}, [encore en chantier|testée en {classe}|revue cet été].',
      'Pour l’évaluation commune du {date}, je propose {quelques} exercices et un barème sur vingt.',
      'Où en es-tu du projet {projet} ? De mon côté, {document} est presque prêt.',
      'Mes {niveau} ont [adoré|détesté|terminé en dix minutes] l’activité que tu m’avais donnée !',
      'Aurais-tu une activité sur ce chapitre pour {nombre} élèves [agités|de {classe}|sans ordinateur] ?',
    ),
    often(
      'Dis-moi ce que tu changerais, surtout dans la deuxième partie.',
      'La moyenne en {classe} est honnête, mais {quelques} copies sont blanches.',
      'Pour les élèves à besoins particuliers, j’ai prévu une version agrandie et allégée.',
      'On pourrait faire venir la {classe2} {lieu} en conclusion.',
      'L’inspecteur en a parlé à la formation « {formation} », cela m’a donné des idées.',
    ),
    sometimes(
      '{collègue} serait partant pour se joindre à nous.',
      'Attention, la question 4 contient un piège involontaire.',
      'Je laisse un exemplaire dans ton casier.',
      'On en parle {jour} à la récréation ?',
    ),
  ],
  replied: 0.6,
  replies: sentences(
    'Merci, c’est exactement ce qu’il me fallait pour la {classe2}.',
    'J’ai relu : il manque une consigne à l’exercice 3 et le barème fait 21 points.',
    'Je préfère garder la version longue, mais ton introduction est excellente.',
    'Partant pour {projet} ! Je demande à {collègue}.',
    'Testé ce matin : {nombre} élèves, zéro bavardage. Un miracle.',
    'Je t’envoie mes copies corrigées {jour}, promis.',
  ),
  files: sentences(
    'Séquence {niveau} {matière}.odt',
    'Sujet_{niveau}.pdf',
    'Bareme.pdf',
    'Notes_{classe}.csv',
    'Tableau blanc {numéro}.jpg',
    'Diaporama {projet}.pdf',
  ),
  attached: 0.28,
});

const together = topic({
  weight: 9,
  openers: ['colleague', 'head'],
  collective: true,
  subjects: sentences(
    'Pot [de départ de {collègue}|de fin d’année|de rentrée|du {date}]',
    'Cagnotte pour {collègue}',
    'Repas du personnel le {date}',
    'Covoiturage {ville} – {jour}',
    '[Trouvé|Perdu] : [une clé USB|une écharpe grise|des lunettes|un trousseau de clés] en {salle}',
    'Café, filtre et bonne volonté',
    'Chorale des professeurs',
    'Bonne nouvelle !',
  ),
  body: [
    always(
      'Nous fêterons le départ de {collègue} le {date} à {heure}, en {salle}.',
      'Le repas du personnel aura lieu le {date} ; participation de {petit_montant}.',
      'J’ai [trouvé|perdu] une clé USB {récemment} en {salle} : elle contient [des cours de {matière}|beaucoup de photos de chats].',
      'Qui fait la route depuis {ville} le {jour} matin ? Il me reste {quelques} places.',
      'La machine à café est [réparée|morte|en deuil] : une cagnotte circule.',
      'Toutes nos félicitations à {collègue} : le bébé est né {récemment} et tout le monde va bien !',
    ),
    often(
      'Apportez de quoi grignoter ; {collègue2} fait {goûter}.',
      'L’enveloppe est chez {collègue2}, en salle des professeurs.',
      'Inscription sur la feuille affichée près des casiers avant le {échéance}.',
      'Plus on est de fous, plus on remplit le lave-vaisselle.',
    ),
    sometimes(
      'Discrétion demandée, c’est une surprise.',
      'Conjoints et enfants bienvenus.',
      'Il faut aussi un volontaire pour le discours.',
      'Le chapeau contient déjà {montant}.',
    ),
  ],
  replied: 0.5,
  replies: sentences(
    'J’en suis !',
    'Je ne pourrai pas venir mais je participe à la cagnotte.',
    'J’apporte {goûter} et mon beau-frère.',
    'La clé est à moi, ouf ! Merci.',
    'Compte-moi pour le covoiturage du {jour}.',
    'Quelle bonne nouvelle, bises à tous les trois.',
  ),
  files: sentences('Affiche.png', 'IMG_{numéro}.jpg'),
  attached: 0.14,
  invited: 0.06,
});

const personal = topic({
  weight: 4,
  openers: ['colleague'],
  folder: sentence('Privé'),
  subjects: sentences(
    '[Ce week-end|Samedi|Dimanche]',
    'Des nouvelles',
    'Randonnée {lieu}',
    'La recette',
    'Merci pour hier',
    'Garde d’enfants {jour}',
  ),
  body: [
    always(
      'Merci encore pour [la soirée|ton aide|le prêt de la remorque] !',
      'Serais-tu libre samedi pour une balade {lieu} ?',
      'Comme promis, voici la recette : {goûter}, mais en mieux.',
      'Pourrais-tu garder {enfant} {jour} de {heure} à {heure2} ? Je te revaudrai ça.',
    ),
    often(
      'Nous partons vers {heure}, prends de bonnes chaussures.',
      'Tout le monde va bien ici, [malgré les travaux|malgré la pluie|{enfant} marche enfin].',
      'Tu as raison, il faut savoir fermer son cartable.',
    ),
    sometimes(
      'Réponds-moi plutôt sur mon adresse personnelle.',
      'Bises à toute la famille.',
      'On se raconte ça de vive voix.',
    ),
  ],
  replied: 0.5,
  replies: sentences(
    'Avec plaisir, à samedi !',
    'Je ne suis pas là ce week-end, mais le suivant oui.',
    'Recette testée, adoptée, resservie.',
  ),
  files: sentences('IMG_{numéro}.jpg', 'recette.odt'),
  attached: 0.15,
});

export const colleagues = [teaching, together, personal];
