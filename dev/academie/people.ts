/**
 * The people of the invented académie. The first sixty are the hand-written cast of the demonstration (`cast.ts`); the
 * others are drawn, each from a source of its own, so that the person of rank 4,000 is the same among 5,000 as among
 * 50,000.
 */

import { addDays, type Day, schoolYearStart } from './calendar.ts';
import { cast } from './cast.ts';
import { tradesOf } from './functions.ts';
import { familyNames, mensNames, thornyFamilyNames, womensNames } from './names.ts';
import { type Assignment, hrKey, numen, type Person, type Population, period } from './person.ts';
import type { Random } from './random.ts';
import type { School } from './schools.ts';

export function people(random: Random, schools: readonly School[], count: number, today: Day): Person[] {
  return [...everyPerson(random, schools, count, today)];
}

/** The same people one by one, for those who need no list. `schools` holds at least the twelve of the demonstration. */
export function* everyPerson(random: Random, schools: readonly School[], count: number, today: Day): Generator<Person> {
  if (schools.length < 12) throw new RangeError('the cast needs the twelve schools of the demonstration');
  const members = cast(today);
  for (let rank = 0; rank < count; rank++) {
    const member = members[rank];
    yield member === undefined ? drawPerson(random.fork(`person ${rank}`), rank, schools, today) : member.person;
  }
}

function drawPerson(random: Random, rank: number, schools: readonly School[], today: Day): Person {
  const school = random.pick(schools);
  const population = random.weighted<Population>([
    ['titulaire', 62],
    ['stagiaire', 3],
    ['atss', 17],
    ['direction', 3],
    ['contractuel', 15],
  ]);
  const woman = random.chance(0.68);
  const trade = random.pick(tradesOf(population, school.kind));
  const age = population === 'stagiaire' ? random.int(22, 34) : random.int(24, 64);
  const birthDate = addDays(today, -Math.round(age * 365.25 + random.int(1, 364)));
  const assignments = drawAssignments(random, population, age, school, schools, today);
  const birthName = woman && random.chance(0.34) ? drawFamilyName(random) : null;
  const familyName = drawFamilyName(random);
  const letters = String.fromCharCode(random.int(65, 90), random.int(65, 90));
  const { firstDay, lastDay } = period(assignments);
  const unnumbered = population === 'contractuel' && random.chance(0.55);
  return {
    hrKey: hrKey(rank),
    title: woman ? 'Mme' : 'M.',
    givenName: random.pick(woman ? womensNames : mensNames),
    familyName,
    birthName: birthName === familyName ? null : birthName,
    birthDate,
    numen: unnumbered ? null : numen(rank, school.uai.slice(1, 3), Number(firstDay.slice(0, 4)), letters),
    population,
    function: woman ? trade[1] : trade[0],
    assignments,
    firstDay,
    lastDay,
  };
}

function drawFamilyName(random: Random): string {
  if (random.chance(0.02)) return random.pick(thornyFamilyNames);
  const name = random.pick(familyNames);
  return random.chance(0.05) ? `${name}-${random.pick(familyNames)}` : name;
}

function drawAssignments(
  random: Random,
  population: Population,
  age: number,
  school: School,
  schools: readonly School[],
  today: Day,
): Assignment[] {
  if (population === 'contractuel') return [contract(random, school, today)];
  const career = population === 'stagiaire' ? 0 : random.int(0, Math.max(0, Math.min(age - 23, 30)));
  const firstDay = schoolYearStart(today, career);
  const lastDay = drawLastDay(random, age, today);
  const main: Assignment = { uai: school.uai, firstDay, lastDay, main: true };
  if (population === 'direction' || !random.chance(0.07)) return [main];
  const others = random.sample(schools, random.int(1, 2)).filter(other => other.uai !== school.uai);
  return [main, ...others.map(other => ({ uai: other.uai, firstDay, lastDay, main: false }))];
}

/** Most stay; the old retire, a few are transferred, some left lately and their account is closing or closed. */
function drawLastDay(random: Random, age: number, today: Day): Day | null {
  if (age >= 61 && random.chance(0.3)) return addDays(today, random.int(-90, 120));
  return random.chance(0.02) ? addDays(today, random.int(-60, 90)) : null;
}

function contract(random: Random, school: School, today: Day): Assignment {
  const firstDay = addDays(today, -random.int(3, 330));
  const length = random.pick([60, 90, 150, 240, 330, 365]);
  return { uai: school.uai, firstDay, lastDay: addDays(firstDay, length), main: true };
}
