/** Which accounts strangers guessed at, hour by hour: one password tried for everybody is seen across accounts only. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Notes that an account was guessed at; how many were in that hour, null where this one was noted before. */
export async function noteGuessed(db: Queryable, hour: Date, accountId: AccountId): Promise<number | null> {
  const noted = await db.query({
    text: 'insert into guessed (hour, account_id) values ($1, $2) on conflict do nothing returning 1',
    values: [hour, accountId],
  });
  if (noted.length === 0) return null;
  const [row] = await db.query<{ accounts: number }>({
    text: 'select count(*)::int as accounts from guessed where hour = $1 and account_id <> 0',
    values: [hour],
  });
  return row!.accounts;
}

/** Takes the alarm of an hour for this process; false where it was given. */
export async function takeAlarm(db: Queryable, hour: Date): Promise<boolean> {
  const rows = await db.query({
    text: 'insert into guessed (hour, account_id) values ($1, 0) on conflict do nothing returning 1',
    values: [hour],
  });
  return rows.length > 0;
}

export async function forgetGuessed(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from guessed where hour < $1', values: [before] });
}
