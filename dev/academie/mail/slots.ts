/** What fills the `{slots}` of sentences: days, classes, rooms, names. */
import { dayOf, schoolYearStart, spokenDay, spokenTime, weekday, writtenDay } from '../calendar.ts';
import { familyNames, mensNames, womensNames } from '../names.ts';
import { type Scene, workingDay } from './scene.ts';

type Slot = (scene: Scene) => string;
type Words = readonly [string, ...string[]];

const from =
  (...words: Words): Slot =>
  ({ random }) =>
    random.pick(words);

function colleague(scene: Scene, ...not: string[]): string {
  const { random, circle, sender } = scene;
  for (let attempt = 0; attempt < 5; attempt++) {
    const { title, familyName } = random.pick(circle.colleagues);
    const named = `${title ?? 'M.'} ${familyName}`;
    if (familyName !== sender.familyName && !not.includes(named)) return named;
  }
  return `${random.pick(['M.', 'Mme'])} ${random.pick(familyNames)}`;
}

function pupil({ random }: Scene): string {
  return `${random.pick(random.chance(0.5) ? womensNames : mensNames)} ${random.pick('ABCDFGHLMNPRSTV'.split(''))}.`;
}

const schoolYear = (day: number) => {
  const start = Number(schoolYearStart(dayOf(day)).slice(0, 4));
  return `${start}-${start + 1}`;
};

export const slots: Record<string, Slot> = {
  classe: ({ random, circle }) => random.pick(circle.classes),
  classe2: ({ random, circle, bound }) => random.pick(circle.classes.filter(each => each !== bound.get('classe'))),
  niveau: ({ random, circle: { school } }) =>
    school.kind === 'école' ? random.pick(['CP', 'CE2', 'CM2']) : school.kind === 'collège' ? `${random.int(3, 6)}e` : random.pick(['2de', '1re', 'Tle']),
  salle: scene => scene.random.pick(['salle polyvalente', 'salle de réunion', 'salle des professeurs', 'salle informatique', `salle ${scene.random.pick(['A', 'B', 'C'])}${scene.random.int(101, 312)}`, `salle ${scene.random.int(1, 28)}`]),
  date: ({ event }) => spokenDay(event.day),
  date2: ({ event, random }) => spokenDay(workingDay(event.day + random.int(5, 18))),
  échéance: ({ event, day }) => spokenDay(workingDay(day + Math.max(1, Math.floor((event.day - day) / 2)))),
  demain: ({ day }) => (weekday(day) >= 5 || weekday(day) === 0 ? 'lundi' : 'demain'),
  récemment: ({ random, day }) => spokenDay(day - random.int(1, 9)),
  jour: ({ random }) => random.pick(['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi']),
  jour2: ({ random }) => random.pick(['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi']),
  jj: ({ day, random }) => writtenDay(day + random.int(3, 25)),
  aujourd_hui: ({ day }) => writtenDay(day),
  heure: ({ event }) => spokenTime(event.minutes),
  heure2: ({ event }) => spokenTime(event.minutes + event.length),
  trimestre: ({ day }) => {
    const month = Number(dayOf(day).slice(5, 7));
    return month >= 9 ? 'premier trimestre' : month <= 3 ? 'deuxième trimestre' : 'troisième trimestre';
  },
  année: ({ day }) => schoolYear(day),
  rentrée: ({ day }) => schoolYear(day + 150).slice(0, 4),
  matière: from('mathématiques', 'français', 'anglais', 'histoire-géographie', 'SVT', 'physique-chimie', 'technologie', 'EPS', 'espagnol', 'arts plastiques', 'éducation musicale', 'allemand', 'enseignement moral et civique'),
  collègue: scene => colleague(scene),
  collègue2: scene => colleague(scene, scene.bound.get('collègue') ?? ''),
  élève: pupil,
  élève2: pupil,
  élève3: pupil,
  enfant: ({ random }) => random.pick(random.chance(0.5) ? womensNames : mensNames),
  parent: ({ random }) => `${random.pick(['M.', 'Mme'])} ${random.pick(familyNames)}`,
  e: ({ sender }) => (sender.title === 'Mme' ? 'e' : ''),
  e_lecteur: ({ reader }) => (reader.title === 'Mme' ? 'e' : ''),
  prénom: ({ sender }) => sender.givenName ?? '',
  lecteur: ({ reader }) => reader.givenName ?? '',
  vous: ({ reader }) => (reader.title === 'Mme' ? `Madame ${reader.familyName}` : reader.title === 'M.' ? `Monsieur ${reader.familyName}` : 'Madame, Monsieur'),
  civilité: ({ reader }) => (reader.title === 'Mme' ? 'Madame' : reader.title === 'M.' ? 'Monsieur' : 'Madame, Monsieur'),
  école: ({ circle }) => circle.school.name,
  ville: ({ circle }) => circle.school.town,
  uai: ({ circle }) => circle.school.uai,
  lieu: from('au musée de la Tourbe', 'au parc des Marais-Hauts', 'à la ferme pédagogique du Quesnoy-Blanc', 'au théâtre des Quatre-Vents', 'à la cathédrale', 'au planétarium de la Plaine', 'au mémorial des Deux-Rives', 'à la baie', 'au centre d’art La Sécherie', 'à la scierie Dhormoy', 'au salon des métiers', 'à la médiathèque du Beffroi', 'à la station d’épuration', 'au château de Merlivaux', 'au vélodrome couvert', 'à l’écomusée du Tissage'),
  projet: from('« Écrire la ville »', '« Éco-délégués »', '« Radio collège »', '« Un livre, une classe »', '« Jardin partagé »', '« Mémoire des deux guerres »', '« Erasmus+ »', '« Chorale académique »', '« Math en jeu »', '« Théâtre en anglais »', '« Petits reporters »', '« Cordées de la réussite »', '« Classe sans écran »', '« Course contre la faim »'),
  montant: ({ random }) => {
    const euros = random.int(18, 1900);
    const shown = euros < 1000 ? euros : `1\u00a0${String(euros - 1000).padStart(3, '0')}`;
    return `${shown},${random.pick(['00', '50', '90', '20', '85'])}\u00a0€`;
  },
  petit_montant: ({ random }) => `${random.int(4, 38)}\u00a0€`,
  nombre: ({ random }) => String(random.int(12, 34)),
  quelques: from('deux', 'trois', 'quatre', 'cinq', 'six'),
  pourcent: ({ random }) => `${random.int(52, 98)}\u00a0%`,
  référence: ({ random, day }) => `n°\u00a0${dayOf(day).slice(0, 4)}-${String(random.int(3, 240)).padStart(3, '0')}`,
  numéro: ({ random }) => String(random.int(10_240, 99_870)),
  facture: ({ random, day }) => `F${dayOf(day).slice(2, 4)}${random.int(1000, 9999)}`,
  téléphone: ({ random }) => `03 53 01 ${random.int(10, 99)} ${random.int(10, 99)}`,
  poste: ({ random }) => String(random.int(2000, 5999)),
  fourniture: from('des ramettes de papier A4', 'deux cartouches d’encre noire', 'des feutres pour tableau blanc', 'un vidéoprojecteur', 'des calculatrices de prêt', 'des ballons de volley', 'des blouses en coton', 'des lames pour microscope', 'trente casques audio', 'des manuels de la collection Grand Large', 'des cahiers d’activités', 'un lot de compas pour tableau', 'des romans en série', 'des étagères pour le CDI'),
  document: from('le compte rendu', 'l’ordre du jour', 'la fiche projet', 'le tableau de répartition', 'le calendrier', 'le protocole', 'la note de cadrage', 'le diaporama', 'le bilan', 'la liste des élèves'),
  motif: from('une grippe', 'un rendez-vous médical', 'un enfant malade', 'une formation', 'une panne de train', 'un jury d’examen', 'une convocation au rectorat', 'un décès dans la famille', 'une entorse', 'un problème de voiture'),
  examen: from('brevet', 'baccalauréat général', 'baccalauréat technologique', 'baccalauréat professionnel', 'CAP', 'BTS', 'certificat de formation générale'),
  épreuve: from('oral de français', 'épreuve écrite de mathématiques', 'grand oral', 'épreuve pratique de sciences', 'oral d’anglais', 'épreuve d’histoire-géographie', 'soutenance de projet', 'épreuve anticipée'),
  formation: from('Évaluer par compétences', 'Gestes qui sauvent', 'Lutter contre le harcèlement', 'Enseigner l’oral', 'Numérique et sobriété', 'Accueillir un élève allophone', 'Différencier en classe entière', 'Prévenir le décrochage', 'Laïcité et valeurs de la République', 'Voix et posture', 'Débuter avec un tableur', 'Sécurité en salle de sciences'),
  application: from('Arena', 'le cahier de textes', 'le logiciel de notes', 'l’espace de travail', 'la plateforme d’évaluation', 'l’application des absences', 'le portail des examens', 'l’agenda partagé'),
  panne: from('ne s’allume plus', 'affiche un écran bleu', 'n’imprime plus', 'ne trouve plus le réseau', 'demande un mot de passe que personne ne connaît', 'fait un bruit inquiétant'),
  matériel: from('Le poste du fond', 'L’imprimante de la salle des professeurs', 'Le vidéoprojecteur', 'Le tableau interactif', 'Le chariot de tablettes', 'L’ordinateur du CDI', 'Le photocopieur du premier étage'),
  fournisseur: ({ reader, sender }) => (sender.outside ? sender.name : reader.outside ? reader.name : 'Papeterie du Beffroi'),
  dispositif: from('un PAP', 'un PPRE', 'un PAI', 'un tiers temps', 'un suivi par le RASED', 'un accompagnement personnalisé', 'une fiche de suivi', 'un tutorat'),
  humeur: from('en net progrès', 'très en retrait', 'sur la défensive', 'sensible à la moindre remarque', 'triste', 'fragile', 'en colère', 'timide', 'pénible par moments', 'plus calme qu’en septembre', 'ailleurs', 'à bout de forces', 'volontaire malgré tout'),
  erreur: from('affiche « session expirée »', 'reste blanche', 'tourne sans fin', 'répond « erreur 503 »', 'renvoie à l’accueil', 'refuse mon mot de passe', 'met une minute à s’ouvrir'),
  goûter: from('un gâteau aux pommes', 'des tartes au sucre', 'un café gourmand', 'une flamiche', 'des gaufres', 'une galette'),
}; // biome-ignore format: words are lists
