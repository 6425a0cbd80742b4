/** Who has knocked: a hash of network, sender and recipient, and since when. */
import type { Queryable } from './database.ts';

/** Notes a knock; gives the instant of the first one. */
export async function knock(db: Queryable, who: Buffer, now: Date): Promise<Date> {
  const [row] = await db.query<{ first_at: Date }>({
    text: `insert into greylist (who, first_at, last_at) values ($1, $2, $2)
           on conflict (who) do update set last_at = excluded.last_at
           returning first_at`,
    values: [who, now],
  });
  return row!.first_at;
}

/** Forgets those who have not knocked since an instant. */
export async function forgetKnocks(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from greylist where last_at < $1', values: [before] });
}
