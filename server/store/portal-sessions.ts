/** Sessions of the portal, found by the hash of their token. */
import type { AccountId, AccountState, Address, RoleName } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type PortalSession = {
  readonly sessionId: number;
  readonly accountId: AccountId;
  readonly address: Address;
  readonly state: AccountState;
  readonly roles: { readonly role: RoleName; readonly uai: string }[];
  readonly openedAt: Date;
  readonly seenAt: Date;
  /** A second factor or a passkey was part of the sign-in. */
  readonly strong: boolean;
  /** The password must be renewed before anything else. */
  readonly renew: boolean;
  /** A second factor must be set up before anything else. */
  readonly enrol: boolean;
};

/** Opens a session under the account's present credential version. */
export async function insertSession(
  db: Queryable,
  session: {
    readonly tokenHash: Buffer;
    readonly accountId: AccountId;
    readonly openedAt: Date;
    readonly seenAt: Date;
    readonly network: string;
    readonly client: string;
    readonly strong: boolean;
    readonly renew: boolean;
    readonly enrol: boolean;
    /** Sealed; null where no other provider vouched for the person. */
    readonly providerToken: Buffer | null;
  },
): Promise<void> {
  await db.query({
    text: `insert into portal_session (token_hash, account_id, credential_version, opened_at, seen_at, network, client, strong, renew, enrol,
             provider_token)
           select $1, a.account_id, a.credential_version, $3, $4, $5, $6, $7, $8, $9, $10 from account a where a.account_id = $2`,
    values: [
      session.tokenHash,
      session.accountId,
      session.openedAt,
      session.seenAt,
      session.network,
      session.client,
      session.strong,
      session.renew,
      session.enrol,
      session.providerToken,
    ],
  });
}

/** The session of a token, if its credential version still holds. Whether it is idle or old is the caller's to say. */
export async function findSession(db: Queryable, tokenHash: Buffer): Promise<PortalSession | null> {
  const [row] = await db.query<PortalSession>({
    text: `select s.session_id as "sessionId", s.account_id as "accountId", m.address, a.state,
             s.opened_at as "openedAt", s.seen_at as "seenAt", s.strong, s.renew, s.enrol,
             coalesce((select json_agg(json_build_object('role', r.role, 'uai', r.uai) order by r.role, r.uai)
                       from role r where r.person_id = a.person_id), '[]') as roles
           from portal_session s
           join account a on a.account_id = s.account_id and a.credential_version = s.credential_version
           join address m on m.account_id = a.account_id and m.main
           where s.token_hash = $1`,
    values: [tokenHash],
  });
  return row ?? null;
}

export async function findProviderToken(db: Queryable, tokenHash: Buffer): Promise<Buffer | null> {
  const [row] = await db.query<{ token: Buffer | null }>({
    text: 'select provider_token as token from portal_session where token_hash = $1',
    values: [tokenHash],
  });
  return row?.token ?? null;
}

export async function touchSession(db: Queryable, tokenHash: Buffer, at: Date): Promise<void> {
  await db.query({ text: 'update portal_session set seen_at = $2 where token_hash = $1', values: [tokenHash, at] });
}

export type ListedSession = {
  readonly sessionId: number;
  readonly openedAt: Date;
  readonly seenAt: Date;
  readonly network: string;
  readonly client: string;
};

/** Sessions still good, the last seen first. */
export function listSessions(
  db: Queryable,
  accountId: AccountId,
  since: { readonly seen: Date; readonly opened: Date },
): Promise<ListedSession[]> {
  return db.query<ListedSession>({
    text: `select s.session_id as "sessionId", s.opened_at as "openedAt", s.seen_at as "seenAt", s.network, s.client
           from portal_session s
           join account a on a.account_id = s.account_id and a.credential_version = s.credential_version
           where s.account_id = $1 and s.seen_at > $2 and s.opened_at > $3 order by s.seen_at desc`,
    values: [accountId, since.seen, since.opened],
  });
}

export async function removeSession(db: Queryable, tokenHash: Buffer): Promise<void> {
  await db.query({ text: 'delete from portal_session where token_hash = $1', values: [tokenHash] });
}

/** Removes one session of the account, or all but one. */
export async function removeSessions(
  db: Queryable,
  accountId: AccountId,
  which: { readonly only: number } | { readonly allBut: number },
): Promise<void> {
  await db.query({
    text: `delete from portal_session where account_id = $1 and session_id ${'only' in which ? '=' : '<>'} $2`,
    values: [accountId, 'only' in which ? which.only : which.allBut],
  });
}
