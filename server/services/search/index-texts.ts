/**
 * Brings the index of an account forward: texts of the emails that came since. Never while a message is delivered; in the
 * background (`keep-indexed.ts`), and before a search that needs it.
 */
import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import { readEmails } from '../../store/emails.ts';
import { listUnindexed, putSegment, readOpenSegment, readProgress } from '../../store/search-segments.ts';
import type { House } from '../house.ts';
import { readOctets } from '../mailboxes/read.ts';
import { messageTexts } from './message-texts.ts';
import { addText, emptyFilter, OpenSegment, packTexts, type SegmentText, segmentSize } from './segment.ts';

/** Messages read at once. */
const readTogether = 16;

/**
 * Indexes until fewer than `leave` emails are left, or until it is told to stop. Several at once do no harm: one of them wins each segment.
 * @returns the last email that is indexed
 */
export async function indexTexts(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  leave: number,
  signal?: AbortSignal,
): Promise<EmailId> {
  const { database } = house.store;
  for (;;) {
    const before = await readProgress(database, accountId);
    const waiting = await listUnindexed(database, accountId, before, Math.max(segmentSize, leave));
    if (waiting.length < Math.max(1, leave) || signal?.aborted) return before;
    const open = await readOpenSegment(database, accountId, segmentSize);
    const filter = open?.filter ?? emptyFilter();
    const texts = open === null ? [] : new OpenSegment(open.texts).texts();
    const taken = waiting.slice(0, segmentSize - texts.length);
    texts.push(...(await readTexts(house, accountId, taken, filter)));
    const firstId = open?.firstId ?? taken[0]!;
    const segment = { firstId, lastId: taken.at(-1)!, count: texts.length, filter, texts: packTexts(texts) };
    await database.transaction(tx => putSegment(tx, accountId, before, segment));
  }
}

async function readTexts(
  house: Pick<House, 'store'>,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  filter: Buffer,
): Promise<SegmentText[]> {
  const aspects = ['dates', 'body', 'structure', 'envelope'] as const;
  const emails = await readEmails(house.store.database, accountId, emailIds, aspects);
  const texts: SegmentText[] = [];
  for (let from = 0; from < emailIds.length; from += readTogether) {
    const together = emailIds.slice(from, from + readTogether).flatMap(id => emails.get(id) ?? []);
    const read = await Promise.all(together.map(email => readOctets(house, email)));
    for (const [index, email] of together.entries()) {
      texts.push(addText(filter, email.id, messageTexts(read[index]!, email)));
      // A long message takes some milliseconds: others are served in between.
      await new Promise(resolve => setImmediate(resolve));
    }
  }
  return texts;
}
