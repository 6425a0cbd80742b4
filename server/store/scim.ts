/** People as a program of the HR office sees them by SCIM, and the programs that may ask. */
import type { Address, PersonId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type ScimRow = {
  readonly personId: PersonId;
  readonly hrKey: string;
  readonly externalId: string | null;
  readonly createdAt: Date | null;
  readonly modifiedAt: Date | null;
  readonly addresses: readonly Address[];
};

const rows = `select p.person_id as "personId", p.hr_key as "hrKey", s.external_id as "externalId",
    s.created_at as "createdAt", s.modified_at as "modifiedAt",
    array(select d.address from account a join address d using (account_id)
          where a.person_id = p.person_id and d.released_on is null order by d.main desc, d.address) as addresses
  from person p left join scim_person s using (person_id)
  where s.deleted_at is null`;

export async function findScimRow(db: Queryable, personId: number): Promise<ScimRow | null> {
  const [row] = await db.query<ScimRow>({ text: `${rows} and p.person_id = $1`, values: [personId] });
  return row ?? null;
}

/** A page of everybody, by number; `keys` narrows to HR keys, `externalIds` to the programs' own. */
export function listScimRows(
  db: Queryable,
  asked: {
    readonly after: number;
    readonly atMost: number;
    readonly hrKey: string | null;
    readonly externalId: string | null;
  },
): Promise<ScimRow[]> {
  return db.query<ScimRow>({
    text: `${rows} and ($1::text is null or p.hr_key = $1) and ($2::text is null or s.external_id = $2)
           order by p.person_id offset $3 limit $4`,
    values: [asked.hrKey, asked.externalId, asked.after, asked.atMost],
  });
}

export async function countScimRows(db: Queryable): Promise<number> {
  const [row] = await db.query<{ people: number }>({
    text: `select count(*)::int as people from person p left join scim_person s using (person_id) where s.deleted_at is null`,
  });
  return row!.people;
}

/** Notes that a program wrote of somebody. `change`: they were known before. */
export async function noteScim(
  tx: Queryable,
  note: {
    readonly hrKey: string;
    readonly externalId: string | null;
    readonly at: Date;
    readonly change: boolean;
    readonly deleted: boolean;
  },
): Promise<void> {
  await tx.query({
    text: `insert into scim_person as s (person_id, external_id, created_at, modified_at, changed_at, deleted_at)
           select person_id, $2, $3::timestamptz, $3, case when $4 then $3 end, case when $5 then $3 end
           from person where hr_key = $1
           on conflict (person_id) do update set external_id = coalesce($2, s.external_id), modified_at = $3,
             changed_at = case when $4 then $3 else s.changed_at end, deleted_at = case when $5 then $3::timestamptz end`,
    values: [note.hrKey, note.externalId, note.at, note.change, note.deleted],
  });
}

/** How many people programs have changed since an instant. */
export async function countScimChanges(db: Queryable, since: Date): Promise<number> {
  const [row] = await db.query<{ people: number }>({
    text: 'select count(*)::int as people from scim_person where changed_at >= $1',
    values: [since],
  });
  return row!.people;
}

export type ScimClient = { readonly id: number; readonly name: string; readonly createdAt: Date };

export async function insertScimClient(
  tx: Queryable,
  client: { readonly name: string; readonly tokenHash: Buffer; readonly at: Date },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>({
    text: 'insert into scim_client (name, token_hash, created_at) values ($1, $2, $3) returning client_id as id',
    values: [client.name, client.tokenHash, client.at],
  });
  return row!.id;
}

export async function findScimClient(db: Queryable, tokenHash: Buffer): Promise<ScimClient | null> {
  const [row] = await db.query<ScimClient>({
    text: `select client_id as id, name, created_at as "createdAt" from scim_client where token_hash = $1`,
    values: [tokenHash],
  });
  return row ?? null;
}

export function listScimClients(db: Queryable): Promise<ScimClient[]> {
  return db.query<ScimClient>({
    text: `select client_id as id, name, created_at as "createdAt" from scim_client order by client_id`,
  });
}

export async function removeScimClient(tx: Queryable, id: number): Promise<boolean> {
  return (await tx.run({ text: 'delete from scim_client where client_id = $1', values: [id] })) > 0;
}
