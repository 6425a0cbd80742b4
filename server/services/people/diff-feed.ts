/** What a feed would change, before anything happens: pure, from what is known and what the feed says. */
import { type HrFeed, type HrPerson, type HrRefusal, period, uaiLetter } from '../../formats/hr/person.ts';
import type { StoredPerson } from '../../store/people.ts';

/** A known person with the secrets opened as far as a comparison needs. */
export type KnownPerson = Omit<StoredPerson, 'birthDate' | 'numen'> & {
  readonly birthDate: string;
  /** Keyed hash in hexadecimal. */
  readonly numen: string | null;
};

export type ChangedField =
  | 'title'
  | 'givenName'
  | 'familyName'
  | 'birthName'
  | 'birthDate'
  | 'numen'
  | 'population'
  | 'function'
  | 'assignments';

export type Difference = {
  readonly known: KnownPerson;
  readonly said: HrPerson;
  /** Names of fields, never their values: a diff is shown and exported. */
  readonly fields: readonly ChangedField[];
};

/** `complete`: the feed names everybody in service, who is absent has left. `partial`: it names some. */
export type FeedScope = 'complete' | 'partial';

export type FeedDiff = {
  readonly new: readonly HrPerson[];
  /** The last day became known, or came nearer. */
  readonly leaving: readonly Difference[];
  /** The last day went further away, or is no more. */
  readonly returning: readonly Difference[];
  readonly changed: readonly Difference[];
  readonly unchanged: readonly KnownPerson[];
  /** In service and no longer named by a complete feed. */
  readonly missing: readonly KnownPerson[];
  readonly refused: readonly HrRefusal[];
  /** Those in service before the feed: what a share is a share of. */
  readonly inService: number;
};

/**
 * @param hashNumen gives the keyed hash of a NUMEN in hexadecimal
 * @param today `YYYY-MM-DD` in Paris
 */
export function diffFeed(
  feed: HrFeed,
  known: readonly KnownPerson[],
  about: {
    readonly scope: FeedScope;
    readonly today: string;
    readonly schools: ReadonlySet<string>;
    readonly hashNumen: (numen: string) => string;
    /** Where `known` is not everybody. */
    readonly inService?: number;
    /** A person said without a NUMEN keeps the one they had. */
    readonly keepsNumen?: boolean | undefined;
  },
): FeedDiff {
  const byKey = new Map(known.map(person => [person.hrKey, person]));
  const byNumen = new Map(
    known.flatMap(person => (person.numen === null ? [] : [[person.numen, person.hrKey] as const])),
  );
  const refused = [...feed.refused];
  const named = new Set(feed.refused.flatMap(one => (one.hrKey === null ? [] : [one.hrKey])));
  const diff = {
    new: [] as HrPerson[],
    leaving: [] as Difference[],
    returning: [] as Difference[],
    changed: [] as Difference[],
    unchanged: [] as KnownPerson[],
  };
  for (const said of feed.people) {
    named.add(said.hrKey);
    const numen = said.numen === null ? null : about.hashNumen(said.numen);
    const refusal = refuse(said, numen);
    if (refusal !== null) {
      refused.push(refusal);
      continue;
    }
    const before = byKey.get(said.hrKey);
    if (before === undefined) diff.new.push(said);
    else sort(before, said, differing(before, said, numen ?? (about.keepsNumen ? before.numen : null)));
  }

  function refuse(said: HrPerson, numen: string | null): HrRefusal | null {
    const at = { line: said.line, hrKey: said.hrKey };
    const unknown = said.assignments.find(each => !about.schools.has(each.uai));
    if (unknown !== undefined) return { ...at, column: 'uai', why: unknownSchool(unknown.uai) };
    const owner = numen === null ? undefined : byNumen.get(numen);
    if (owner === undefined || owner === said.hrKey) return null;
    return { ...at, column: 'numen', why: `ce NUMEN est déjà celui de l’agent ${owner}` };
  }

  function sort(before: KnownPerson, said: HrPerson, fields: ChangedField[]): void {
    const { lastDay } = period(said.assignments);
    const difference = { known: before, said, fields };
    if (fields.length === 0) diff.unchanged.push(before);
    else if (earlier(lastDay, before.lastDay)) diff.leaving.push(difference);
    else if (earlier(before.lastDay, lastDay)) diff.returning.push(difference);
    else diff.changed.push(difference);
  }

  // Whoever a feed of this morning no longer named ends today already: the same file again changes nothing.
  const endsToday = (person: KnownPerson) => person.lastDay === about.today;
  const serving = known.filter(person => person.lastDay === null || person.lastDay >= about.today);
  return {
    ...diff,
    missing: about.scope === 'complete' ? serving.filter(person => !named.has(person.hrKey) && !endsToday(person)) : [],
    refused: refused.sort((a, b) => a.line - b.line),
    inService: about.inService ?? serving.length,
  };
}

/** Is the first last day before the second? No end is later than any. */
function earlier(a: string | null, b: string | null): boolean {
  return a !== null && (b === null || a < b);
}

function differing(before: KnownPerson, said: HrPerson, numen: string | null): ChangedField[] {
  const plain = ['title', 'givenName', 'familyName', 'birthName', 'birthDate', 'population', 'function'] as const;
  const fields: ChangedField[] = plain.filter(field => before[field] !== said[field]);
  if (before.numen !== numen) fields.push('numen');
  const same =
    before.assignments.length === said.assignments.length &&
    said.assignments.every((each, index) => {
      const other = before.assignments[index]!;
      return (
        each.uai === other.uai &&
        each.firstDay === other.firstDay &&
        each.lastDay === other.lastDay &&
        each.main === other.main
      );
    });
  if (!same) fields.push('assignments');
  return fields;
}

function unknownSchool(uai: string): string {
  const letter = uaiLetter(uai.slice(0, 7));
  const hint = uai.endsWith(letter) ? '' : ` ; la lettre de contrôle de ${uai.slice(0, 7)} serait ${letter}`;
  return `l’établissement ${uai} n’est pas dans l’annuaire${hint}`;
}
