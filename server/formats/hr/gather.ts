/** From lines to people: a person's lines are put together and must agree. Shared by every syntax of the feed. */
import type { HrAssignment, HrFeed, HrPerson, HrRefusal } from './person.ts';

/** One good line: who, and one assignment. */
export type HrLine = {
  readonly line: number;
  readonly person: Omit<HrPerson, 'assignments' | 'line'>;
  readonly assignment: HrAssignment;
};

/** French names of what must be the same on all lines of a person. */
const identity = {
  title: 'la civilité',
  familyName: 'le nom d’usage',
  birthName: 'le nom de naissance',
  givenName: 'le prénom',
  birthDate: 'la date de naissance',
  numen: 'le NUMEN',
} as const satisfies Partial<Record<keyof HrLine['person'], string>>;

/** Puts lines together by key. `refused` are the lines already refused: their persons are refused whole. */
export function gather(lines: readonly HrLine[], refused: readonly HrRefusal[]): HrFeed {
  const refusals = [...refused];
  const byKey = new Map<string, HrLine[]>();
  for (const line of lines) {
    const known = byKey.get(line.person.hrKey);
    if (known === undefined) byKey.set(line.person.hrKey, [line]);
    else known.push(line);
  }
  const spoilt = new Set(refused.map(one => one.hrKey));
  const numens = new Map<string, HrPerson>();
  const people: HrPerson[] = [];
  for (const [hrKey, own] of byKey) {
    const refuse = (line: number, column: string | null, why: string): void => {
      refusals.push({ line, hrKey, column, why });
    };
    if (spoilt.has(hrKey)) {
      for (const { line } of own) refuse(line, null, 'une autre ligne de cette personne est refusée');
      continue;
    }
    const person = together(own, refuse);
    if (person === null) continue;
    const namesake = person.numen === null ? undefined : numens.get(person.numen);
    if (namesake !== undefined) {
      refuse(person.line, 'numen', `ce NUMEN est déjà celui de la ligne ${namesake.line} (${namesake.hrKey})`);
      continue;
    }
    if (person.numen !== null) numens.set(person.numen, person);
    people.push(person);
  }
  return { people, refused: refusals.sort((a, b) => a.line - b.line) };
}

function together(own: HrLine[], refuse: (line: number, column: string | null, why: string) => void): HrPerson | null {
  const [first, ...others] = own as [HrLine, ...HrLine[]];
  for (const other of others) {
    for (const key of Object.keys(identity) as (keyof typeof identity)[]) {
      if (other.person[key] === first.person[key]) continue;
      refuse(
        other.line,
        null,
        `${identity[key]} diffère de celui ou celle de la ligne ${first.line}, sous le même identifiant`,
      );
      refuse(first.line, null, `la ligne ${other.line} dit autre chose de la même personne`);
      return null;
    }
  }
  const seen = new Map<string, number>();
  for (const { line, assignment } of own) {
    const same = seen.get(`${assignment.uai} ${assignment.firstDay}`);
    if (same !== undefined) {
      refuse(line, null, `cette affectation est déjà à la ligne ${same}`);
      return null;
    }
    seen.set(`${assignment.uai} ${assignment.firstDay}`, line);
  }
  const assignments = own.map(line => line.assignment).sort(inOrder);
  const main = mainOf(assignments);
  // Function and population are those of the line of the main assignment.
  const said =
    own.find(line => line.assignment.uai === main.uai && line.assignment.firstDay === main.firstDay) ?? first;
  return {
    ...said.person,
    assignments: assignments.map(each => ({ ...each, main: each === main })),
    line: first.line,
  };
}

/** The one marked main; of several (successive contracts) the latest; where none is marked, the latest of all. */
function mainOf(assignments: readonly HrAssignment[]): HrAssignment {
  const marked = assignments.filter(each => each.main);
  const from = marked.length > 0 ? marked : assignments;
  return from.reduce((best, each) => (each.firstDay > best.firstDay ? each : best));
}

function inOrder(a: HrAssignment, b: HrAssignment): number {
  return a.firstDay === b.firstDay ? (a.uai < b.uai ? -1 : 1) : a.firstDay < b.firstDay ? -1 : 1;
}
