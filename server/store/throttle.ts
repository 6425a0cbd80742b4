/** Counters of failed attempts. One row a subject; an attempt is counted before it is judged, so that a burst cannot pass. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** How a subject is slowed: `free` failures cost nothing, then `firstSeconds` doubling up to `mostSeconds`. */
export type Slowing = {
  readonly free: number;
  readonly firstSeconds: number;
  readonly mostSeconds: number;
  /** Failures are forgotten after so long without one. */
  readonly forgetSeconds: number;
};

/**
 * Counts an attempt as failed beforehand. Null where it may be made, or the instant from which one may. An hour that
 * went backwards opens the subject rather than shutting it for long.
 */
export async function countAttempt(db: Queryable, subject: string, slowing: Slowing, now: Date): Promise<Date | null> {
  const counted = await db.query({
    text: `insert into throttle as t (subject, failures, touched_at, open_at) values ($1, 1, $2, $2)
           on conflict (subject) do update set
             failures = case when t.touched_at < $3 then 1 else t.failures + 1 end,
             touched_at = $2,
             open_at = $2::timestamptz + make_interval(secs => case
               when t.touched_at < $3 or t.failures < $4 then 0
               else least($6::float8, $5::float8 * power(2, least(t.failures - $4, 40))) end)
           where t.open_at <= $2 or t.touched_at > $2
           returning 1`,
    values: [
      subject,
      now,
      new Date(now.getTime() - slowing.forgetSeconds * 1000),
      slowing.free,
      slowing.firstSeconds,
      slowing.mostSeconds,
    ],
  });
  if (counted.length > 0) return null;
  const [row] = await db.query<{ open_at: Date }>({
    text: 'select open_at from throttle where subject = $1',
    values: [subject],
  });
  // Cleared in between by a success: the next attempt will pass.
  return row?.open_at ?? now;
}

/** Takes back the count of an attempt that was good; the subject's other failures stand. */
export async function uncountAttempt(db: Queryable, subject: string, now: Date): Promise<void> {
  await db.query({
    text: 'update throttle set failures = greatest(failures - 1, 0), open_at = $2 where subject = $1',
    values: [subject, now],
  });
}

/** Forgets every failure of a subject. */
export async function clearAttempts(db: Queryable, subject: string): Promise<void> {
  await db.query({ text: 'delete from throttle where subject = $1', values: [subject] });
}

/** Did the account sign in from this network since `since`? */
export async function isKnownNetwork(
  db: Queryable,
  accountId: AccountId,
  network: string,
  since: Date,
): Promise<boolean> {
  const rows = await db.query({
    text: 'select 1 from known_network where account_id = $1 and network = $2 and last_at >= $3',
    values: [accountId, network, since],
  });
  return rows.length > 0;
}

/** Remembers a network the account has signed in from; written once a day at most. */
export async function rememberNetwork(db: Queryable, accountId: AccountId, network: string, now: Date): Promise<void> {
  await db.query({
    text: `insert into known_network as k (account_id, network, last_at) values ($1, $2, $3)
           on conflict (account_id, network) do update set last_at = $3 where k.last_at < $4`,
    values: [accountId, network, now, new Date(now.getTime() - 86_400_000)],
  });
}
