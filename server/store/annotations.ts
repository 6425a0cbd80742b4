/** Annotations of mailboxes and accounts, as rows. One that was removed leaves its row without a value. rfc/5464 */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { Queryable } from './database.ts';

/** `mailboxId` 0: the account itself. `reader` 0: everybody. */
export type Annotation = {
  readonly mailboxId: number;
  readonly reader: number;
  readonly name: string;
  readonly value: Buffer;
};

/** The annotations of some mailboxes that a reader may see: the common ones and its own. */
export function readAnnotations(
  db: Queryable,
  accountId: AccountId,
  mailboxIds: readonly number[],
  reader: number,
): Promise<Annotation[]> {
  return db.query<Annotation>({
    text: `select mailbox_id as "mailboxId", reader, name, value from annotation
           where account_id = $1 and mailbox_id = any($2::bigint[]) and reader in (0, $3) and value is not null
           order by name`,
    values: [accountId, mailboxIds, reader],
  });
}

/** Sets annotations, or removes those whose value is null. */
export async function writeAnnotations(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  mailboxId: number,
  entries: readonly { readonly reader: number; readonly name: string; readonly value: Buffer | null }[],
): Promise<void> {
  await tx.run({
    text: `insert into annotation (account_id, mailbox_id, reader, name, value, modseq)
           select $1::bigint, $2::bigint, n.reader, n.name, n.value, $3::bigint
           from unnest($4::bigint[], $5::text[], $6::bytea[]) n(reader, name, value)
           on conflict (account_id, mailbox_id, reader, name)
             do update set value = excluded.value, modseq = excluded.modseq`,
    values: [
      accountId,
      mailboxId,
      modseq,
      entries.map(({ reader }) => reader),
      entries.map(({ name }) => name),
      entries.map(({ value }) => value),
    ],
  });
}

/** Names changed after a modseq, that a reader may see. */
export function listChanged(
  db: Queryable,
  accountId: AccountId,
  since: ModSeq,
  reader: number,
): Promise<{ mailboxId: number; reader: number; name: string }[]> {
  return db.query({
    text: `select mailbox_id as "mailboxId", reader, name from annotation
           where account_id = $1 and modseq > $2 and reader in (0, $3) order by mailbox_id, name`,
    values: [accountId, since, reader],
  });
}
