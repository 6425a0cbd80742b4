/**
 * The HR feed as CSV: one line per assignment, a person's lines repeating what is theirs. The separator is `;`, `,` or a
 * tab, the encoding what `decode.ts` recognises; columns may come in any order, and unknown ones are passed over.
 */
import { parse } from 'csv-parse/sync';
import { decodeFeed } from './decode.ts';
import * as field from './fields.ts';
import { gather, type HrLine } from './gather.ts';
import { type HrFeed, type HrRefusal, UnreadableFeed } from './person.ts';

/** The columns, in the order we document them. */
export const csvColumns = [
  'identifiant',
  'civilite',
  'nom_usage',
  'nom_naissance',
  'prenom',
  'date_naissance',
  'numen',
  'population',
  'fonction',
  'uai',
  'debut',
  'fin',
  'principal',
] as const;
type Column = (typeof csvColumns)[number];

const longestLine = 10_000;
const mostLines = 2_000_000;

type Row = { record: string[]; info: { lines: number } };

/**
 * Reads a whole feed.
 * @throws UnreadableFeed for a feed that cannot be believed as a whole: no header, wrong encoding, cut in the middle
 */
export function readHrCsv(bytes: Uint8Array): HrFeed {
  const text = decodeFeed(bytes).replace(/^\ufeff/, '');
  const headerEnd = text.search(/[\r\n]/);
  const header = headerEnd < 0 ? text : text.slice(0, headerEnd);
  const delimiter = recognise(header);
  const rows = parseRows(text, delimiter);
  const places = placesOf(rows[0]?.record ?? []);
  const lines: HrLine[] = [];
  const refused: HrRefusal[] = [];
  let line = 1 + newlines(rows[0]!.record);
  for (const { record } of rows.slice(1)) {
    // The parser counts where a record ends; a person wants to know where it begins.
    const at = line + 1;
    line = at + newlines(record);
    if (record.length === 1 && record[0]!.trim() === '') continue;
    const read = readLine(record, rows[0]!.record.length, places, at);
    if ('why' in read) refused.push(read);
    else lines.push(read);
  }
  if (lines.length === 0 && refused.length === 0) throw new UnreadableFeed('le fichier ne contient personne.');
  const lastShort =
    refused.at(-1)?.line === line && !/[\r\n]$/.test(text) && (rows.at(-1)?.record.length ?? 0) < places.size;
  if (lastShort) throw new UnreadableFeed('le fichier est coupé au milieu de cette ligne.', line);
  return gather(lines, refused);
}

function newlines(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
}

function recognise(header: string): string {
  const counted = [';', '\t', ','].map(mark => [mark, header.split(mark).length - 1] as const);
  const [mark, count] = counted.reduce((best, one) => (one[1] > best[1] ? one : best));
  if (count === 0) throw new UnreadableFeed(`la première ligne doit nommer les colonnes : ${csvColumns.join(';')}`, 1);
  return mark;
}

function parseRows(text: string, delimiter: string): Row[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      max_record_size: longestLine,
      to_line: mostLines,
    }) as unknown as Row[];
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === undefined) throw error;
    throw new UnreadableFeed(sentences[code] ?? 'cette ligne n’est pas du CSV.', lines ?? null);
  }
}

const sentences: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'un guillemet ouvert n’est jamais refermé : le fichier est sans doute coupé.',
  CSV_MAX_RECORD_SIZE: `une ligne dépasse ${longestLine} caractères.`,
  CSV_INVALID_CLOSING_QUOTE: 'un guillemet fermé est suivi d’autre chose qu’un séparateur.',
  INVALID_OPENING_QUOTE: 'un guillemet s’ouvre au milieu d’une valeur.',
};

/** Where each column stands. Headers are compared without case, accents and signs: « Nom d’usage » is not forgiven, « Nom_Usage » is. */
function placesOf(header: readonly string[]): Map<Column, number> {
  const written = header.map(name => plain(name));
  const places = new Map<Column, number>();
  for (const column of csvColumns) {
    const at = written.indexOf(plain(column));
    if (at < 0) throw new UnreadableFeed(`la colonne « ${column} » manque ; attendu : ${csvColumns.join(';')}`, 1);
    if (written.indexOf(plain(column), at + 1) >= 0)
      throw new UnreadableFeed(`la colonne « ${column} » est double.`, 1);
    places.set(column, at);
  }
  return places;
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function readLine(
  record: readonly string[],
  width: number,
  places: Map<Column, number>,
  line: number,
): HrLine | HrRefusal {
  const raw = (column: Column): string => record[places.get(column)!] ?? '';
  const key = raw('identifiant').trim();
  const refuse = (column: Column | null, why: string): HrRefusal => ({
    line,
    hrKey: key === '' ? null : key,
    column,
    why,
  });
  if (record.length !== width) return refuse(null, `la ligne compte ${record.length} colonnes au lieu de ${width}`);
  let column: Column = 'identifiant';
  function read<Value>(name: Column, reader: (raw: string) => Value): Value {
    column = name;
    return reader(raw(name));
  }
  try {
    // The population first: a pupil is told to be one, whatever else is wrong with the line.
    const population = read('population', field.population);
    const person = {
      hrKey: read('identifiant', field.hrKey),
      title: read('civilite', field.title),
      familyName: read('nom_usage', field.personName),
      birthName: read('nom_naissance', value => (value.trim() === '' ? null : field.personName(value))),
      givenName: read('prenom', field.personName),
      birthDate: read('date_naissance', field.day),
      numen: read('numen', field.numen),
      population,
      function: read('fonction', value => field.text(value, 160)),
    };
    const assignment = {
      uai: read('uai', field.uai),
      firstDay: read('debut', field.day),
      lastDay: read('fin', value => (value.trim() === '' ? null : field.day(value))),
      main: read('principal', field.yes),
    };
    if (assignment.lastDay !== null && assignment.lastDay < assignment.firstDay) {
      return refuse('fin', 'le dernier jour précède le premier');
    }
    if (person.birthDate >= assignment.firstDay)
      return refuse('date_naissance', 'la naissance suit la prise de fonction');
    return {
      line,
      person: { ...person, birthName: person.birthName === person.familyName ? null : person.birthName },
      assignment,
    };
  } catch (error) {
    if (error instanceof field.BadField) return refuse(column, error.message);
    throw error;
  }
}
