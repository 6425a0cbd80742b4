/** What rules did to mail that was there, so that it can be undone. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Keeps a run; of each account the latest `most` are kept. `done` is JSON of the caller. */
export async function insertRun(
  tx: Queryable,
  accountId: AccountId,
  run: { readonly id: string; readonly at: Date; readonly done: unknown },
  most: number,
): Promise<void> {
  await tx.run({
    text: 'insert into rule_run (account_id, run_id, ran_at, done) values ($1, $2, $3, $4)',
    values: [accountId, run.id, run.at, JSON.stringify(run.done)],
  });
  await tx.run({
    text: `delete from rule_run where account_id = $1 and run_id in (
             select run_id from rule_run where account_id = $1 order by ran_at desc, run_id offset $2)`,
    values: [accountId, most],
  });
}

/** What a run did; null where there is none. */
export async function readRun(db: Queryable, accountId: AccountId, id: string): Promise<unknown | null> {
  const [row] = await db.query<{ done: unknown }>({
    text: 'select done from rule_run where account_id = $1 and run_id = $2',
    values: [accountId, id],
  });
  return row?.done ?? null;
}

/** Forgets a run; false where somebody else did so first. */
export async function dropRun(db: Queryable, accountId: AccountId, id: string): Promise<boolean> {
  const dropped = await db.run({
    text: 'delete from rule_run where account_id = $1 and run_id = $2',
    values: [accountId, id],
  });
  return dropped > 0;
}

/** Runs that are remembered, the latest first. */
export function listRuns(db: Queryable, accountId: AccountId): Promise<{ run: string; at: Date }[]> {
  return db.query({
    text: `select run_id as run, ran_at as at from rule_run where account_id = $1 order by ran_at desc, run_id`,
    values: [accountId],
  });
}
