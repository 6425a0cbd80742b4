import type { BlobHash } from '../../model/email.ts';
import type { Queryable } from '../../store/database.ts';
import { keepJudgement } from '../../store/phishing-judgements.ts';
import { countSenders } from '../../store/phishing-senders.ts';
import type { Context } from './context.ts';
import type { Judged } from './judge.ts';
import { likenessOf } from './likeness.ts';
import { isAuthenticated } from './trust.ts';
import type { Verdict } from './verdict.ts';

/**
 * Keeps what was said of a message with its bytes, and counts its sender, in the transaction that delivers it: who reads
 * it, reports it or pulls it back finds the same verdict.
 */
export async function keepVerdict(
  tx: Queryable,
  blob: BlobHash,
  { verdict, look }: Judged,
  context: Context,
  at: Date,
): Promise<void> {
  await keepJudgement(tx, { blob, judgedAt: at, ...verdict, ...likenessOf(look, context.house) });
  if (look.from.address === '' || verdict.level === 'strong') return;
  const authenticated = isAuthenticated(look, context) ? 1 : 0;
  await countSenders(tx, [{ sender: look.from.address, messages: 1, authenticated }], at);
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
  await keepJudgement(db, { blob, judgedAt: at, ...verdict, ...likenessOf(look, context.house) }, true);
}
