import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { start, topic } from '../topic.ts';

const teaching = topic({
  where: 'school',
  weight: 13,
  openers: ['team', 'team', 'colleague'],
  folder: sentence('Cours et ressources'),
  starts: [
    start(
      ['Séquence {matière} – {niveau}', 'Idée d’activité pour la {classe}', 'Tes documents'],
      always(
        'Je t’envoie ma séquence de {matière} pour les {niveau}, [encore en chantier|déjà testée en {classe}|revue cet été].',
        'Mes {niveau} ont [adoré|détesté|terminé en dix minutes] l’activité que tu m’avais donnée !',
        'Aurais-tu une activité de {matière} pour {nombre} élèves [qui bougent beaucoup|de {classe}|sans ordinateur] ?',
      ),
      often(
        'Dis-moi ce que tu changerais, surtout dans la deuxième partie.',
        'Pour les élèves à besoins particuliers, j’ai prévu une version agrandie et allégée.',
        'La formation « {formation} » m’a donné des idées.',
      ),
    ),
    start(
      [
        'Évaluation commune de {matière}',
        'Sujet du [brevet blanc|bac blanc|contrôle commun]',
        'Corrigé, barème et petites frayeurs',
      ],
      always(
        'Pour l’évaluation commune du {date}, je propose {quelques} exercices et un barème sur vingt.',
        'Le sujet est prêt ; le corrigé le sera {jour}, promis.',
      ),
      often(
        'La moyenne en {classe} est honnête, mais {quelques} copies sont blanches.',
        'Attention, la question 4 contient un piège involontaire.',
        'Je laisse un exemplaire dans ton casier.',
      ),
    ),
    start(
      ['Projet {projet} : [on s’y met ?|avancement|besoin de toi]', '{projet} – la suite'],
      always(
        'Où en es-tu du projet {projet} ? De mon côté, j’ai presque terminé {document}.',
        'Le projet {projet} avance : nous avons {montant} de subvention !',
      ),
      often(
        'On pourrait emmener la {classe2} {lieu} en conclusion.',
        '{collègue} se joindrait volontiers à nous.',
        'On en parle {jour} à la récréation ?',
      ),
    ),
  ],
  replied: 0.6,
  replies: sentences(
    'C’est exactement ce qu’il me fallait pour la {classe2}.',
    'J’ai relu : il manque une consigne à l’exercice 3 et le barème fait 21 points.',
    'Je préfère garder la version longue, mais ton introduction est excellente.',
    'J’en suis, bien sûr. Je demande aussi à {collègue}.',
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
  openers: ['team', 'head'],
  collective: true,
  starts: [
    start(
      ['Pot de départ de {collègue}', 'Cagnotte pour {collègue}', 'Surprise !'],
      always('Nous fêterons le départ de {collègue} le {date} à {heure}, en {salle}.'),
      often(
        'Apportez de quoi grignoter ; {collègue2} fait {goûter}.',
        'L’enveloppe est chez {collègue2} et contient déjà {montant}.',
        'Il faut aussi quelqu’un pour le discours.',
      ),
      sometimes('Discrétion demandée, c’est une surprise.'),
    ),
    start(
      ['Repas du personnel le {date}', 'Repas de [fin d’année|rentrée|Noël]'],
      always('Le repas du personnel aura lieu le {date} ; participation de {petit_montant}.'),
      often(
        'Inscription sur la feuille affichée près des casiers avant le {échéance}.',
        'Conjoints et enfants bienvenus.',
        'Plus on est de fous, plus on remplit le lave-vaisselle.',
      ),
    ),
    start(
      ['[Trouvé|Perdu] : [une clé USB|une écharpe grise|des lunettes|un trousseau de clés] en {salle}'],
      always(
        'À qui ? Trouvé le {récemment} en {salle}, sous la table du fond.',
        'Si quelqu’un passe en {salle}, merci de jeter un œil. L’objet est précieux (surtout pour moi).',
      ),
      sometimes('À déposer au secrétariat.'),
    ),
    start(
      ['Covoiturage {ville} – {jour}'],
      always('Qui fait la route depuis {ville} le {jour} matin ? Il me reste {quelques} places.'),
      sometimes('Départ à {heure}, café compris.'),
    ),
    start(
      ['Café, filtre et bonne volonté'],
      always('La machine à café est [réparée|morte|en deuil] : une cagnotte circule.'),
      sometimes('{collègue} a déjà donné {petit_montant}.'),
    ),
    start(
      ['Bonne nouvelle !', 'Faire-part'],
      always('Toutes nos félicitations à {collègue} : le bébé est né le {récemment} et tout le monde va bien !'),
    ),
  ],
  replied: 0.5,
  replies: sentences(
    'J’en suis !',
    'Je ne pourrai pas venir, mais le cœur y est.',
    'Comptez-moi, avec {goûter} en prime.',
    'Merci à qui s’en occupe.',
    'Bravo, et merci pour l’organisation.',
  ),
  files: sentences('Affiche.png', 'IMG_{numéro}.jpg'),
  attached: 0.14,
  invited: 0.06,
});

const personal = topic({
  weight: 4,
  openers: ['colleague'],
  folder: sentence('Privé'),
  starts: [
    start(
      ['[Ce week-end|Samedi|Dimanche]', 'Balade {lieu}'],
      always('As-tu quelque chose samedi ? Une balade {lieu} me tente.', 'On va {lieu} dimanche, tu viens ?'),
      often('Nous partons vers {heure}, prends de bonnes chaussures.', 'Bises à toute la famille.'),
    ),
    start(
      ['Des nouvelles', 'Merci pour hier'],
      always(
        'Merci encore pour [la soirée|ton aide|le prêt de la remorque] !',
        'Tout le monde va bien ici, [malgré les travaux|malgré la pluie|{enfant} marche enfin].',
      ),
      often('On se raconte le reste de vive voix.', 'Il faut savoir fermer son cartable, n’est-ce pas ?'),
    ),
    start(
      ['La recette'],
      always('Comme promis, voici la recette : {goûter}, mais en mieux.'),
      sometimes('Le secret, c’est la vergeoise.'),
    ),
    start(
      ['Garde d’enfants {jour}'],
      always('Pourrais-tu garder {enfant} {jour} de {heure} à {heure2} ? Je te revaudrai ça.'),
    ),
  ],
  replied: 0.5,
  replies: sentences(
    'Avec plaisir !',
    'Je ne suis pas là cette fois, mais la prochaine sans faute.',
    'Quelle bonne idée, j’en parle à la maison.',
  ),
  files: sentences('IMG_{numéro}.jpg', 'recette.odt'),
  attached: 0.15,
});

export const colleagues = [teaching, together, personal];
