/** Services of the house that people sign in to with their address. */
import type { Queryable } from './database.ts';

/** `secret`: sealed. */
export type ApplicationRow = {
  readonly clientId: string;
  readonly name: string;
  readonly secret: Buffer | null;
  readonly redirectUris: readonly string[];
  readonly signOutUris: readonly string[];
  readonly backChannelUri: string | null;
  /** Where the launcher of the portal leads; null: it is not shown there. */
  readonly homeUri: string | null;
  readonly pairwise: boolean;
  readonly scopes: readonly string[];
};

const columns = `client_id as "clientId", name, secret, redirect_uris as "redirectUris", sign_out_uris as "signOutUris",
  back_channel_uri as "backChannelUri", home_uri as "homeUri", pairwise, scopes`;

export async function insertApplication(db: Queryable, application: ApplicationRow, at: Date): Promise<void> {
  await db.query({
    text: `insert into application (client_id, name, secret, redirect_uris, sign_out_uris, back_channel_uri, home_uri,
             pairwise, scopes, registered_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      application.clientId,
      application.name,
      application.secret,
      application.redirectUris,
      application.signOutUris,
      application.backChannelUri,
      application.homeUri,
      application.pairwise,
      application.scopes,
      at,
    ],
  });
}

export async function findApplication(db: Queryable, clientId: string): Promise<ApplicationRow | null> {
  const [row] = await db.query<ApplicationRow>({
    text: `select ${columns} from application where client_id = $1`,
    values: [clientId],
  });
  return row ?? null;
}

export function listApplications(db: Queryable): Promise<ApplicationRow[]> {
  return db.query<ApplicationRow>({ text: `select ${columns} from application order by name, client_id` });
}

/** False where there is none. */
export async function removeApplication(db: Queryable, clientId: string): Promise<boolean> {
  const rows = await db.query({
    text: 'delete from application where client_id = $1 returning 1',
    values: [clientId],
  });
  return rows.length > 0;
}
