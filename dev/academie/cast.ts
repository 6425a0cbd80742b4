/**
 * The sixty people of the demonstration, written by hand so that every state of an account's life, every role and every
 * kind of difficult name is among them. Days count from `today`, which keeps each state true whenever the demo starts.
 */
import { addDays, type Day, schoolYearStart } from './calendar.ts';
import { castRows } from './cast-rows.ts';
import { type Assignment, hrKey, numen, type Person, type Population, period } from './person.ts';
import { demoSchools } from './schools.ts';

export type CastState = 'expected' | 'provisional' | 'active' | 'leaving' | 'closed' | 'suspended';
export type CastRole = 'secretary' | 'referent' | 'support' | 'analyst' | 'administrator';
type DemoSchool = keyof typeof demoSchools;

export interface CastMember {
  person: Person;
  state: CastState;
  role: CastRole | null;
  /** UAI of the school that a secretary or a référent acts in; null for the other roles and for none. */
  scope: string | null;
  /** The password chosen at activation; null before it and after closing. */
  password: string | null;
  /** What the letter says; null but for provisional accounts. */
  provisionalPassword: string | null;
  /** Size wanted for the mailbox. */
  messages: number;
}

/** A first or last day: days from today, or the start of a school year so many years back. */
type When = number | { year: number };

/** One line of the cast: what differs from a tenured agent in service, without a role. */
export interface CastRow {
  title: 'M.' | 'Mme';
  given: string;
  family: string;
  birthName?: string;
  born: Day;
  population?: Population;
  function: string;
  at: readonly DemoSchool[];
  /** `{ year: 3 }`: the first day of the school year three years before this one. */
  from: When;
  to?: When;
  /** Earlier contracts in the first school, oldest first. */
  before?: readonly (readonly [from: number, to: number])[];
  numen?: false;
  state?: CastState;
  role?: CastRole;
  password?: string;
  letter?: string;
  messages: number;
}

export function cast(today: Day): CastMember[] {
  return castRows.map((row, rank) => member(row, rank, today));
}

function member(row: CastRow, rank: number, today: Day): CastMember {
  const assignments = assignmentsOf(row, today);
  const { firstDay, lastDay } = period(assignments);
  const home = demoSchools[row.at[0] as DemoSchool];
  const role = row.role ?? null;
  const entered = Number((firstDay < today ? firstDay : today).slice(0, 4));
  return {
    person: {
      hrKey: hrKey(rank),
      title: row.title,
      givenName: row.given,
      familyName: row.family,
      birthName: row.birthName ?? null,
      birthDate: row.born,
      numen: row.numen === false ? null : numen(rank, home.uai.slice(1, 3), entered, 'QK'),
      population: row.population ?? 'titulaire',
      function: row.function,
      assignments,
      firstDay,
      lastDay,
    },
    state: row.state ?? 'active',
    role,
    scope: role === 'secretary' || role === 'referent' ? home.uai : null,
    password: row.password ?? null,
    provisionalPassword: row.letter ?? null,
    messages: row.messages,
  };
}

function assignmentsOf(row: CastRow, today: Day): Assignment[] {
  const [home, ...others] = row.at.map(name => demoSchools[name].uai);
  const firstDay = dayFrom(row.from, today);
  const lastDay = row.to === undefined ? null : dayFrom(row.to, today);
  const earlier = (row.before ?? []).map(([from, to]) => ({
    uai: home as string,
    firstDay: addDays(today, from),
    lastDay: addDays(today, to),
    main: false,
  }));
  return [
    ...earlier,
    { uai: home as string, firstDay, lastDay, main: true },
    ...others.map(uai => ({ uai, firstDay, lastDay, main: false })),
  ];
}

function dayFrom(when: When, today: Day): Day {
  return typeof when === 'number' ? addDays(today, when) : schoolYearStart(today, when.year);
}
