import type { BlobHash } from '../../model/email.ts';
import type { Queryable } from '../../store/database.ts';
import { keepJudgements, keepLaterJudgement } from '../../store/phishing-judgements.ts';
import type { Context } from './context.ts';
import type { Judged } from './judge.ts';
import { likenessOf } from './likeness.ts';
import { isAuthenticated } from './trust.ts';
import type { Verdict } from './verdict.ts';

/** What was said of a message, and the bytes it was said of. */
export type ToKeep = { readonly blob: BlobHash; readonly judged: Judged & { readonly context: Context } };

/**
 * Keeps what was said of messages with their bytes, and counts their senders, in the transaction that delivers them: who
 * reads one, reports it or pulls it back finds the same verdict.
 */
export async function keepVerdicts(tx: Queryable, kept: readonly ToKeep[], at: Date): Promise<void> {
  await keepJudgements(
    tx,
    kept.map(({ blob, judged: { verdict, look, context } }) => ({
      blob,
      judgedAt: at,
      ...verdict,
      ...likenessOf(look, context.house),
      counts: !context.inside && look.from.address !== '' && verdict.level !== 'strong',
      authenticated: isAuthenticated(look, context),
    })),
  );
}

/** Keeps a verdict that took longer: the pictures have been read since. */
export async function keepLaterVerdict(
  db: Queryable,
  blob: BlobHash,
  verdict: Verdict,
  { look }: Judged,
  context: Context,
  at: Date,
): Promise<void> {
  await keepLaterJudgement(db, { blob, judgedAt: at, ...verdict, ...likenessOf(look, context.house) });
}
