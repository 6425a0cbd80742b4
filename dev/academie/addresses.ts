import type { Person } from './person.ts';

export const academyDomain = 'ac-amiens.test';

/** Somebody mail is written by or to. */
export interface Correspondent {
  title: 'M.' | 'Mme';
  givenName: string;
  familyName: string;
  function: string;
  /** The school of the main assignment. */
  uai: string;
  address: string;
}

/** A person under the address the service gave. */
export function correspondent(person: Person, address: string): Correspondent {
  const { title, givenName, familyName, assignments } = person;
  const main = assignments.find(each => each.main);
  if (main === undefined) throw new RangeError(`${person.hrKey} has no main assignment`);
  return { title, givenName, familyName, function: person.function, uai: main.uai, address };
}

/**
 * Everybody under `prenom.nom@domain`, homonyms numbered from 1 in the order given. For benches and tests, where no
 * service gives the addresses.
 */
export function correspondents(people: Iterable<Person>, domain: string = academyDomain): Correspondent[] {
  const taken = new Map<string, number>();
  const made: Correspondent[] = [];
  for (const person of people) {
    const local = `${plain(person.givenName)}.${plain(person.familyName)}`;
    const homonyms = taken.get(local) ?? 0;
    taken.set(local, homonyms + 1);
    made.push(correspondent(person, `${local}${homonyms === 0 ? '' : homonyms}@${domain}`));
  }
  return made;
}

/** The functional mailbox of a school: `ce.0805003k@…`. */
export function schoolAddress(uai: string, domain: string = academyDomain): string {
  return `ce.${uai.toLowerCase()}@${domain}`;
}

/** Lower-case ASCII letters, digits and hyphens out of a name. */
export function plain(name: string): string {
  const opened = name
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd');
  const bare = opened.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return bare.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
