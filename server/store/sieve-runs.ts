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

/** Takes a run away to undo it: of two at once one alone gets it. Null where there is none. */
export async function takeRun(db: Queryable, accountId: AccountId, id: string): Promise<unknown | null> {
  const [row] = await db.query<{ done: unknown }>({
    text: 'delete from rule_run where account_id = $1 and run_id = $2 returning done',
    values: [accountId, id],
  });
  return row?.done ?? null;
}
