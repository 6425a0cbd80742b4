import type { Queryable } from './database.ts';

/** Answers where the database does. */
export async function ping(db: Queryable): Promise<void> {
  await db.query({ text: 'select 1' });
}
