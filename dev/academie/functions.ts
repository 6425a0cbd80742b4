import type { Population } from './person.ts';
import type { SchoolKind } from './schools.ts';

/** What people do, by population and kind of school: [masculine, feminine]. */
type Trade = readonly [masculine: string, feminine: string];

/** Subjects, with the preposition they take. */
const subjects: readonly string[] = [
  'de mathématiques', 'de français', 'd’histoire-géographie', 'd’anglais', 'd’espagnol', 'd’allemand',
  'de sciences de la vie et de la Terre', 'de physique-chimie', 'de technologie', 'd’éducation physique et sportive',
  'd’arts plastiques', 'd’éducation musicale', 'de lettres classiques', 'de philosophie',
  'de sciences économiques et sociales', 'd’économie-gestion', 'de génie civil', 'de génie électrique',
]; // biome-ignore format: read as a list

const professor = (subject: string): Trade => [`Professeur ${subject}`, `Professeure ${subject}`];
const lowerSchool = subjects.slice(0, 12).map(professor);
const upperSchool = [...subjects.slice(0, 8), ...subjects.slice(9)].map(professor);

const teachers: Record<SchoolKind, readonly Trade[]> = {
  école: [['Professeur des écoles', 'Professeure des écoles']],
  collège: [
    ...lowerSchool,
    ['Professeur documentaliste', 'Professeure documentaliste'],
    ['Conseiller principal d’éducation', 'Conseillère principale d’éducation'],
  ],
  lycée: [
    ...upperSchool,
    ['Professeur documentaliste', 'Professeure documentaliste'],
    ['Conseiller principal d’éducation', 'Conseillère principale d’éducation'],
  ],
  'lycée professionnel': [
    ...upperSchool.slice(-6),
    ['Professeur de lycée professionnel lettres-histoire', 'Professeure de lycée professionnel lettres-histoire'],
    ['Professeur de lycée professionnel maths-sciences', 'Professeure de lycée professionnel maths-sciences'],
  ],
  rectorat: [
    [
      'Inspecteur d’académie – inspecteur pédagogique régional',
      'Inspectrice d’académie – inspectrice pédagogique régionale',
    ],
    ['Chargé de mission', 'Chargée de mission'],
  ],
  'direction départementale': [
    ['Inspecteur de l’éducation nationale', 'Inspectrice de l’éducation nationale'],
    ['Conseiller pédagogique', 'Conseillère pédagogique'],
  ],
};

const schoolStaff: readonly Trade[] = [
  ['Secrétaire de direction', 'Secrétaire de direction'],
  ['Adjoint gestionnaire', 'Adjointe gestionnaire'],
  ['Infirmier', 'Infirmière'],
  ['Assistant de service social', 'Assistante de service social'],
  ['Adjoint technique de laboratoire', 'Adjointe technique de laboratoire'],
  ['Agent comptable', 'Agente comptable'],
  ['Psychologue de l’éducation nationale', 'Psychologue de l’éducation nationale'],
];
const officeStaff: readonly Trade[] = [
  ['Gestionnaire', 'Gestionnaire'],
  ['Chef de bureau', 'Cheffe de bureau'],
  ['Technicien informatique', 'Technicienne informatique'],
  ['Médecin de prévention', 'Médecin de prévention'],
  ['Assistant juridique', 'Assistante juridique'],
];
const heads: Record<SchoolKind, readonly Trade[]> = {
  école: [['Directeur d’école', 'Directrice d’école']],
  collège: [
    ['Principal', 'Principale'],
    ['Principal adjoint', 'Principale adjointe'],
  ],
  lycée: [
    ['Proviseur', 'Proviseure'],
    ['Proviseur adjoint', 'Proviseure adjointe'],
  ],
  'lycée professionnel': [
    ['Proviseur', 'Proviseure'],
    ['Proviseur adjoint', 'Proviseure adjointe'],
  ],
  rectorat: [['Chef de division', 'Cheffe de division']],
  'direction départementale': [['Secrétaire général', 'Secrétaire générale']],
};
const supportStaff: readonly Trade[] = [
  ['Accompagnant d’élèves en situation de handicap', 'Accompagnante d’élèves en situation de handicap'],
  ['Assistant d’éducation', 'Assistante d’éducation'],
];

/** The trades that somebody of this population may have in a school of this kind. */
export function tradesOf(population: Population, kind: SchoolKind): readonly Trade[] {
  const office = kind === 'rectorat' || kind === 'direction départementale';
  if (population === 'atss') return office ? officeStaff : schoolStaff;
  if (population === 'direction') return heads[kind];
  if (population === 'contractuel') return office ? officeStaff : [...teachers[kind], ...supportStaff];
  return teachers[kind];
}
