import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import type { Transaction } from '../../store/database.ts';
import { dropSegment, indexFrom, lockIndex, replaceSegment, segmentsAround } from '../../store/search-forgetting.ts';
import { addText, emptyFilter, OpenSegment, packTexts, type SegmentText } from './segment.ts';

/**
 * Takes the texts of emails out of the index, in the transaction that deletes the emails. The newest segment, which may be
 * about to grow, is dropped and made again; the others lose these texts.
 */
export async function forgetTexts(tx: Transaction, accountId: AccountId, emailIds: readonly EmailId[]): Promise<void> {
  if (emailIds.length === 0 || !(await lockIndex(tx, accountId))) return;
  const gone = new Set<number>(emailIds);
  for (const segment of await segmentsAround(tx, accountId, emailIds)) {
    const texts = new OpenSegment(segment.texts).texts();
    const left = texts.filter(({ emailId }) => !gone.has(emailId));
    if (left.length === texts.length) continue;
    if (segment.newest || left.length === 0) await dropSegment(tx, accountId, segment.firstId);
    if (segment.newest) await indexFrom(tx, accountId, segment.firstId);
    else if (left.length > 0) {
      const filter = filterOf(left) ?? segment.filter;
      await replaceSegment(tx, accountId, { ...segment, count: left.length, filter, texts: packTexts(left) });
    }
  }
}

/** Null where the text of one is not kept: then the bits of the old filter stay. */
function filterOf(texts: readonly SegmentText[]): Buffer | null {
  const filter = emptyFilter();
  for (const { emailId, head, body } of texts) {
    if (head === null || body === null) return null;
    addText(filter, emailId, { head: head.toString(), body: body.toString() });
  }
  return filter;
}
