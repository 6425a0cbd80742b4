/** The list of schools as CSV: `uai;nom;type;ville;zone`, in any order and encoding `decode.ts` recognises. */
import { parse } from 'csv-parse/sync';
import { decodeFeed } from './decode.ts';
import * as field from './fields.ts';
import { type HrRefusal, UnreadableFeed } from './person.ts';

const columns = ['uai', 'nom', 'type', 'ville', 'zone'] as const;

export type ReadSchool = { uai: string; name: string; kind: string; town: string; zone: string };

/** @throws UnreadableFeed */
export function readSchools(bytes: Uint8Array): { schools: ReadSchool[]; refused: HrRefusal[] } {
  const text = decodeFeed(bytes).replace(/^\ufeff/, '');
  const delimiter = [';', '\t', ','].find(mark => text.split('\n', 1)[0]!.includes(mark));
  if (delimiter === undefined)
    throw new UnreadableFeed(`la première ligne doit nommer les colonnes : ${columns.join(';')}`, 1);
  let rows: Record<string, string>[];
  try {
    rows = parse(text, {
      delimiter,
      columns: (names: string[]) => names.map(name => name.trim().toLowerCase()),
      max_record_size: 10_000,
      skip_empty_lines: true,
    });
  } catch (error) {
    const { lines } = error as { lines?: number };
    throw new UnreadableFeed('cette ligne n’a pas les colonnes de la première.', lines ?? null, { cause: error });
  }
  const schools = new Map<string, ReadSchool>();
  const refused: HrRefusal[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    let column: (typeof columns)[number] = 'uai';
    const read = (name: typeof column, reader: (raw: string) => string): string => {
      column = name;
      const raw = row[name];
      if (raw === undefined)
        throw new UnreadableFeed(`la colonne « ${name} » manque ; attendu : ${columns.join(';')}`, 1);
      return reader(raw);
    };
    const words = (raw: string) => field.text(raw, 160);
    try {
      const school = {
        uai: read('uai', field.uai),
        name: read('nom', words),
        kind: read('type', words),
        town: read('ville', words),
        zone: read('zone', words),
      };
      if (schools.has(school.uai))
        refused.push({ line, hrKey: null, column: 'uai', why: `${school.uai} est déjà dans le fichier` });
      else schools.set(school.uai, school);
    } catch (error) {
      if (!(error instanceof field.BadField)) throw error;
      refused.push({ line, hrKey: null, column, why: error.message });
    }
  }
  return { schools: [...schools.values()], refused };
}
