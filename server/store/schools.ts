/** Schools: every place of the académie where people work, the rectorat among them. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type School = {
  readonly uai: string;
  readonly name: string;
  readonly kind: string;
  readonly town: string;
  readonly zone: string;
};

export function listSchools(db: Queryable): Promise<School[]> {
  return db.query<School>({ text: 'select uai, name, kind, town, zone from school order by uai' });
}

/** Inserts the new, updates what differs; the UAI of each that was touched. */
export async function upsertSchools(
  tx: Queryable,
  schools: readonly School[],
): Promise<{ readonly uai: string; readonly added: boolean }[]> {
  return await tx.query({
    text: `insert into school as s (uai, name, kind, town, zone)
           select n.uai, n.name, n.kind, n.town, n.zone
           from json_to_recordset($1::json) n(uai text, name text, kind text, town text, zone text)
           on conflict (uai) do update set name = excluded.name, kind = excluded.kind, town = excluded.town, zone = excluded.zone
           where (s.name, s.kind, s.town, s.zone) is distinct from (excluded.name, excluded.kind, excluded.town, excluded.zone)
           returning s.uai, s.xmax = 0 as added`,
    values: [JSON.stringify(schools)],
  });
}

/** The zone of where somebody works on a day, or of where their post is; null where neither is known. */
export async function readZoneOf(db: Queryable, accountId: AccountId, today: string): Promise<string | null> {
  const [row] = await db.query<{ zone: string | null }>({
    text: `select s.zone from account a
           left join post o on o.post_id = a.post_id
           left join lateral (
             select uai from assignment
             where person_id = a.person_id and first_day <= $2 and (last_day is null or last_day >= $2)
             order by main desc, first_day desc, uai limit 1
           ) w on true
           left join school s on s.uai = coalesce(w.uai, o.uai)
           where a.account_id = $1`,
    values: [accountId, today],
  });
  return row?.zone ?? null;
}
