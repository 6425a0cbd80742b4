/** The queue as people look at it and act on it. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';
import type { QueuedKind } from './queue.ts';

/** A recipient that waits, and why. */
export type Waiting = {
  readonly queueId: number;
  readonly position: number;
  readonly trace: string;
  readonly kind: QueuedKind;
  readonly sender: string;
  readonly accountId: AccountId | null;
  readonly address: string;
  readonly domain: string;
  readonly bytes: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly dueAt: Date;
  readonly held: string | null;
  /** A node is sending it now. */
  readonly underWay: boolean;
  readonly attempts: number;
  readonly lastAt: Date | null;
  readonly lastReply: string | null;
};

/** Which recipients are meant; every condition that is given must hold. None given: all of them. */
export type Selection = {
  readonly trace?: string;
  readonly accountId?: AccountId;
  readonly domain?: string;
  readonly held?: boolean;
  /** Held for this very reason. */
  readonly why?: string;
};

const conditions = `($1::text is null or m.trace = $1) and ($2::bigint is null or m.account_id = $2)
  and ($3::text is null or r.domain = $3) and ($4::boolean is null or (r.held is not null) = $4)
  and ($5::text is null or r.held = $5)`;

function valuesOf({ trace, accountId, domain, held, why }: Selection): unknown[] {
  return [trace ?? null, accountId ?? null, domain ?? null, held ?? null, why ?? null];
}

/** A page of the queue, oldest message first. */
export async function listWaiting(
  db: Queryable,
  selection: Selection,
  page: { after: { queueId: number; position: number }; atMost: number },
): Promise<Waiting[]> {
  return await db.query<Waiting>({
    text: `select r.queue_id as "queueId", r.position, m.trace, m.kind, m.sender, m.account_id as "accountId", r.address,
             r.domain, m.bytes, m.created_at as "createdAt", m.expires_at as "expiresAt", r.due_at as "dueAt", r.held,
             r.claim is not null as "underWay", r.attempts, r.last_at as "lastAt", r.last_reply as "lastReply"
           from queue_recipient r join queue_message m using (queue_id)
           where ${conditions} and (r.queue_id, r.position) > ($6, $7)
           order by r.queue_id, r.position limit $8`,
    values: [...valuesOf(selection), page.after.queueId, page.after.position, page.atMost],
  });
}

type Touched = {
  readonly queueId: number;
  readonly position: number;
  readonly trace: string;
  readonly address: string;
};

const touched = 'r.queue_id as "queueId", r.position, m.trace, r.address';

/** Holds what is not under way. */
export async function holdWaiting(tx: Queryable, selection: Selection, why: string): Promise<Touched[]> {
  return await tx.query<Touched>({
    text: `update queue_recipient r set held = $6 from queue_message m
           where m.queue_id = r.queue_id and ${conditions} and r.claim is null and r.held is null returning ${touched}`,
    values: [...valuesOf(selection), why],
  });
}

/** Lets go of what is held: it is due now. */
export async function releaseWaiting(tx: Queryable, selection: Selection, now: Date): Promise<Touched[]> {
  return await tx.query<Touched>({
    text: `update queue_recipient r set held = null, due_at = $6 from queue_message m
           where m.queue_id = r.queue_id and ${conditions} and r.held is not null returning ${touched}`,
    values: [...valuesOf(selection), now],
  });
}

/** Makes due now what waits for its next try. */
export async function hastenWaiting(tx: Queryable, selection: Selection, now: Date): Promise<Touched[]> {
  return await tx.query<Touched>({
    text: `update queue_recipient r set due_at = $6 from queue_message m
           where m.queue_id = r.queue_id and ${conditions} and r.claim is null and r.held is null returning ${touched}`,
    values: [...valuesOf(selection), now],
  });
}

/** What may be dropped: all that no node is sending. Locked until the transaction ends. */
export async function lockWaiting(tx: Queryable, selection: Selection): Promise<Touched[]> {
  return await tx.query<Touched>({
    text: `select ${touched} from queue_recipient r join queue_message m using (queue_id)
           where ${conditions} and r.claim is null order by r.queue_id, r.position for update of r`,
    values: valuesOf(selection),
  });
}

/** How the queue stands: one row a domain, those with most first. */
export async function summariseQueue(
  db: Queryable,
  now: Date,
): Promise<{ domain: string; waiting: number; held: number; due: number; oldest: Date }[]> {
  return await db.query({
    text: `select r.domain, count(*)::int as waiting, count(r.held)::int as held,
             (count(*) filter (where r.held is null and r.due_at <= $1))::int as due, min(m.created_at) as oldest
           from queue_recipient r join queue_message m using (queue_id)
           group by r.domain order by 2 desc, 1 limit 1000`,
    values: [now],
  });
}
