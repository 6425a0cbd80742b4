/**
 * A year of the invented académie, day by day, as its HR office tells it: hires in September, contracts that end, are
 * renewed in time, late, or after a gap, transfers announced in June, retirements in July, corrected dates, changed names,
 * people who vanish from the file; and days on which nothing of the house runs.
 */
import { addDays, type Day } from './calendar.ts';
import { familyNames } from './names.ts';
import { everyPerson } from './people.ts';
import { type Person, period } from './person.ts';
import type { Random } from './random.ts';
import type { School } from './schools.ts';

export type YearDay = {
  readonly day: Day;
  /** What HR sends: everybody, those whose lines changed, or nothing. */
  readonly feed: { readonly scope: 'complete' | 'partial'; readonly people: readonly Person[] } | null;
  /** HR keys: those who activate their account, if it waits for that. */
  readonly activated: readonly string[];
  readonly suspended: readonly string[];
  readonly reopened: readonly string[];
  /** No job runs. */
  readonly outage: boolean;
};

type Edit = (file: Map<string, Person>) => void;
type Plan = { edits: Map<Day, { key: string; edit: Edit }[]>; acts: Map<Day, { act: Act; key: string }[]> };
type Act = 'activated' | 'suspended' | 'reopened';

export function* academicYear(
  random: Random,
  schools: readonly School[],
  count: number,
  from: Day,
  days: number,
): Generator<YearDay> {
  const file = new Map<string, Person>();
  const plan: Plan = { edits: new Map(), acts: new Map() };
  const hires = Math.ceil(count * 0.14);
  let rank = 0;
  for (const person of everyPerson(random, schools, count + hires, from)) {
    const sound = person.assignments.every(each => each.lastDay === null || each.lastDay >= each.firstDay);
    const own = random.fork(`life ${rank}`);
    if (sound && rank < count) begin(own, person, from);
    else if (sound) hire(own, person);
    rank += 1;
  }

  function begin(own: Random, person: Person, told: Day): void {
    file.set(person.hrKey, person);
    if (own.chance(0.97)) later(plan.acts, addDays(told, own.int(0, 3)), { act: 'activated', key: person.hrKey });
    live(own, person, told);
  }

  /** Half in September, the others all year round. */
  function hire(own: Random, person: Person): void {
    const firstDay = own.chance(0.5) ? `${from.slice(0, 4)}-09-01` : addDays(from, own.int(20, days - 20));
    const told = addDays(firstDay, -own.int(0, 12));
    const lastDay = person.population === 'contractuel' ? addDays(firstDay, own.int(20, 330)) : null;
    const main = person.assignments.find(each => each.main)!;
    const hired = { ...person, hrKey: `n${person.hrKey}`, numen: null, assignments: [{ ...main, firstDay, lastDay }] };
    change(hired.hrKey, told, () => file.set(hired.hrKey, withPeriod(hired)));
    if (own.chance(0.9)) later(plan.acts, addDays(told, own.int(1, 40)), { act: 'activated', key: hired.hrKey });
    live(own, withPeriod(hired), told);
  }

  function change(key: string, day: Day, edit: Edit): void {
    if (day > from) later(plan.edits, day, { key, edit });
  }

  function rewrite(key: string, day: Day, rewritten: (person: Person) => Person): void {
    change(key, day, () => {
      const known = file.get(key);
      if (known !== undefined) file.set(key, withPeriod(rewritten(known)));
    });
  }

  function live(own: Random, person: Person, told: Day): void {
    const { hrKey: key, lastDay } = person;
    const year = Number(from.slice(0, 4)) + 1;
    if (own.chance(0.015)) {
      const familyName = own.pick(familyNames);
      rewrite(key, addDays(told, own.int(2, 300)), known => ({ ...known, familyName, birthName: known.familyName }));
    }
    if (own.chance(0.01)) {
      const day = addDays(told, own.int(5, 300));
      later(plan.acts, day, { act: 'suspended', key });
      if (own.chance(0.7)) later(plan.acts, addDays(day, own.int(1, 30)), { act: 'reopened', key });
    }
    if (person.population === 'contractuel') return void (lastDay !== null && renew(own, person, lastDay));
    if (own.chance(0.03)) rewrite(key, `${year}-06-${own.int(10, 25)}`, ending(`${year}-08-31`));
    else if (own.chance(0.04)) {
      const announced = `${year}-0${own.int(4, 6)}-${own.int(10, 28)}`;
      rewrite(key, announced, ending(`${year}-07-${own.int(10, 31)}`));
      if (own.chance(0.3))
        rewrite(key, addDays(announced, own.int(5, 100)), ending(own.chance(0.5) ? null : `${year}-08-31`));
    } else if (own.chance(0.006)) change(key, addDays(told, own.int(5, 300)), () => file.delete(key));
  }

  function renew(own: Random, person: Person, lastDay: Day): void {
    const kind = own.weighted([
      ['in time', 45],
      ['after the closing', 20],
      ['not', 35],
    ] as const);
    if (kind === 'not') return;
    const told = addDays(lastDay, kind === 'in time' ? own.int(-10, 29) : own.int(33, 110));
    const firstDay = addDays(told > lastDay ? told : lastDay, own.int(1, 25));
    const until = addDays(firstDay, own.int(40, 250));
    rewrite(person.hrKey, told, known => ({
      ...known,
      assignments: [
        ...known.assignments.map(each => ({ ...each, main: false })),
        { uai: own.pick(schools).uai, firstDay, lastDay: until, main: true },
      ],
    }));
    if (own.chance(0.9)) later(plan.acts, addDays(told, own.int(1, 30)), { act: 'activated', key: person.hrKey });
    if (own.chance(0.5)) renew(own, person, until);
  }

  let outageUntil = from;
  for (let at = 0; at < days; at += 1) {
    const day = addDays(from, at);
    const edits = plan.edits.get(day) ?? [];
    for (const { edit } of edits) edit(file);
    const complete = at === 0 || day.endsWith('-05');
    const touched = [...new Set(edits.map(each => each.key))].flatMap(key => file.get(key) ?? []);
    if (at > 0 && day > outageUntil && random.chance(0.02)) outageUntil = addDays(day, random.int(1, 12));
    const acts = plan.acts.get(day) ?? [];
    const those = (act: Act) => acts.filter(each => each.act === act).map(each => each.key);
    yield {
      day,
      feed: complete
        ? { scope: 'complete', people: [...file.values()] }
        : touched.length > 0
          ? { scope: 'partial', people: touched }
          : null,
      activated: those('activated'),
      suspended: those('suspended'),
      reopened: those('reopened'),
      outage: day < outageUntil,
    };
  }
}

/** HR's word that the service ends on a day, or that no end is known. */
function ending(lastDay: Day | null): (person: Person) => Person {
  return person => ({
    ...person,
    assignments: person.assignments.map(each => ({
      ...each,
      lastDay: lastDay !== null && lastDay < each.firstDay ? each.firstDay : lastDay,
    })),
  });
}

function withPeriod(person: Person): Person {
  return { ...person, ...period(person.assignments) };
}

function later<Value>(plan: Map<Day, Value[]>, day: Day, value: Value): void {
  const known = plan.get(day);
  if (known === undefined) plan.set(day, [value]);
  else known.push(value);
}
