/** Mail on its way out: what enters the queue, what a node takes from it, what becomes of it. */
import type { AccountId } from '../model/account.ts';
import type { BlobHash } from '../model/email.ts';
import type { Queryable } from './database.ts';

/** Where a message in the queue came from. `notice`: written by the house itself. */
export type QueuedKind = 'submitted' | 'arrived' | 'forwarded' | 'notice';

/** What the sender asked for; absent means not asked. */
export type QueueOptions = {
  readonly envid?: string;
  readonly ret?: 'FULL' | 'HDRS';
  readonly body?: '7BIT' | '8BITMIME' | 'BINARYMIME';
  readonly utf8?: true;
  readonly requireTls?: true;
  readonly priority?: number;
  readonly by?: Deadline;
};

/** The instant by which a message is of use, and what then. rfc/2852 */
export type Deadline = { readonly at: string; readonly mode: 'return' | 'notify'; readonly trace: boolean };

export type NewQueued = {
  readonly trace: string;
  readonly kind: QueuedKind;
  readonly blob: BlobHash;
  readonly bytes: number;
  /** Empty for the null sender. */
  readonly sender: string;
  readonly accountId: AccountId | null;
  readonly options: QueueOptions;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly dueAt: Date;
  readonly held: string | null;
  readonly recipients: readonly NewQueuedRecipient[];
};

export type NewQueuedRecipient = {
  readonly address: string;
  readonly domain: string;
  readonly notify: readonly string[] | null;
  readonly orcpt: string | null;
};

/** Puts a message into the queue; its blob must be durable. @returns its number */
export async function insertQueued(tx: Queryable, queued: NewQueued): Promise<number> {
  const { recipients } = queued;
  const [row] = await tx.query<{ queue_id: number }>({
    text: `with message as (
             insert into queue_message (trace, kind, blob, bytes, sender, account_id, options, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             returning queue_id
           ), placed as (
             insert into queue_recipient (queue_id, position, address, domain, notify, orcpt, due_at, held, attempts,
               delay_told)
             select message.queue_id, n.position, n.address, n.domain,
               case when n.notify is null then null else string_to_array(n.notify, ',') end,
               n.orcpt, $14, $15, 0, false
             from message, unnest($10::text[], $11::text[], $12::text[], $13::text[])
               with ordinality n(address, domain, notify, orcpt, position)
           )
           select queue_id from message`,
    values: [
      queued.trace,
      queued.kind,
      queued.blob,
      queued.bytes,
      queued.sender,
      queued.accountId,
      JSON.stringify(queued.options),
      queued.createdAt,
      queued.expiresAt,
      recipients.map(recipient => recipient.address),
      recipients.map(recipient => recipient.domain),
      recipients.map(recipient => recipient.notify?.join(',') ?? null),
      recipients.map(recipient => recipient.orcpt),
      queued.dueAt,
      queued.held,
    ],
  });
  return row!.queue_id;
}

/** Where a recipient stands in the queue. */
type Place = { readonly queueId: number; readonly position: number };

/** A recipient a node has taken to send to, with its message. */
export type Claimed = {
  readonly queueId: number;
  readonly position: number;
  readonly address: string;
  readonly domain: string;
  readonly notify: readonly string[] | null;
  readonly orcpt: string | null;
  readonly attempts: number;
  readonly delayTold: boolean;
  readonly trace: string;
  readonly kind: QueuedKind;
  readonly blob: BlobHash;
  readonly bytes: number;
  readonly sender: string;
  readonly accountId: AccountId | null;
  readonly options: QueueOptions;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

const claimedColumns = `r.queue_id as "queueId", r.position, r.address, r.domain, r.notify, r.orcpt, r.attempts,
  r.delay_told as "delayTold", m.trace, m.kind, m.blob, m.bytes, m.sender, m.account_id as "accountId",
  m.options, m.created_at as "createdAt", m.expires_at as "expiresAt"`;

/**
 * Takes recipients that are due, for one node: `claim` names the taking, `until` is when others may take them again. Domains
 * in `busy` are passed over. Several nodes may ask at once: none is given what another holds.
 */
export async function claimDue(
  tx: Queryable,
  asked: { claim: string; now: Date; until: Date; busy: readonly string[]; atMost: number },
): Promise<Claimed[]> {
  return await tx.query<Claimed>({
    text: `with due as (
             select queue_id, position from queue_recipient
             where held is null and due_at <= $1 and domain <> all($2::text[])
             order by due_at limit $3 for update skip locked
           ), claimed as (
             update queue_recipient r set claim = $4, due_at = $5
             from due where r.queue_id = due.queue_id and r.position = due.position
             returning r.*
           )
           select ${claimedColumns}
           from claimed r join queue_message m using (queue_id)
           order by r.queue_id, r.position`,
    values: [asked.now, asked.busy, asked.atMost, asked.claim, asked.until],
  });
}

/** Recipients that are in the queue still, whoever has taken them. A trace beside each place: numbers may come again after a restore. */
export async function findQueued(
  db: Queryable,
  places: readonly (Place & { readonly trace: string })[],
): Promise<Claimed[]> {
  return await db.query<Claimed>({
    text: `select ${claimedColumns}
           from unnest($1::bigint[], $2::int[], $3::text[]) n(queue_id, position, trace)
           join queue_recipient r using (queue_id, position)
           join queue_message m on m.queue_id = n.queue_id and m.trace = n.trace
           order by r.queue_id, r.position`,
    values: [places.map(place => place.queueId), places.map(place => place.position), places.map(place => place.trace)],
  });
}

/** Gives back all that one node had taken: what its next start does first. `node` is the front of its claims. */
export async function releaseClaims(db: Queryable, node: string, now: Date): Promise<number> {
  const rows = await db.query<{ queue_id: number }>({
    text: `update queue_recipient set claim = null, due_at = $2 where claim is not null and starts_with(claim, $1)
           returning queue_id`,
    values: [`${node}/`, now],
  });
  return rows.length;
}

/** Gives recipients back untried. */
export async function unclaim(db: Queryable, places: readonly Place[], dueAt: Date): Promise<void> {
  await db.query({
    text: `update queue_recipient r set claim = null, due_at = $3
           from unnest($1::bigint[], $2::int[]) n(queue_id, position)
           where r.queue_id = n.queue_id and r.position = n.position`,
    values: [places.map(place => place.queueId), places.map(place => place.position), dueAt],
  });
}

/** Takes recipients that are done with out of the queue, and their message when it has no more: statements of one way. */
export async function removeRecipients(tx: Queryable, places: readonly Place[]): Promise<void> {
  const ids = [...new Set(places.map(place => place.queueId))];
  await Promise.all([
    // The message's row is locked first, so that two nodes that finish its last recipients do not both leave it there.
    tx.query({
      text: 'select 1 from queue_message where queue_id = any($1::bigint[]) order by queue_id for update',
      values: [ids],
    }),
    tx.query({
      text: `delete from queue_recipient r using unnest($1::bigint[], $2::int[]) n(queue_id, position)
             where r.queue_id = n.queue_id and r.position = n.position`,
      values: [places.map(place => place.queueId), places.map(place => place.position)],
    }),
    tx.query({
      text: `delete from queue_message m where m.queue_id = any($1::bigint[])
             and not exists (select 1 from queue_recipient r where r.queue_id = m.queue_id)`,
      values: [ids],
    }),
  ]);
}

/** Puts recipients off until their next try. */
export async function putOff(
  tx: Queryable,
  put: readonly (Place & { dueAt: Date; reply: string; delayTold: boolean })[],
  at: Date,
): Promise<void> {
  await tx.query({
    text: `update queue_recipient r
           set claim = null, due_at = n.due_at, attempts = r.attempts + 1, last_at = $6, last_reply = n.reply,
             delay_told = n.delay_told
           from unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::text[], $5::boolean[])
             n(queue_id, position, due_at, reply, delay_told)
           where r.queue_id = n.queue_id and r.position = n.position`,
    values: [
      put.map(one => one.queueId),
      put.map(one => one.position),
      put.map(one => one.dueAt),
      put.map(one => one.reply),
      put.map(one => one.delayTold),
      at,
    ],
  });
}
