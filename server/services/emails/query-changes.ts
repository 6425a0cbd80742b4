import { touchedEmails, touchedEmailsSeenBy } from '../../store/object-changes.ts';
import type { House } from '../house.ts';
import { type Access, guestOf } from '../mailboxes/access.ts';
import type { Catalogues } from './catalogues.ts';
import { isImmutable, looksAtThreads } from './filter.ts';
import { isAfter, type Moment } from './history.ts';
import { type EmailQuery, type QueryResult, queryEmails } from './query.ts';
import type { SortStep } from './sort.ts';

/** What to take out of a list known before, and what to put in at which place of the new one. */
export type QueryChanges = {
  readonly result: QueryResult;
  readonly removed: readonly number[];
  readonly added: readonly { readonly emailId: number; readonly index: number }[];
};

/**
 * How the answer to a question changed since: every email touched is taken out and, where it still belongs, put in again,
 * with its whole thread where threads count. Null where that is not known any more. rfc/8620#5.6
 * @param upTo the last email the client holds: where nothing can move, what comes behind it is of no interest
 */
export async function emailQueryChanges(
  needs: { house: Pick<House, 'store'>; catalogues: Catalogues },
  access: Access,
  query: EmailQuery,
  since: Moment,
  upTo: number | null,
): Promise<QueryChanges | null> {
  const result = await queryEmails(needs, access, query);
  const touched = await readTouched(needs.house, access, since);
  if (touched === null || since.modseq < touched.goneFloor || since.modseq > result.modseq) return null;
  // To a guest an email comes and goes with the mailboxes it may read.
  const settled = access.rights === null && isSettled(query);
  const news = touched.rows.filter(({ id, modseq, here, createdModSeq }) => {
    if (!isAfter(modseq, id, since)) return false;
    // Of a settled list only those come or go that are made or destroyed.
    return !settled || !here || createdModSeq === null || isAfter(createdModSeq, id, since);
  });
  const ids = new Set<number>(news.map(row => row.id));
  if (countsThreads(query)) {
    const catalogue = await needs.catalogues.open(access);
    const threadIds = new Set<number>(news.map(row => row.threadId ?? 0));
    for (const places of catalogue.threads(threadIds).values()) {
      for (const place of places) ids.add(catalogue.emailIds[place]!);
    }
  }
  const last = settled && upTo !== null ? result.emailIds.indexOf(upTo) : -1;
  const end = last < 0 ? result.emailIds.length : last + 1;
  const added: { emailId: number; index: number }[] = [];
  for (let index = 0; index < end; index += 1) {
    const emailId = result.emailIds[index]!;
    if (ids.has(emailId)) added.push({ emailId, index });
  }
  return { result, removed: [...ids], added };
}

/** What was touched, of that what a guest may know of. Null where its rights changed since. */
async function readTouched({ store }: Pick<House, 'store'>, access: Access, since: Moment) {
  const guest = guestOf(access);
  if (guest === null) return await touchedEmails(store.database, access.accountId, since.modseq);
  if (since.modseq < access.since) return null;
  const touched = await touchedEmailsSeenBy(store.database, access.accountId, since.modseq, guest);
  return touched === null ? null : { ...touched, rows: touched.rows.filter(row => row.here || row.left) };
}

function countsThreads({ filter, sort, collapseThreads }: EmailQuery): boolean {
  return (
    collapseThreads || (filter !== null && looksAtThreads(filter)) || sort.some(step => step.by.endsWith('-in-thread'))
  );
}

const settledOrders: readonly SortStep['by'][] = ['receivedAt', 'sentAt', 'size', 'from', 'to', 'subject'];

/** Neither the filter nor the order looks at anything that changes. */
function isSettled({ filter, sort, collapseThreads }: EmailQuery): boolean {
  const order = sort.every(step => settledOrders.includes(step.by));
  return !collapseThreads && order && (filter === null || isImmutable(filter));
}
