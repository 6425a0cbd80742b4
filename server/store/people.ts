/** Persons and their assignments: what HR says, kept as it was last said. Written by the import of a feed alone. */
import type { AccountId, AccountState, PersonId, Population } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** A person as kept: the birth date sealed, the NUMEN hashed. Days are `YYYY-MM-DD`. */
export type StoredPerson = {
  readonly personId: PersonId;
  readonly accountId: AccountId | null;
  readonly state: AccountState | null;
  readonly hrKey: string;
  readonly title: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthName: string | null;
  readonly birthDate: Buffer;
  readonly numen: Buffer | null;
  readonly population: Population;
  readonly function: string;
  readonly firstDay: string;
  readonly lastDay: string | null;
  /** Ordered by first day and school. */
  readonly assignments: readonly StoredAssignment[];
};

export type StoredAssignment = {
  readonly uai: string;
  readonly firstDay: string;
  readonly lastDay: string | null;
  readonly main: boolean;
};

/** A person to write: sealed and hashed already, in hexadecimal. */
export type PersonRow = Omit<
  StoredPerson,
  'personId' | 'accountId' | 'state' | 'birthDate' | 'numen' | 'assignments'
> & {
  readonly birthDate: string;
  readonly numen: string | null;
};

const personColumns = `p.person_id as "personId", a.account_id as "accountId", a.state, p.hr_key as "hrKey", p.title,
  p.given_name as "givenName", p.family_name as "familyName", p.birth_name as "birthName", p.birth_date as "birthDate",
  p.numen, p.population, p.function, p.first_day as "firstDay", p.last_day as "lastDay"`;

/** Keeps any other import out until the transaction ends; readers pass. */
export async function lockPeople(tx: Queryable): Promise<void> {
  await tx.query({ text: 'lock table person in share row exclusive mode' });
}

/** Everybody, with their assignments; where `named`, only those with these keys or these NUMENs, in hexadecimal. */
export async function listPeople(
  db: Queryable,
  named?: { readonly hrKeys: readonly string[]; readonly numens: readonly string[] },
): Promise<StoredPerson[]> {
  const only = named && `where p.hr_key = any($1::text[]) or p.numen in (select decode(unnest($2::text[]), 'hex'))`;
  const values = named === undefined ? [] : [named.hrKeys, named.numens];
  const [people, assignments] = await Promise.all([
    db.query<StoredPerson>({
      text: `select ${personColumns} from person p left join account a on a.person_id = p.person_id ${only ?? ''}
             order by p.person_id`,
      values,
    }),
    db.query<StoredAssignment & { personId: PersonId }>({
      text: `select w.person_id as "personId", w.uai, w.first_day as "firstDay", w.last_day as "lastDay", w.main
             from assignment w ${only === undefined ? '' : `join person p using (person_id) ${only}`}
             order by w.person_id, w.first_day, w.uai`,
      values,
    }),
  ]);
  const byPerson = Map.groupBy(assignments, each => each.personId);
  return people.map(person => ({
    ...person,
    assignments: (byPerson.get(person.personId) ?? []).map(({ personId: _, ...assignment }) => assignment),
  }));
}

/** The person who owns an account, without assignments. */
export async function findOwner(
  db: Queryable,
  accountId: AccountId,
): Promise<Omit<StoredPerson, 'assignments'> | null> {
  const [row] = await db.query<Omit<StoredPerson, 'assignments'>>({
    text: `select ${personColumns} from account a join person p on p.person_id = a.person_id where a.account_id = $1`,
    values: [accountId],
  });
  return row ?? null;
}

/** The schools a person works in, by name and town. */
export async function listWorkplaces(db: Queryable, personId: PersonId): Promise<{ name: string; town: string }[]> {
  return await db.query({
    text: `select distinct s.name, s.town from assignment a join school s on s.uai = a.uai where a.person_id = $1`,
    values: [personId],
  });
}

/** Where a person mainly works on a day: the name of that school; null where HR says nothing of it. */
export async function findMainWorkplace(db: Queryable, personId: PersonId, day: string): Promise<string | null> {
  const [row] = await db.query<{ name: string }>({
    text: `select s.name from assignment a join school s on s.uai = a.uai
           where a.person_id = $1 and a.first_day <= $2 and (a.last_day is null or a.last_day >= $2)
           order by a.main desc, a.first_day limit 1`,
    values: [personId, day],
  });
  return row?.name ?? null;
}

const recordset = `json_to_recordset($1::json) n("hrKey" text, title text, "givenName" text, "familyName" text,
  "birthName" text, "birthDate" text, numen text, population text, function text, "firstDay" date, "lastDay" date)`;

/** Inserts persons; their numbers by HR key. */
export async function insertPeople(tx: Queryable, people: readonly PersonRow[]): Promise<Map<string, PersonId>> {
  const rows = await tx.query<{ hrKey: string; personId: PersonId }>({
    text: `insert into person (hr_key, title, given_name, family_name, birth_name, birth_date, numen, population, function,
             first_day, last_day)
           select n."hrKey", n.title, n."givenName", n."familyName", n."birthName", decode(n."birthDate", 'hex'),
             decode(n.numen, 'hex'), n.population, n.function, n."firstDay", n."lastDay"
           from ${recordset}
           returning hr_key as "hrKey", person_id as "personId"`,
    values: [JSON.stringify(people)],
  });
  return new Map(rows.map(row => [row.hrKey, row.personId]));
}

/** Writes what HR now says over what it said before, found by HR key. */
export async function updatePeople(tx: Queryable, people: readonly PersonRow[]): Promise<void> {
  await tx.query({
    text: `update person p
           set title = n.title, given_name = n."givenName", family_name = n."familyName", birth_name = n."birthName",
             birth_date = decode(n."birthDate", 'hex'), numen = decode(n.numen, 'hex'), population = n.population,
             function = n.function, first_day = n."firstDay", last_day = n."lastDay"
           from ${recordset} where p.hr_key = n."hrKey"`,
    values: [JSON.stringify(people)],
  });
}

/** Replaces all assignments of these persons. */
export async function replaceAssignments(
  tx: Queryable,
  of: readonly { readonly personId: PersonId; readonly assignments: readonly StoredAssignment[] }[],
): Promise<void> {
  await tx.query({
    text: 'delete from assignment where person_id = any($1::bigint[])',
    values: [of.map(each => each.personId)],
  });
  const rows = of.flatMap(({ personId, assignments }) => assignments.map(each => ({ personId, ...each })));
  await tx.query({
    text: `insert into assignment (person_id, uai, first_day, last_day, main)
           select n."personId", n.uai, n."firstDay", n."lastDay", n.main
           from json_to_recordset($1::json) n("personId" bigint, uai text, "firstDay" date, "lastDay" date, main boolean)`,
    values: [JSON.stringify(rows)],
  });
}

/** How many serve on a day or later. */
export async function countInService(db: Queryable, day: string): Promise<number> {
  const [row] = await db.query<{ people: number }>({
    text: 'select count(*)::int as people from person where last_day is null or last_day >= $1::date',
    values: [day],
  });
  return row!.people;
}
