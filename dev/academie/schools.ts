import type { Random } from './random.ts';

export type SchoolKind =
  | 'école'
  | 'collège'
  | 'lycée'
  | 'lycée professionnel'
  | 'rectorat'
  | 'direction départementale';

export interface School {
  /** Seven digits (the département and a number) and a check letter. */
  uai: string;
  name: string;
  kind: SchoolKind;
  town: string;
  zone: 'A' | 'B' | 'C';
}

/** The check letter of the national register of schools: the number modulo 23 in an alphabet without I, O and Q. */
export function uaiLetter(digits: string): string {
  return 'ABCDEFGHJKLMNPRSTUVWXYZ'.charAt(Number(digits) % 23);
}

/**
 * A UAI of the invented académie. Real numbers of these départements stay far below 5000, so that none of ours names a
 * real school.
 */
function uai(department: Department, rank: number): string {
  const digits = `${department}${String(5000 + rank).padStart(4, '0')}`;
  return digits + uaiLetter(digits);
}

type Department = '002' | '060' | '080';

const townsOf: Record<Department, readonly string[]> = {
  '002': [
    'Laon',
    'Soissons',
    'Saint-Quentin',
    'Château-Thierry',
    'Vervins',
    'Chauny',
    'Hirson',
    'Guise',
    'Tergnier',
    'Bohain-en-Vermandois',
    'Villers-Cotterêts',
    'Fère-en-Tardenois',
  ],
  '060': [
    'Beauvais',
    'Compiègne',
    'Creil',
    'Senlis',
    'Noyon',
    'Clermont',
    'Méru',
    'Chantilly',
    'Crépy-en-Valois',
    'Pont-Sainte-Maxence',
    'Grandvilliers',
    'Estrées-Saint-Denis',
  ],
  '080': [
    'Amiens',
    'Abbeville',
    'Péronne',
    'Montdidier',
    'Albert',
    'Corbie',
    'Doullens',
    'Roye',
    'Ham',
    'Conty',
    'Rue',
    'Friville-Escarbotin',
  ],
};

/** The twelve schools of the demonstration, by the short names `cast.ts` uses. */
export const demoSchools = {
  rectorat: school('080', 1, 'rectorat', 'Rectorat de l’académie', 'Amiens'),
  lycéeAmiens: school('080', 2, 'lycée', 'Lycée des Hortillons-Clairs', 'Amiens'),
  collègeAmiens: school('080', 3, 'collège', 'Collège des Trois-Tilleuls', 'Amiens'),
  collègeConty: school('080', 4, 'collège', 'Collège du Pré-aux-Hérons', 'Conty'),
  lycéeProAbbeville: school('080', 5, 'lycée professionnel', 'Lycée professionnel de la Baie-Bleue', 'Abbeville'),
  écoleCorbie: school('080', 6, 'école', 'École du Vieux-Lavoir', 'Corbie'),
  collègeBeauvais: school('060', 1, 'collège', 'Collège Hortense-Valbrune', 'Beauvais'),
  lycéeCompiègne: school('060', 2, 'lycée', 'Lycée du Clos-des-Charmes', 'Compiègne'),
  écoleClermont: school('060', 3, 'école', 'École du Petit-Moulin', 'Clermont'),
  lycéeLaon: school('002', 1, 'lycée', 'Lycée de la Montagne-Vive', 'Laon'),
  collègeSoissons: school('002', 2, 'collège', 'Collège des Sept-Écluses', 'Soissons'),
  directionAisne: school('002', 3, 'direction départementale', 'Direction départementale de l’Aisne', 'Laon'),
} as const satisfies Record<string, School>;

function school(department: Department, rank: number, kind: SchoolKind, name: string, town: string): School {
  return { uai: uai(department, rank), name, kind, town, zone: 'B' };
}

const landmarks = [
  'Tilleuls',
  'Peupliers',
  'Coquelicots',
  'Écluses',
  'Hérons',
  'Charmes',
  'Bleuets',
  'Tourbières',
  'Moulins',
  'Lavandières',
  'Marronniers',
  'Glycines',
  'Mésanges',
  'Sources',
  'Saules',
  'Vergers',
  'Alouettes',
  'Roseaux',
  'Tisserands',
  'Meuniers',
  'Cerisiers',
  'Noisetiers',
  'Goélands',
  'Bruyères',
];
const counts = ['', '', '', 'Deux-', 'Trois-', 'Quatre-', 'Cinq-', 'Sept-', 'Cent-'];
const places = [
  'du Chemin-Vert',
  'du Val-Clair',
  'de la Haute-Rive',
  'du Pont-Neuf',
  'de la Grange-Dîme',
  'du Vieux-Colombier',
  'du Bord-de-l’Eau',
  'de la Rivière-Douce',
  'du Bois-Joli',
  'de l’Orée-du-Bois',
  'de la Plaine-Blonde',
  'du Moulin-Blond',
  'de la Butte-aux-Loups',
  'du Marais-Doré',
  'de la Ferme-Haute',
  'du Champ-Fleuri',
];
const namesakes = [
  'Hortense',
  'Augustin',
  'Léontine',
  'Aristide',
  'Clémence',
  'Théodule',
  'Eugénie',
  'Firmin',
  'Adélaïde',
  'Onésime',
];
const familyNamesakes = [
  'Valbrune',
  'Courtemiche',
  'Dhallencourt',
  'Merlivaux',
  'Boisgrelier',
  'Tourvillier',
  'Sennevoy',
  'Grandfossé',
  'Lormereau',
  'Bray-Dhormoy',
];

/**
 * The schools of the académie of Amiens (Aisne, Oise, Somme; zone B), none of them real. The first twelve are those of
 * the demonstration; the first one is the rectorat and there is no other.
 */
export function schools(random: Random, count: number): School[] {
  const made: School[] = Object.values(demoSchools).slice(0, count);
  const ranks: Record<Department, number> = { '002': 100, '060': 100, '080': 100 };
  while (made.length < count) {
    const department = random.weighted<Department>([
      ['002', 3],
      ['060', 4],
      ['080', 3],
    ]);
    const rank = ++ranks[department];
    if (rank > 4999) throw new RangeError('the register has no number left in this département');
    const kind = random.weighted<SchoolKind>([
      ['école', 62],
      ['collège', 24],
      ['lycée', 9],
      ['lycée professionnel', 5],
    ]);
    made.push(school(department, rank, kind, schoolName(random, kind), random.pick(townsOf[department])));
  }
  return made;
}

function schoolName(random: Random, kind: SchoolKind): string {
  const patron = random.weighted<() => string>([
    [() => `des ${random.pick(counts)}${random.pick(landmarks)}`, 4],
    [() => random.pick(places), 3],
    [() => `${random.pick(namesakes)}-${random.pick(familyNamesakes)}`, 3],
  ]);
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${patron()}`;
}
