import type { Day } from './calendar.ts';

export type Population = 'titulaire' | 'stagiaire' | 'atss' | 'direction' | 'contractuel';

export interface Assignment {
  uai: string;
  firstDay: Day;
  lastDay: Day | null;
  /** Exactly one assignment of a person is the main one. */
  main: boolean;
}

/**
 * What the HR office knows of somebody. `firstDay` is the first of all assignments' first days; `lastDay` is the last of
 * their last days, or null where one of them has none.
 */
export interface Person {
  hrKey: string;
  title: 'M.' | 'Mme';
  givenName: string;
  /** The name in use. */
  familyName: string;
  /** Null where it is the name in use. */
  birthName: string | null;
  birthDate: Day;
  /** 13 characters; null for those the State has given none. */
  numen: string | null;
  population: Population;
  function: string;
  assignments: readonly Assignment[];
  firstDay: Day;
  lastDay: Day | null;
}

/** The period that a person's assignments span together. */
export function period(assignments: readonly Assignment[]): { firstDay: Day; lastDay: Day | null } {
  const firstDays = assignments.map(each => each.firstDay).sort();
  const lastDays = assignments.map(each => each.lastDay ?? never).sort();
  const lastDay = lastDays.at(-1) as Day;
  return { firstDay: firstDays[0] as Day, lastDay: lastDay === never ? null : lastDay };
}

/** Sorts after every day. */
const never = '9999-12-31';

/**
 * The HR key and NUMEN of the person of that rank. Both are scrambled so that neighbours do not look alike, by
 * multiplications that keep them unique below 2,600,000.
 */
export function hrKey(rank: number): string {
  return `80${String((rank * 48_611 + 130_457) % 10_000_000).padStart(7, '0')}`;
}

export function numen(rank: number, department: string, year: number, letters: string): string {
  const sequence = String((rank * 30_637 + 4_211) % 100_000).padStart(5, '0');
  const series = String.fromCharCode(65 + (Math.floor(rank / 100_000) % 26));
  return `${department}E${String(year % 100).padStart(2, '0')}${sequence}${series}${letters}`;
}
