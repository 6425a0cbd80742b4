/** Who wrote to this house before, and how far they were proven. */
import type { Queryable } from './database.ts';

export type SenderRecord = { readonly messages: number; readonly authenticated: number };

export async function findSender(db: Queryable, sender: string): Promise<SenderRecord | null> {
  const [row] = await db.query<SenderRecord>({
    text: 'select messages, authenticated from phishing_sender where sender = $1',
    values: [sender],
  });
  return row ?? null;
}

/** Counts messages that were let in; each sender once, so that the statement meets no row twice. */
export async function countSenders(
  db: Queryable,
  senders: readonly (SenderRecord & { readonly sender: string })[],
  at: Date,
): Promise<void> {
  await db.query({
    text: `insert into phishing_sender as known (sender, first_at, last_at, messages, authenticated)
           select sender, $4::timestamptz, $4::timestamptz, messages, authenticated
           from unnest($1::text[], $2::int[], $3::int[]) n(sender, messages, authenticated)
           order by sender
           on conflict (sender) do update
           set last_at = excluded.last_at, messages = known.messages + excluded.messages,
               authenticated = known.authenticated + excluded.authenticated`,
    values: [
      senders.map(each => each.sender.slice(0, 320)),
      senders.map(each => each.messages),
      senders.map(each => each.authenticated),
      at,
    ],
  });
}

/** Forgets who has not written since an instant. */
export async function forgetSenders(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from phishing_sender where last_at < $1', values: [before] });
}
