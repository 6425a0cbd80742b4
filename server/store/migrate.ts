/** Brings the database to the version of this program: all missing migrations in one transaction, or none. */
import { type Migration, Migrator } from 'kysely/migration';
import type { Log } from '../observe/log.ts';
import type { Database } from './database.ts';

/** The database was made by a newer program. The message is a whole sentence. */
export class DatabaseTooNew extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `The database was brought by a newer program to a version this one does not know (${unknown.join(', ')}): start the newer program, or restore a backup made before it ran.`,
    );
    this.name = 'DatabaseTooNew';
  }
}

/** Held to the end of the transaction: of several processes that start at once, one migrates and the others wait. */
const lockKey = 7_630_215_517;

/** @returns the names of the migrations that were missing, in order @throws DatabaseTooNew */
export async function migrate(
  database: Database,
  migrations: Readonly<Record<string, Migration>>,
  log: Log,
): Promise<string[]> {
  const done = await database.transaction(
    async tx => {
      await tx.query({ text: 'select pg_advisory_xact_lock($1)', values: [lockKey] });
      const kysely = tx.kysely<unknown>();
      const migrator = new Migrator({
        // The transaction is ours: the builder cannot begin one inside it.
        db: kysely as never,
        provider: { getMigrations: async () => migrations },
        disableTransactions: true,
      });
      await refuseNewer(tx, migrations);
      const { error, results } = await migrator.migrateToLatest();
      if (error !== undefined) throw error;
      return (results ?? []).map(result => result.migrationName);
    },
    { statementTimeout: 0 },
  );
  for (const migration of done) log.info('database: migrated', { migration });
  return done;
}

async function refuseNewer(
  tx: Pick<Database, 'query'>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const [table] = await tx.query<{ present: boolean }>({
    text: `select to_regclass('kysely_migration') is not null as present`,
  });
  if (!table?.present) return;
  const applied = await tx.query<{ name: string }>({ text: 'select name from kysely_migration order by name' });
  const unknown = applied.map(row => row.name).filter(name => migrations[name] === undefined);
  if (unknown.length > 0) throw new DatabaseTooNew(unknown);
}
