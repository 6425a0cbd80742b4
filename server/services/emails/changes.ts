import type { ModSeq } from '../../model/change.ts';
import {
  type ThreadMember,
  type Touched,
  touchedEmails,
  touchedEmailsSeenBy,
  touchedMailboxes,
  touchedThreads,
} from '../../store/object-changes.ts';
import type { House } from '../house.ts';
import { type Access, guestOf, rightsIn } from '../mailboxes/access.ts';
import type { Catalogues } from './catalogues.ts';
import { type Happened, type History, isAfter, type Moment, tellHistory } from './history.ts';

type Needs = Pick<House, 'store'>;

/** Emails made, changed and destroyed since; null where that is no longer, or not yet, known. rfc/8621#4.3 */
export async function emailChanges(
  { store }: Needs,
  access: Access,
  since: Moment,
  most: number | null,
): Promise<History | null> {
  if (guestOf(access) !== null) {
    const seen = await happenedToGuest({ store }, access, since, 'emails');
    return seen === null ? null : tellHistory(seen.emails, seen.modseq, most);
  }
  const touched = remembered(await touchedEmails(store.database, access.accountId, since.modseq), since);
  if (touched === null) return null;
  const happened = touched.rows
    .filter(row => isAfter(row.modseq, row.id, since))
    .map(({ id, here, createdModSeq, modseq }) => {
      const created = createdModSeq ?? (0 as ModSeq);
      return { id, here, created, last: modseq, known: !isAfter(created, id, since) };
    });
  return tellHistory(happened, touched.modseq, most);
}

type GuestEvent = Happened & { readonly threadId: number | null };

/**
 * What a guest saw happen. An email that may have come into its sight is told as made: a client that knew it reads it
 * again, and one that did not learns of it. One that left a mailbox it sees, and is in none, is told as destroyed.
 */
async function happenedToGuest(
  { store }: Needs,
  access: Access,
  since: Moment,
  of: 'emails' | 'threads',
): Promise<{ modseq: ModSeq; emails: GuestEvent[] } | null> {
  if (since.modseq < access.since) return null;
  const guest = guestOf(access)!;
  const touched = remembered(await touchedEmailsSeenBy(store.database, access.accountId, since.modseq, guest), since);
  if (touched === null) return null;
  const emails = touched.rows.flatMap(({ id, here, left, moved, createdModSeq, modseq, threadId }): GuestEvent[] => {
    // Moments inside a modseq go by the objects that are told of: emails, or threads.
    const told = of === 'threads' ? (threadId ?? 0) : id;
    if (!isAfter(modseq, told, since) || !(here || left)) return [];
    const made = createdModSeq === null || isAfter(createdModSeq, told, since);
    if (!here) return made ? [] : [{ id, here, created: modseq, last: modseq, known: true, threadId }];
    const known = !made && !moved;
    return [{ id, here, created: made ? createdModSeq! : modseq, last: modseq, known, threadId }];
  });
  return { modseq: touched.modseq, emails };
}

/** Threads that gained or lost emails since. rfc/8621#3.2 */
export async function threadChanges(
  { house, catalogues }: { house: Needs; catalogues: Catalogues },
  access: Access,
  since: Moment,
  most: number | null,
): Promise<History | null> {
  if (guestOf(access) !== null) return await threadChangesToGuest(house, catalogues, access, since, most);
  const touched = remembered(await touchedThreads(house.store.database, access.accountId, since.modseq), since);
  if (touched === null) return null;
  const happened = [...Map.groupBy(touched.rows, row => row.id)].flatMap(([id, members]) =>
    threadEvent(id, members, since),
  );
  return tellHistory(happened, touched.modseq, most);
}

async function threadChangesToGuest(
  house: Needs,
  catalogues: Catalogues,
  access: Access,
  since: Moment,
  most: number | null,
): Promise<History | null> {
  const seen = await happenedToGuest(house, access, since, 'threads');
  if (seen === null) return null;
  const moving = seen.emails.filter(email => email.threadId !== null && (!email.here || !email.known));
  const byThread = Map.groupBy(moving, email => email.threadId!);
  const catalogue = await catalogues.open(access);
  const here = catalogue.threads(new Set(byThread.keys()));
  const happened = [...byThread].map(([id, emails]): Happened => {
    const members = here.get(id) ?? [];
    const fresh = new Set<number>(emails.filter(email => email.here).map(email => email.id));
    const known = emails.some(email => !email.here) || members.some(place => !fresh.has(catalogue.emailIds[place]!));
    const last = Math.max(...emails.map(email => email.last)) as ModSeq;
    return { id, known, here: members.length > 0, created: last, last };
  });
  return tellHistory(happened, seen.modseq, most);
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
  access: Access,
  since: Moment,
  most: number | null,
): Promise<(History & { countsOnly: boolean }) | null> {
  if (since.modseq < access.since) return null;
  const reader = guestOf(access)?.reader ?? null;
  const touched = remembered(await touchedMailboxes(store.database, access.accountId, since.modseq, reader), since);
  if (touched === null) return null;
  const happened = touched.rows.flatMap(row => {
    // A mailbox that a guest saw and that is no more took its rights along: that is before `access.since`.
    if (rightsIn(access, row.id) === '') return [];
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
