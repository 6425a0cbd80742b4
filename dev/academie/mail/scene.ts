import { type Correspondent, plain, schoolAddress } from '../addresses.ts';
import { parisDay, weekday } from '../calendar.ts';
import { familyNames, mensNames, womensNames } from '../names.ts';
import { type Random, randomFrom } from '../random.ts';
import type { School, SchoolKind } from '../schools.ts';
import { outsideProgram, type Program, robot, staffProgram } from './program.ts';

/** Somebody who writes or reads: a colleague, an office, a parent, a firm. */
export interface Writer {
  /** As in the From header. */
  name: string;
  address: string;
  title: 'M.' | 'Mme' | null;
  givenName: string | null;
  familyName: string;
  function: string | null;
  /** The lines below the name's dashes; empty for those who only write their given name. */
  signature: readonly string[];
  program: Program;
  outside: boolean;
}

/** The people and places around one mailbox. */
export interface Circle {
  owner: Writer;
  school: School;
  /** The classes that this mailbox speaks of. */
  classes: readonly string[];
  /** Those of the same school; others where it has none. */
  team: readonly Writer[];
  colleagues: readonly Writer[];
  /** Heads of the owner's school. */
  heads: readonly Writer[];
  office: Writer;
  parents: readonly Writer[];
}

/** What a message is about. The slots that were filled keep their words, in this message and in its replies. */
export interface Scene {
  random: Random;
  /** The day it is written on, in Paris. */
  day: number;
  sender: Writer;
  reader: Writer;
  circle: Circle;
  /** What is announced, where something is. */
  event: { day: number; minutes: number; length: number };
  bound: Map<string, string>;
}

export function sceneOf(random: Random, at: number, sender: Writer, reader: Writer, circle: Circle): Scene {
  const day = parisDay(at);
  const ahead = workingDay(day + random.int(2, 21));
  const minutes = random.int(8, 17) * 60 + random.pick([0, 0, 0, 15, 30, 30, 45]);
  const event = { day: ahead, minutes, length: random.pick([60, 90, 120]) };
  return { random, day, sender, reader, circle, event, bound: new Map() };
}

/** Slots that speak of who writes or of the day of writing: a reply fills them anew. */
const passing = [
  'e',
  'e_lecteur',
  'prénom',
  'lecteur',
  'vous',
  'civilité',
  'demain',
  'récemment',
  'aujourd_hui',
  'échéance',
];

/** The same matter, taken up by somebody else later. */
export function answering(scene: Scene, at: number, sender: Writer, reader: Writer): Scene {
  const bound = new Map(scene.bound);
  for (const slot of passing) bound.delete(slot);
  return { ...scene, day: parisDay(at), sender, reader, bound };
}

/** The same day, or the Monday after. */
export function workingDay(day: number): number {
  return weekday(day) === 0 ? day + 1 : weekday(day) === 6 ? day + 2 : day;
}

/**
 * The circle of `owner`: colleagues of the same school first, then others. At most 400 of `others` are looked at, so
 * that fifty thousand mailboxes among fifty thousand people stay affordable.
 */
export function circleOf(
  random: Random,
  owner: Correspondent,
  others: readonly Correspondent[],
  schools: readonly School[],
): Circle {
  const school = schools.find(each => each.uai === owner.uai) ?? random.pick(schools);
  const seen = (others.length > 400 ? random.sample(others, 400) : others).filter(
    other => other.address !== owner.address,
  );
  if (seen.length === 0) throw new RangeError('a mailbox needs somebody to write with');
  const near = seen.filter(other => other.uai === owner.uai);
  const far = random.shuffle(seen.filter(other => other.uai !== owner.uai));
  const chosen = [...random.shuffle(near).slice(0, 40), ...far.slice(0, Math.max(8, 30 - near.length))];
  const places = new Map([...chosen, owner].map(each => [each.uai, placeOf(each.uai, schools)]));
  const writers = chosen.map(other => staffWriter(other, places.get(other.uai) ?? null));
  const team = writers.filter((_, rank) => chosen[rank]?.uai === owner.uai);
  return {
    owner: staffWriter(owner, school.name),
    school,
    classes: classesOf(random, school),
    team: team.length > 0 ? team : writers,
    colleagues: writers,
    heads: team.filter(each => /^(Princip|Provis|Direct|Chef)/.test(each.function ?? '')),
    office: officeWriter(school),
    parents: Array.from({ length: 14 }, () => parentWriter(random)),
  };
}

function classesOf(random: Random, { kind }: School): string[] {
  const names: Partial<Record<SchoolKind, readonly string[]>> = {
    école: ['CP', 'CE1', 'CE2', 'CM1', 'CM2', 'CE1-CE2', 'CM1-CM2', 'grande section'],
    lycée: ['2de 1', '2de 4', '2de 7', '1re G2', '1re G5', 'Tle G1', 'Tle G3', '1re STMG', 'Tle STMG 2', 'Tle STI2D'],
    'lycée professionnel': [
      '3e prépa-métiers',
      '2de MELEC',
      '1re AGOrA',
      'Tle ASSP',
      'CAP 1 Cuisine',
      'Tle Maintenance',
    ],
  };
  const junior = [6, 5, 4, 3].flatMap(level => ['A', 'B', 'C', 'D'].map(letter => `${level}e ${letter}`));
  return random.sample(names[kind] ?? junior, 6);
}

function placeOf(uai: string, schools: readonly School[]): string | null {
  return schools.find(each => each.uai === uai)?.name ?? null;
}

function staffWriter(person: Correspondent, place: string | null): Writer {
  const { title, givenName, familyName, address } = person;
  // Habits follow the person: the same program and the same way to sign in every mailbox.
  const habits = randomFrom(address);
  const program = staffProgram(habits);
  const name = habits.chance(0.13) ? `${familyName.toUpperCase()} ${givenName}` : `${givenName} ${familyName}`;
  const full = [`${givenName} ${familyName}`, person.function, ...(place === null ? [] : [place])];
  const number = `Tél.\u00a0: 03 53 01 ${habits.int(10, 99)} ${habits.int(10, 99)}`;
  const signature = habits.weighted<readonly string[]>([
    [[], 30],
    [full.slice(0, 1), 15],
    [full, 35],
    [[...full, number], 20],
  ]);
  return { name, address, title, givenName, familyName, function: person.function, signature, program, outside: false };
}

function officeWriter(school: School): Writer {
  const address = schoolAddress(school.uai);
  const signature = ['Le secrétariat', school.name, school.town];
  return {
    ...impersonal,
    name: school.name,
    address,
    familyName: school.name,
    signature,
    program: staffProgram(randomFrom(address)),
  };
}

const impersonal = { title: null, givenName: null, function: null, outside: false } as const;
const parentDomains = ['courriel-libre.test', 'boite-aux-lettres.test', 'maison.test', 'postier.test'];

function parentWriter(random: Random): Writer {
  const woman = random.chance(0.6);
  const givenName = random.pick(woman ? womensNames : mensNames);
  const familyName = random.pick(familyNames);
  const local = `${plain(givenName).charAt(0)}.${plain(familyName)}${random.chance(0.5) ? random.int(60, 99) : ''}`;
  const address = `${local}@${random.pick(parentDomains)}`;
  const program = outsideProgram(randomFrom(address));
  const name = random.chance(0.15) ? local : `${givenName} ${familyName}`;
  const signature = [`${woman ? 'Mme' : 'M.'} ${familyName}`];
  return {
    name,
    address,
    title: woman ? 'Mme' : 'M.',
    givenName,
    familyName,
    function: null,
    signature,
    program,
    outside: true,
  };
}

/** A service of the rectorat, a firm or an application: no person behind the name. */
export function service(name: string, address: string, signature: readonly string[], outside = false): Writer {
  return { ...impersonal, name, address, familyName: name, signature, program: robot, outside };
}
