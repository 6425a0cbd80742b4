import { addDays, type Day } from './calendar.ts';
import { demoSchools } from './schools.ts';

/** A line of the HR file that an import refuses or questions, and what is wrong with it. */
export interface DifficultRow {
  /** Without its line end. */
  line: string;
  wrong:
    | 'pupil'
    | 'unknown population'
    | 'no family name'
    | 'no birth date'
    | 'impossible date'
    | 'ends before it starts'
    | 'wrong check letter'
    | 'unknown school'
    | 'malformed numen'
    | 'missing column'
    | 'two identities under one key';
}

/** Lines to add to a good file, for the drills of the import. They never belong to the demonstration's own file. */
export function difficultRows(today: Day): DifficultRow[] {
  const uai = demoSchools.collègeAmiens.uai;
  const start = written(addDays(today, -30));
  const earlier = written(addDays(today, -60));
  const wrongLetter = `${uai.slice(0, 7)}${uai.endsWith('A') ? 'B' : 'A'}`;
  const row = (fields: readonly string[], wrong: DifficultRow['wrong']): DifficultRow => ({
    line: fields.join(';'),
    wrong,
  });
  const staff = ['titulaire', 'Professeure d’anglais'];
  return [
    row(
      ['ELV000001', 'Mme', 'Petit', '', 'Lilou', '12/05/2012', '', 'élève', 'Élève de 6e B', uai, start, '', 'oui'],
      'pupil',
    ),
    row(
      [
        'DIF000002',
        'M.',
        'Colin',
        '',
        'Éric',
        '03/02/1980',
        '80E0412345ABC',
        'bénévole',
        'Bénévole',
        uai,
        start,
        '',
        'oui',
      ],
      'unknown population',
    ),
    row(
      ['DIF000003', 'Mme', '', '', 'Anne', '03/02/1980', '80E0412346ABC', ...staff, uai, start, '', 'oui'],
      'no family name',
    ),
    row(
      ['DIF000004', 'Mme', 'Joly', '', 'Anne', '', '80E0412347ABC', ...staff, uai, start, '', 'oui'],
      'no birth date',
    ),
    row(
      ['DIF000005', 'Mme', 'Rey', '', 'Maud', '31/02/1985', '80E0412348ABC', ...staff, uai, start, '', 'oui'],
      'impossible date',
    ),
    row(
      ['DIF000006', 'Mme', 'Fleury', '', 'Odile', '14/07/1971', '80E0412349ABC', ...staff, uai, start, earlier, 'oui'],
      'ends before it starts',
    ),
    row(
      [
        'DIF000007',
        'Mme',
        'Noël',
        '',
        'Agathe',
        '25/12/1990',
        '80E0412350ABC',
        ...staff,
        wrongLetter,
        start,
        '',
        'oui',
      ],
      'wrong check letter',
    ),
    row(
      ['DIF000008', 'Mme', 'Klein', '', 'Nina', '01/01/1990', '80E0412351ABC', ...staff, '0809999J', start, '', 'oui'],
      'unknown school',
    ),
    row(
      ['DIF000009', 'Mme', 'Millet', '', 'Zoé', '09/09/1994', '80E04', ...staff, uai, start, '', 'oui'],
      'malformed numen',
    ),
    row(
      ['DIF000010', 'Mme', 'Pichon', '', 'Laure', '02/03/1969', '80E0412352ABC', ...staff, uai, start],
      'missing column',
    ),
    row(
      ['DIF000011', 'Mme', 'Royer', '', 'Alice', '17/06/1988', '80E0412353ABC', ...staff, uai, start, '', 'oui'],
      'two identities under one key',
    ),
    row(
      ['DIF000011', 'M.', 'Tessier', '', 'Hugo', '21/11/1979', '80E0412354ABC', ...staff, uai, start, '', 'oui'],
      'two identities under one key',
    ),
  ];
}

function written(day: Day): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}
