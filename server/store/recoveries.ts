/** Recoveries under way: one at a time and account. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type Recovery = {
  readonly accountId: AccountId;
  readonly opensAt: Date;
  readonly endsAt: Date;
  /** The second proof was given, or none is asked. */
  readonly proven: boolean;
  /** Two persons together let it begin: it opens the account of somebody who holds a role. */
  readonly byTwo: boolean;
};

const columns = 'account_id as "accountId", opens_at as "opensAt", ends_at as "endsAt", proven, by_two as "byTwo"';

/** Begins a recovery; one that was under way is worth nothing any more, but its waiting is not prolonged, where it was proven. */
export async function beginRecovery(
  db: Queryable,
  accountId: AccountId,
  recovery: Omit<Recovery, 'accountId'> & { readonly ticketHash: Buffer; readonly askedAt: Date },
): Promise<Date> {
  const { ticketHash, askedAt, opensAt, endsAt, proven, byTwo } = recovery;
  const [row] = await db.query<{ opensAt: Date }>({
    text: `insert into recovery as r (account_id, ticket_hash, asked_at, opens_at, ends_at, proven, by_two)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (account_id) do update
             set ticket_hash = $2, asked_at = $3, ends_at = $5, proven = $6, by_two = $7,
                 opens_at = case when r.ends_at > $3 and r.proven then least(r.opens_at, $4) else $4 end
           returning opens_at as "opensAt"`,
    values: [accountId, ticketHash, askedAt, opensAt, endsAt, proven, byTwo],
  });
  return row!.opensAt;
}

export async function findRecovery(db: Queryable, ticketHash: Buffer): Promise<Recovery | null> {
  const [row] = await db.query<Recovery>({
    text: `select ${columns} from recovery where ticket_hash = $1`,
    values: [ticketHash],
  });
  return row ?? null;
}

/** The recovery under way for an account, which its open sessions are told of. */
export async function pendingRecovery(db: Queryable, accountId: AccountId, now: Date): Promise<Recovery | null> {
  const [row] = await db.query<Recovery>({
    text: `select ${columns} from recovery
           where account_id = $1 and ends_at > $2`,
    values: [accountId, now],
  });
  return row ?? null;
}

/** The second proof was given. */
export async function proveRecovery(db: Queryable, ticketHash: Buffer): Promise<void> {
  await db.query({ text: 'update recovery set proven = true where ticket_hash = $1', values: [ticketHash] });
}

/** Ends the recovery of an account; with a ticket, only that very one. False where there is none. */
export async function endRecovery(db: Queryable, accountId: AccountId, ticketHash: Buffer | null): Promise<boolean> {
  const rows = await db.query({
    text: 'delete from recovery where account_id = $1 and ($2::bytea is null or ticket_hash = $2) returning 1',
    values: [accountId, ticketHash],
  });
  return rows.length > 0;
}
