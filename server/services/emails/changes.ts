import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import {
  type ThreadMember,
  type Touched,
  touchedEmails,
  touchedMailboxes,
  touchedThreads,
} from '../../store/object-changes.ts';
import type { House } from '../house.ts';
import { type Happened, type History, isAfter, type Moment, tellHistory } from './history.ts';

type Needs = Pick<House, 'store'>;

/** Emails made, changed and destroyed since; null where that is no longer, or not yet, known. rfc/8621#4.3 */
export async function emailChanges(
  { store }: Needs,
  accountId: AccountId,
  since: Moment,
  most: number | null,
): Promise<History | null> {
  const touched = remembered(await touchedEmails(store.database, accountId, since.modseq), since);
  if (touched === null) return null;
  const happened = touched.rows
    .filter(row => isAfter(row.modseq, row.id, since))
    .map(({ id, here, createdModSeq, modseq }) => {
      const created = createdModSeq ?? (0 as ModSeq);
      return { id, here, created, last: modseq, known: !isAfter(created, id, since) };
    });
  return tellHistory(happened, touched.modseq, most);
}

/** Threads that gained or lost emails since. rfc/8621#3.2 */
export async function threadChanges(
  { store }: Needs,
  accountId: AccountId,
  since: Moment,
  most: number | null,
): Promise<History | null> {
  const touched = remembered(await touchedThreads(store.database, accountId, since.modseq), since);
  if (touched === null) return null;
  const happened = [...Map.groupBy(touched.rows, row => row.id)].flatMap(([id, members]) =>
    threadEvent(id, members, since),
  );
  return tellHistory(happened, touched.modseq, most);
}

function threadEvent(id: number, members: readonly ThreadMember[], since: Moment): Happened[] {
  const after = (modseq: ModSeq | null) => modseq !== null && isAfter(modseq, id, since);
  const moments = members.flatMap(one => [one.createdModSeq, one.goneModSeq]).filter(after) as ModSeq[];
  if (moments.length === 0) return [];
  const known = members.some(one => !after(one.createdModSeq) && (one.here || after(one.goneModSeq)));
  const made = members.map(one => one.createdModSeq).filter(after);
  return [
    {
      id,
      known,
      here: members.some(one => one.here),
      created: Math.min(...made) as ModSeq,
      last: Math.max(...moments) as ModSeq,
    },
  ];
}

/** Mailboxes since; `countsOnly`: of those updated nothing but counts has changed. rfc/8621#2.2 */
export async function mailboxChanges(
  { store }: Needs,
  accountId: AccountId,
  since: Moment,
  most: number | null,
): Promise<(History & { countsOnly: boolean }) | null> {
  const touched = remembered(await touchedMailboxes(store.database, accountId, since.modseq), since);
  if (touched === null) return null;
  const happened = touched.rows.flatMap(row => {
    const last = Math.max(row.shapeModSeq, row.countsModSeq) as ModSeq;
    if (!isAfter(last, row.id, since)) return [];
    const known = !isAfter(row.createdModSeq, row.id, since);
    return [{ id: row.id as number, here: row.here, created: row.createdModSeq, last, known }];
  });
  const history = tellHistory(happened, touched.modseq, most);
  const shaped = new Set(
    touched.rows.filter(row => isAfter(row.shapeModSeq, row.id, since)).map(row => row.id as number),
  );
  return { ...history, countsOnly: history.updated.length > 0 && !history.updated.some(id => shaped.has(id)) };
}

/** Tombstones expire below the floor, and a modseq to come is of another history. */
function remembered<Row>(touched: Touched<Row> | null, since: Moment): Touched<Row> | null {
  if (touched === null || since.modseq < touched.goneFloor || since.modseq > touched.modseq) return null;
  return touched;
}
