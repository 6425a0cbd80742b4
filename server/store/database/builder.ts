/** The typed builder (Kysely) over our connections. It begins no transaction itself: `Database.transaction` does. */
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Answer, Statement } from './connection.ts';

/** @param send each composed statement goes there, unprepared, for its text is no constant */
export function buildOver<Tables>(send: (statement: Statement) => Promise<Answer>): Kysely<Tables> {
  const connection: DatabaseConnection = {
    async executeQuery<Row>(compiled: { sql: string; parameters: readonly unknown[] }) {
      const { rows, count } = await send({ text: compiled.sql, values: compiled.parameters, name: '' });
      return { rows: rows as Row[], numAffectedRows: BigInt(count) };
    },
    // biome-ignore lint/correctness/useYield: refuses before the first row
    async *streamQuery() {
      throw new Error('rows are not streamed: read them page by page');
    },
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    destroy: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
  };
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: database => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}

async function refuse(): Promise<void> {
  throw new Error('transactions are begun by Database.transaction(tx => tx.kysely()…)');
}
