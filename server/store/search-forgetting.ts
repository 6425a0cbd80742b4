/** Taking texts out of the index: segments as they are replaced. Indexing is held off by the lock on the progress. */
import type { AccountId } from '../model/account.ts';
import type { EmailId } from '../model/email.ts';
import type { Queryable } from './database.ts';
import type { Segment } from './search-segments.ts';

/** Takes the lock that whoever moves the index forward takes; false where nothing is indexed. */
export async function lockIndex(tx: Queryable, accountId: AccountId): Promise<boolean> {
  const rows = await tx.query({
    text: 'select last_id from search_progress where account_id = $1 for update',
    values: [accountId],
  });
  return rows.length > 0;
}

/** Segments whose range holds one of the emails, with their texts. */
export function segmentsAround(
  tx: Queryable,
  accountId: AccountId,
  emailIds: readonly EmailId[],
): Promise<(Segment & { readonly newest: boolean })[]> {
  return tx.query({
    text: `select s.first_id as "firstId", s.last_id as "lastId", s.count, s.filter, s.texts,
             not exists (select from search_segment n where n.account_id = $1 and n.first_id > s.first_id) as newest
           from search_segment s
           where s.account_id = $1
             and exists (select from unnest($2::bigint[]) e(id) where e.id between s.first_id and s.last_id)
           order by s.first_id`,
    values: [accountId, emailIds],
  });
}

export async function replaceSegment(tx: Queryable, accountId: AccountId, segment: Segment): Promise<void> {
  const { firstId, count, filter, texts } = segment;
  await tx.run({
    text: `update search_segment set count = $3, filter = $4, texts = $5 where account_id = $1 and first_id = $2`,
    values: [accountId, firstId, count, filter, texts],
  });
}

export async function dropSegment(tx: Queryable, accountId: AccountId, firstId: EmailId): Promise<void> {
  await tx.run({
    text: 'delete from search_segment where account_id = $1 and first_id = $2',
    values: [accountId, firstId],
  });
}

/** Has all from `firstId` on indexed anew: whoever was about to add to that segment finds the progress moved. */
export async function indexFrom(tx: Queryable, accountId: AccountId, firstId: EmailId): Promise<void> {
  await tx.run({
    text: 'update search_progress set last_id = $2::bigint - 1 where account_id = $1',
    values: [accountId, firstId],
  });
}
