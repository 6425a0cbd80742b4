/** Who names a blob. The sweep walks these, and nothing else keeps a blob alive but its lease. */
import type { AccountId } from '../../model/account.ts';
import type { Queryable } from '../database.ts';

/** Gives every hash that one kind of row names, in pages. */
export type References = (db: Queryable) => AsyncIterable<readonly Buffer[]>;

const page = 20_000;

/** The blobs of all emails, by an ordered walk of the index that has them: no index by hash alone is paid at delivery. */
export async function* emailReferences(db: Queryable): AsyncGenerator<readonly Buffer[]> {
  let after: { account_id: AccountId; blob: Buffer } = { account_id: 0 as AccountId, blob: Buffer.alloc(0) };
  for (;;) {
    const rows = await db.query<{ account_id: AccountId; blob: Buffer }>({
      text: `select account_id, blob from email where (account_id, blob) > ($1, $2)
             order by account_id, blob limit ${page}`,
      values: [after.account_id, after.blob],
    });
    if (rows.length === 0) return;
    yield rows.map(row => row.blob);
    after = rows.at(-1)!;
  }
}
