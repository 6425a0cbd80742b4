import { csvColumns } from './csv.ts';
import type { HrAssignment, HrPerson } from './person.ts';

/** A person as another door gives them: nothing is believed yet, the reader of feeds will say. */
export type UncheckedPerson = Omit<HrPerson, 'line' | 'population' | 'assignments'> & {
  readonly population: string;
  readonly assignments: readonly (Omit<HrAssignment, 'main'> & { readonly main: boolean })[];
};

/** One line an assignment, under the columns of `csv.ts`: what `readHrCsv` takes, and checks. */
export function composeHrCsv(people: readonly UncheckedPerson[]): Buffer {
  const lines = people.flatMap(person =>
    person.assignments.map(({ uai, firstDay, lastDay, main }) =>
      [
        person.hrKey,
        person.title,
        person.familyName,
        person.birthName ?? '',
        person.givenName,
        frenchDay(person.birthDate),
        person.numen ?? '',
        person.population,
        person.function,
        uai,
        frenchDay(firstDay),
        lastDay === null ? '' : frenchDay(lastDay),
        main ? 'oui' : 'non',
      ]
        .map(cell)
        .join(';'),
    ),
  );
  return Buffer.from(`${[csvColumns.join(';'), ...lines].join('\r\n')}\r\n`);
}

function frenchDay(day: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.split('-').reverse().join('/') : day;
}

function cell(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
