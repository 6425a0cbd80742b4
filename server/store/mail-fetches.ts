/** How far the fetching of somebody's mail from elsewhere has come, folder by folder. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type FetchPlace = { readonly accountId: AccountId; readonly source: string; readonly folder: string };

/** The last UID that is here for good; 0 where there is none under this UIDVALIDITY. */
export async function readFetched(db: Queryable, at: FetchPlace, uidValidity: string): Promise<number> {
  const [row] = await db.query<{ uid: number }>({
    text: `select done_uid as uid from mail_fetch
           where account_id = $1 and source = $2 and folder = $3 and uid_validity = $4`,
    values: [at.accountId, at.source, at.folder, uidValidity],
  });
  return row?.uid ?? 0;
}

export async function writeFetched(db: Queryable, at: FetchPlace, uidValidity: string, uid: number): Promise<void> {
  await db.run({
    text: `insert into mail_fetch (account_id, source, folder, uid_validity, done_uid) values ($1, $2, $3, $4, $5)
           on conflict (account_id, source, folder) do update set uid_validity = $4, done_uid = $5`,
    values: [at.accountId, at.source, at.folder, uidValidity, uid],
  });
}
