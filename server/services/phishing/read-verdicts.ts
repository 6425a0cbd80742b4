import type { BlobHash } from '../../model/email.ts';
import type { Queryable } from '../../store/database.ts';
import { readJudgements } from '../../store/phishing-judgements.ts';
import { findReported } from '../../store/phishing-reports.ts';
import type { Reason, Verdict } from './verdict.ts';

/** `held`: replies and links wait until the reader insists, knowingly. */
export type ShownVerdict = Verdict & { readonly held: boolean };

/** What readers of these messages are to see, by the hash in hexadecimal; nothing for those that were never judged. */
export async function readVerdicts(db: Queryable, blobs: readonly BlobHash[]): Promise<Map<string, ShownVerdict>> {
  const [judgements, reported] = await Promise.all([readJudgements(db, blobs), findReported(db, blobs)]);
  const shown = new Map<string, ShownVerdict>();
  for (const [hash, { score, level, reasons }] of judgements) {
    const held = reported.has(hash) || level === 'suspect' || level === 'strong';
    shown.set(hash, { score, level: level as Verdict['level'], reasons: reasons as Reason[], held });
  }
  for (const hash of reported) {
    if (!shown.has(hash)) shown.set(hash, { score: 0, level: 'none', reasons: [], held: true });
  }
  return shown;
}
