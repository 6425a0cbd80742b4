/** HR feeds that the guard held, until somebody has looked. Their octets are sealed, and go once they are settled. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type HeldFeed = {
  readonly id: number;
  readonly scope: 'complete' | 'partial';
  /** Where it came from: a file's name, SCIM. */
  readonly origin: string;
  readonly receivedAt: Date;
  readonly why: { readonly fr: string; readonly en: string };
  readonly counts: Readonly<Record<string, number>>;
};

const columns = `feed_id as id, scope, origin, received_at as "receivedAt",
  json_build_object('fr', why_fr, 'en', why_en) as why, counts`;

export async function insertHeldFeed(
  tx: Queryable,
  feed: Omit<HeldFeed, 'id'> & { readonly sealed: Buffer },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>({
    text: `insert into held_feed (scope, origin, sealed, received_at, why_fr, why_en, counts)
           values ($1, $2, $3, $4, $5, $6, $7) returning feed_id as id`,
    values: [
      feed.scope,
      feed.origin,
      feed.sealed,
      feed.receivedAt,
      feed.why.fr,
      feed.why.en,
      JSON.stringify(feed.counts),
    ],
  });
  return row!.id;
}

/** Those nobody has settled, the newest first. */
export function listHeldFeeds(db: Queryable): Promise<HeldFeed[]> {
  return db.query<HeldFeed>({
    text: `select ${columns} from held_feed where settled_at is null order by feed_id desc`,
  });
}

/** One that waits, with its sealed octets; null where it is settled. */
export async function findHeldFeed(
  db: Queryable,
  id: number,
): Promise<(HeldFeed & { readonly sealed: Buffer }) | null> {
  const [row] = await db.query<HeldFeed & { sealed: Buffer }>({
    text: `select ${columns}, sealed from held_feed where feed_id = $1 and settled_at is null`,
    values: [id],
  });
  return row ?? null;
}

/** Settles a feed and forgets its octets; false where it was settled already. */
export async function settleHeldFeed(
  tx: Queryable,
  id: number,
  settled: { readonly at: Date; readonly by: AccountId | null; readonly outcome: 'applied' | 'dropped' },
): Promise<boolean> {
  const done = await tx.run({
    text: `update held_feed set settled_at = $2, settled_by = $3, outcome = $4, sealed = null
           where feed_id = $1 and settled_at is null`,
    values: [id, settled.at, settled.by, settled.outcome],
  });
  return done > 0;
}
