/** The recent life of accounts, as far as it tells whether somebody else holds them. Set-based: one question for many. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type SignKind = 'bounce' | 'phishing';

export type RecentLife = {
  readonly accountId: AccountId;
  /** Of the last two days, oldest first. */
  readonly signIns: readonly { readonly at: Date; readonly network: string }[];
  /** Networks it signed in from before that; null for an account that has no past yet. */
  readonly networksBefore: readonly string[] | null;
  /** Recipients in each of the last three hours, the last first; the median of its other active hours of the month. */
  readonly sentByHour: readonly number[];
  readonly usualPerHour: number;
  readonly sentToday: number;
  readonly bounces: number;
  readonly phishing: number;
  /** The script that runs at delivery; null where there is none. */
  readonly script: { readonly text: string; readonly changedAt: Date } | null;
};

const hour = 3_600_000;
const day = 24 * hour;
/** A thief's network does not become a usual one before so long. */
const settledAfter = 2 * day;

/** Lives of the accounts that send freely: those held, and those somebody looked at since `trustedSince`, are left out. */
export async function readLives(
  db: Queryable,
  accountIds: readonly AccountId[],
  now: Date,
  trustedSince: Date,
): Promise<RecentLife[]> {
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const thisHour = new Date(Math.floor(now.getTime() / hour) * hour);
  type Row = Omit<RecentLife, 'signIns' | 'script'> & {
    readonly signIns: readonly { at: string; network: string }[] | null;
    readonly text: string | null;
    readonly changedAt: Date | null;
  };
  const rows = await db.query<Row>({
    text: `select a.account_id as "accountId",
             (select json_agg(json_build_object('at', e.at, 'network', e.network) order by e.at) from account_event e
              where e.account_id = a.account_id and e.kind = 'signed-in' and e.network is not null and e.at > $3) as "signIns",
             (select array_agg(distinct e.network) from account_event e
              where e.account_id = a.account_id and e.kind = 'signed-in' and e.network is not null
                and e.at <= $3) as "networksBefore",
             coalesce((select array_agg(s.recipients order by s.hour desc) from sent_count s
              where s.account_id = a.account_id and s.hour > $4), '{}') as "sentByHour",
             coalesce((select percentile_disc(0.5) within group (order by s.recipients) from sent_count s
              where s.account_id = a.account_id and s.hour <= $4), 0) as "usualPerHour",
             coalesce((select sum(s.recipients)::int from sent_count s
              where s.account_id = a.account_id and s.hour > $5), 0) as "sentToday",
             coalesce((select sum(g.count)::int from account_sign g
              where g.account_id = a.account_id and g.kind = 'bounce' and g.hour > $5), 0) as bounces,
             coalesce((select sum(g.count)::int from account_sign g
              where g.account_id = a.account_id and g.kind = 'phishing' and g.hour > $5), 0) as phishing,
             f.text, f.changed_at as "changedAt"
           from account a
           left join sending_hold h on h.account_id = a.account_id
           left join sieve_script f on f.account_id = a.account_id and f.active
           where a.account_id = any($1::bigint[])
             and (h.account_id is null or h.cleared_at <= $2)
           order by a.account_id`,
    values: [accountIds, trustedSince, ago(settledAfter), new Date(thisHour.getTime() - 3 * hour), ago(day)],
  });
  return rows.map(({ signIns, text, changedAt, ...life }) => ({
    ...life,
    signIns: (signIns ?? []).map(({ at, network }) => ({ at: new Date(at), network })),
    script: text === null || changedAt === null ? null : { text, changedAt },
  }));
}

/** Adds to what speaks against accounts in an hour. */
export async function addSigns(
  tx: Queryable,
  signs: readonly { readonly accountId: AccountId; readonly kind: SignKind; readonly count: number }[],
  at: Date,
): Promise<void> {
  if (signs.length === 0) return;
  await tx.query({
    text: `insert into account_sign (account_id, hour, kind, count)
           select account_id, $4, kind, sum(count)
           from unnest($1::bigint[], $2::text[], $3::int[]) s(account_id, kind, count)
           group by account_id, kind order by account_id, kind
           on conflict (account_id, hour, kind) do update set count = account_sign.count + excluded.count`,
    values: [
      signs.map(({ accountId }) => accountId),
      signs.map(({ kind }) => kind),
      signs.map(({ count }) => count),
      new Date(Math.floor(at.getTime() / hour) * hour),
    ],
  });
}

export async function forgetSigns(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from account_sign where hour < $1', values: [before] });
}
