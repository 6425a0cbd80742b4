/** Tombstones of what is neither an email nor a mailbox: identities, submissions, address books, notices of shares. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { Queryable } from './database.ts';

export type GoneKind = 'identity' | 'submission' | 'address_book' | 'share_notification';

/** An object of one of these kinds that was touched, or is no more. */
export type TouchedObject = {
  readonly id: number;
  readonly createdModSeq: ModSeq;
  readonly modseq: ModSeq;
  readonly here: boolean;
};

const columnOf = {
  identity: 'identity_id',
  submission: 'submission_id',
  address_book: 'book_id',
  share_notification: 'share_notification_id',
} as const satisfies Record<GoneKind, string>;

/** Objects of a kind touched at `since` or later, and the account's modseq, in one snapshot. */
export async function touchedObjects(
  db: Queryable,
  accountId: AccountId,
  kind: GoneKind,
  since: ModSeq,
): Promise<{ modseq: ModSeq; goneFloor: ModSeq; rows: TouchedObject[] } | null> {
  const rows = await db.query<TouchedObject & { accountModSeq: ModSeq; goneFloor: ModSeq; id: number | null }>({
    text: `with touched as (
             select ${columnOf[kind]} as id, created_modseq as "createdModSeq", modseq, true as here
             from ${kind} where account_id = $1 and modseq >= $2
             union all
             select object_id, 0, modseq, false from gone_object where account_id = $1 and kind = $3 and modseq >= $2
           )
           select a.modseq as "accountModSeq", a.gone_floor as "goneFloor", t.*
           from mail_account a left join touched t on true where a.account_id = $1`,
    values: [accountId, since, kind],
  });
  const [first] = rows;
  if (first === undefined) return null;
  const { accountModSeq: modseq, goneFloor } = first;
  return { modseq, goneFloor, rows: rows.filter(row => row.id !== null) };
}

/** Remembers that an object is no more. */
export async function buryObject(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  kind: GoneKind,
  id: number,
): Promise<void> {
  await tx.query({
    text: 'insert into gone_object (account_id, kind, object_id, modseq) values ($1, $2, $3, $4)',
    values: [accountId, kind, id, modseq],
  });
}
