import { type Kysely, sql } from 'kysely';

/** How many messages an account may hold; null: as many as its room takes. rfc/9208#5.2 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table mail_account add column allowed_messages bigint').execute(database);
}
