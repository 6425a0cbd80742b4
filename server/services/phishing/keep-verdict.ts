import type { BlobHash } from '../../model/email.ts';
import type { Queryable } from '../../store/database.ts';
import { keepJudgement } from '../../store/phishing-judgements.ts';
import { countSenders } from '../../store/phishing-senders.ts';
import type { Context } from './context.ts';
import type { Judged } from './judge.ts';
import { likenessOf } from './likeness.ts';
import { isAuthenticated } from './trust.ts';
import type { Verdict } from './verdict.ts';

/** What was said of a message, and the bytes it was said of. */
export type ToKeep = { readonly blob: BlobHash; readonly judged: Judged & { readonly context: Context } };

/**
 * Keeps what was said of messages with their bytes, and counts their senders, in the transaction that delivers them: who
 * reads one, reports it or pulls it back finds the same verdict. What was kept before counts no sender twice.
 */
export async function keepVerdicts(tx: Queryable, kept: readonly ToKeep[], at: Date): Promise<void> {
  const senders = new Map<string, { messages: number; authenticated: number }>();
  for (const { blob, judged } of kept) {
    const { verdict, look, context } = judged;
    const fresh = await keepJudgement(tx, { blob, judgedAt: at, ...verdict, ...likenessOf(look, context.house) });
    if (!fresh || look.from.address === '' || verdict.level === 'strong') continue;
    const sender = look.from.address.slice(0, 320);
    const { messages, authenticated } = senders.get(sender) ?? { messages: 0, authenticated: 0 };
    const proven = isAuthenticated(look, context) ? 1 : 0;
    senders.set(sender, { messages: messages + 1, authenticated: authenticated + proven });
  }
  // In one statement and in order: two batches that count the same senders never wait for each other in a circle.
  const counts = [...senders].map(([sender, count]) => ({ sender, ...count }));
  if (counts.length > 0) await countSenders(tx, counts, at);
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
