/** Contacts outside the house, and the codes that prove them or their owner. */
import type { AccountId } from '../model/account.ts';
import type { ContactKind } from '../model/recovery-contact.ts';
import type { Queryable } from './database.ts';

export type ContactRow = { readonly kind: ContactKind; readonly sealed: Buffer; readonly provenAt: Date | null };

/** The mail address first. */
export function listContacts(db: Queryable, accountId: AccountId): Promise<ContactRow[]> {
  return db.query<ContactRow>({
    text: `select kind, sealed, proven_at as "provenAt" from contact where account_id = $1 order by kind`,
    values: [accountId],
  });
}

/** Keeps a contact in the place of the one before. */
export async function keepContact(
  tx: Queryable,
  accountId: AccountId,
  { kind, sealed, provenAt }: ContactRow,
): Promise<void> {
  await tx.query({
    text: `insert into contact (account_id, kind, sealed, proven_at) values ($1, $2, $3, $4)
           on conflict (account_id, kind) do update set sealed = $3, proven_at = $4`,
    values: [accountId, kind, sealed, provenAt],
  });
}

/** False where there was none. */
export async function removeContact(tx: Queryable, accountId: AccountId, kind: ContactKind): Promise<boolean> {
  const rows = await tx.query({
    text: 'delete from contact where account_id = $1 and kind = $2 returning 1',
    values: [accountId, kind],
  });
  return rows.length > 0;
}

/** What a code is for: one at a time and account. */
export type CodePurpose = ContactKind | 'recovery';

/** Keeps a code under way; one that was there before is worth nothing any more. */
export async function keepCode(
  db: Queryable,
  accountId: AccountId,
  code: {
    readonly purpose: CodePurpose;
    readonly sealed: Buffer | null;
    readonly hash: Buffer;
    readonly until: Date;
    readonly tries: number;
  },
): Promise<void> {
  await db.query({
    text: `insert into contact_code (account_id, purpose, sealed, code_hash, until, tries) values ($1, $2, $3, $4, $5, $6)
           on conflict (account_id, purpose) do update set sealed = $3, code_hash = $4, until = $5, tries = $6`,
    values: [accountId, code.purpose, code.sealed, code.hash, code.until, code.tries],
  });
}

/**
 * Tries a code: a wrong one uses up one of its tries, the right one is used up itself. Null where it does not hold.
 */
export async function tryCode(
  db: Queryable,
  accountId: AccountId,
  attempt: { readonly purpose: CodePurpose; readonly hash: Buffer; readonly now: Date },
): Promise<{ readonly sealed: Buffer | null } | null> {
  const [counted] = await db.query<{ sealed: Buffer | null; right: boolean }>({
    text: `update contact_code set tries = tries - 1
           where account_id = $1 and purpose = $2 and until > $4 and tries > 0
           returning sealed, code_hash = $3 as right`,
    values: [accountId, attempt.purpose, attempt.hash, attempt.now],
  });
  if (counted?.right !== true) return null;
  const used = await db.query({
    text: 'delete from contact_code where account_id = $1 and purpose = $2 and code_hash = $3 returning 1',
    values: [accountId, attempt.purpose, attempt.hash],
  });
  return used.length > 0 ? { sealed: counted.sealed } : null;
}
