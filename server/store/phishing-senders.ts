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

/** Forgets who has not written since an instant. */
export async function forgetSenders(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from phishing_sender where last_at < $1', values: [before] });
}
