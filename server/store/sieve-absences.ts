/** Absences: at most one an account. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** `settings` belongs to services/filters/absence.ts. */
export type StoredAbsence = {
  readonly settings: unknown;
  readonly enabled: boolean;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
};

export async function readAbsence(db: Queryable, accountId: AccountId): Promise<StoredAbsence | null> {
  const [row] = await db.query<StoredAbsence>({
    text: `select settings, enabled, starts_at as "startsAt", ends_at as "endsAt" from absence where account_id = $1`,
    values: [accountId],
  });
  return row ?? null;
}

export async function putAbsence(
  tx: Queryable,
  accountId: AccountId,
  absence: StoredAbsence & { readonly script: string; readonly digest: Buffer },
  at: Date,
): Promise<void> {
  await tx.run({
    text: `insert into absence (account_id, settings, enabled, starts_at, ends_at, script, digest, changed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (account_id) do update
             set settings = excluded.settings, enabled = excluded.enabled, starts_at = excluded.starts_at,
               ends_at = excluded.ends_at, script = excluded.script, digest = excluded.digest,
               changed_at = excluded.changed_at`,
    values: [
      accountId,
      JSON.stringify(absence.settings),
      absence.enabled,
      absence.startsAt,
      absence.endsAt,
      absence.script,
      absence.digest,
      at,
    ],
  });
}

/** What the absence of an account compiles to. */
export async function readAbsenceScript(db: Queryable, accountId: AccountId): Promise<string | null> {
  const [row] = await db.query<{ script: string }>({
    text: 'select script from absence where account_id = $1',
    values: [accountId],
  });
  return row?.script ?? null;
}
