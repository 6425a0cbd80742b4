import type { Day } from './calendar.ts';
import type { Assignment, Person } from './person.ts';

/** The file the HR office sends: CSV in UTF-8, semicolons, CRLF, one line per assignment, dates as `JJ/MM/AAAA`. */
export const hrHeader =
  'identifiant;civilite;nom_usage;nom_naissance;prenom;date_naissance;numen;population;fonction;uai;debut;fin;principal';

export function hrFile(people: Iterable<Person>): string {
  return [...hrLines(people)].join('');
}

/** The same file line by line, each with its CRLF. */
export function* hrLines(people: Iterable<Person>): Generator<string> {
  yield `${hrHeader}\r\n`;
  for (const person of people) {
    for (const assignment of person.assignments) yield hrLine(person, assignment);
  }
}

function hrLine(person: Person, assignment: Assignment): string {
  const fields = [
    person.hrKey,
    person.title,
    person.familyName,
    person.birthName ?? '',
    person.givenName,
    frenchDate(person.birthDate),
    person.numen ?? '',
    person.population,
    person.function,
    assignment.uai,
    frenchDate(assignment.firstDay),
    assignment.lastDay === null ? '' : frenchDate(assignment.lastDay),
    assignment.main ? 'oui' : 'non',
  ];
  return `${fields.map(quoted).join(';')}\r\n`;
}

function quoted(field: string): string {
  return /[;"\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function frenchDate(day: Day): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}
