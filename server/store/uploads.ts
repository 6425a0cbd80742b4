/** Uploads: bytes an account has sent that no email of its names yet. */
import type { AccountId } from '../model/account.ts';
import type { BlobHash } from '../model/email.ts';
import type { Queryable } from './database.ts';

/** Remembers an upload; the same bytes again are only made younger. */
export async function insertUpload(
  tx: Queryable,
  accountId: AccountId,
  upload: { blob: BlobHash; bytes: number; at: Date },
): Promise<void> {
  await tx.query({
    text: `insert into upload (account_id, blob, bytes, uploaded_at) values ($1, $2, $3, $4)
           on conflict (account_id, blob) do update set uploaded_at = excluded.uploaded_at`,
    values: [accountId, upload.blob, upload.bytes, upload.at],
  });
}

/** Forgets what was uploaded before that hour. */
export async function forgetUploads(tx: Queryable, accountId: AccountId, before: Date): Promise<void> {
  await tx.query({
    text: 'delete from upload where account_id = $1 and uploaded_at < $2',
    values: [accountId, before],
  });
}

/** Octets an account has uploaded and not yet seen forgotten. */
export async function uploadedBytes(db: Queryable, accountId: AccountId): Promise<number> {
  const [row] = await db.query<{ bytes: number }>({
    text: 'select coalesce(sum(bytes), 0)::bigint as bytes from upload where account_id = $1',
    values: [accountId],
  });
  return row!.bytes;
}

/** The length of an upload of the account that is younger than `since`, or null. */
export async function findUpload(
  db: Queryable,
  accountId: AccountId,
  blob: BlobHash,
  since: Date,
): Promise<number | null> {
  const [row] = await db.query<{ bytes: number }>({
    text: 'select bytes from upload where account_id = $1 and blob = $2 and uploaded_at >= $3',
    values: [accountId, blob, since],
  });
  return row?.bytes ?? null;
}
