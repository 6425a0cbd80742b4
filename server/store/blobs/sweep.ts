/**
 * Removes what nobody names. There are no reference counters to go wrong: the rows that name a blob are the references,
 * and a lease, renewed in the same transaction as each new reference, covers the moment when that row is not visible yet.
 *
 * 1. Candidates are blobs whose lease has run out. All references are walked; those not met are unnamed.
 * 2. Unnamed rows are deleted where the lease is still the old one: a reference made meanwhile has renewed it.
 * 3. Segments of which little is alive are copied to the current one, and their rows moved.
 * 4. Segments without a row that nobody has written to for the grace are deleted.
 *
 * Each step stands alone: a crash between two of them leaves work for the next sweep, never a loss.
 */
import type { Clock } from '../../model/clock.ts';
import type { Database } from '../database.ts';
import type { References } from './references.ts';
import { type BlobRef, idleLimit, SegmentMissing, type Segments } from './segments.ts';

export type SweepReport = {
  /** Rows of blobs that nobody named. */
  readonly dropped: number;
  /** Blobs copied out of segments that were mostly dead. */
  readonly moved: number;
  /** Segments deleted. */
  readonly removed: number;
};

/** Candidates judged in one walk of the references: what fits in memory. */
const candidatesPerWalk = 500_000;
/** A segment less alive than this is worth copying. */
const liveShare = 0.5;
/** Bytes copied together. */
const copiedAtOnce = 8 * 1024 * 1024;
/**
 * How long a segment is left after it was last written: longer than its writer holds on to it, a reader to a place in it,
 * or a delivery goes between keeping bytes and referring to them.
 */
const graceMilliseconds = 2 * idleLimit;

export async function sweep(options: {
  database: Database;
  segments: Segments;
  references: readonly References[];
  clock: Clock;
  /** Containers to copy out of whatever is alive in them: bytes that must be gone, not only unnamed. */
  rewrite?: ReadonlySet<number>;
}): Promise<SweepReport> {
  const dropped = await dropUnnamed(options);
  const moved = await compact(options);
  const removed = await removeEmpty(options);
  return { dropped, moved, removed };
}

type Parts = Parameters<typeof sweep>[0];

async function dropUnnamed({ database, references, clock }: Parts): Promise<number> {
  const cutoff = clock.now();
  let dropped = 0;
  let after = Buffer.alloc(0);
  for (;;) {
    const candidates = await database.query<{ hash: Buffer }>({
      text: 'select hash from blob where hash > $1 and leased_until < $2 order by hash limit $3',
      values: [after, cutoff, candidatesPerWalk],
    });
    if (candidates.length === 0) return dropped;
    after = candidates.at(-1)!.hash as Buffer<ArrayBuffer>;
    const unnamed = new Map(candidates.map(({ hash }) => [hash.toString('latin1'), hash]));
    for (const walk of references) {
      for await (const hashes of walk(database)) for (const hash of hashes) unnamed.delete(hash.toString('latin1'));
    }
    if (unnamed.size === 0) continue;
    const gone = await database.query({
      text: 'delete from blob where hash = any($1::bytea[]) and leased_until < $2 returning 1',
      values: [[...unnamed.values()], cutoff],
    });
    dropped += gone.length;
  }
}

/** Live octets by container. */
async function liveOctets(database: Database): Promise<Map<number, number>> {
  const rows = await database.query<{ container: number; live: number }>({
    text: 'select container, sum(stored)::bigint as live from blob group by container',
  });
  return new Map(rows.map(row => [row.container, row.live]));
}

async function compact({ database, segments, rewrite }: Parts): Promise<number> {
  const live = await liveOctets(database);
  let moved = 0;
  for (const segment of await segments.list()) {
    const alive = live.get(segment.container) ?? 0;
    if (
      segment.ours ||
      segment.idleMilliseconds < graceMilliseconds ||
      alive === 0 ||
      (alive > segment.bytes * liveShare && rewrite?.has(segment.container) !== true)
    )
      continue;
    moved += await moveOut(database, segments, segment.container);
  }
  return moved;
}

/** Copies what is alive in a segment, then points its rows at the copies. */
async function moveOut(database: Database, segments: Segments, container: number): Promise<number> {
  const refs = await database.query<BlobRef>({
    text: 'select hash, container, "offset", stored, size from blob where container = $1 order by "offset"',
    values: [container],
  });
  let moved = 0;
  while (refs.length > 0) {
    let octets = 0;
    const full = refs.findIndex(ref => {
      octets += ref.size;
      return octets > copiedAtOnce;
    });
    const batch = refs.splice(0, full < 0 ? refs.length : Math.max(full, 1));
    const copies = await Promise.all(batch.map(async ref => segments.put(await segments.read(ref))));
    await database.query({
      text: `update blob b set container = n.container, "offset" = n.at, stored = n.stored
             from unnest($1::bytea[], $2::int[], $3::bigint[], $4::bigint[]) n(hash, container, at, stored)
             where b.hash = n.hash and b.container = $5`,
      values: [
        copies.map(copy => copy.hash),
        copies.map(copy => copy.container),
        copies.map(copy => copy.offset),
        copies.map(copy => copy.stored),
        container,
      ],
    });
    moved += batch.length;
  }
  return moved;
}

async function removeEmpty({ database, segments }: Parts): Promise<number> {
  // The list is taken before the rows: a row that names a segment not yet on the list cannot be overlooked.
  const list = await segments.list();
  const live = await liveOctets(database);
  let removed = 0;
  for (const { container, idleMilliseconds, ours } of list) {
    if (ours || idleMilliseconds < graceMilliseconds || live.has(container)) continue;
    await segments.remove(container);
    removed += 1;
  }
  return removed;
}

/** Every blob on record is there and whole: what a reconciling walk, or a restore, asks. Gives the hashes that are not. */
export async function verifyBlobs(database: Database, segments: Segments): Promise<Buffer[]> {
  const damaged: Buffer[] = [];
  let after = Buffer.alloc(0);
  for (;;) {
    const refs = await database.query<BlobRef>({
      text: 'select hash, container, "offset", stored, size from blob where hash > $1 order by hash limit 500',
      values: [after],
    });
    if (refs.length === 0) return damaged;
    after = refs.at(-1)!.hash as Buffer<ArrayBuffer>;
    for (const ref of refs) {
      await segments.read(ref).catch(error => {
        if (!(error instanceof SegmentMissing) && (error as Error).name !== 'DamagedBlob') throw error;
        damaged.push(ref.hash);
      });
    }
  }
}
