/**
 * The sweep, once a night: forgets blobs that nobody names, moves the living out of containers that are mostly dead, and
 * removes containers that hold nothing any more. Each step is safe to be cut short, to be repeated, and to run in two
 * processes at once:
 *
 *   1. a row goes only where its lease ended a grace ago and no reference is seen; a transaction that is about to name
 *      the blob holds or has renewed that row, and is waited for;
 *   2. bytes are copied and durable before a row points to the copy;
 *   3. a container goes only a grace after it was found empty, for readers that know the old place.
 *
 * `grace` must be longer than any transaction and than any upload.
 */
import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../observe/log.ts';
import type { Database } from '../database.ts';
import { type BlobRef, type Blobs, BlobUnreadable, writingTime } from './blobs.ts';
import { type ContainerFile, listContainers, removeContainer, retireContainer, retiredAt } from './containers.ts';

export type SweepOptions = {
  readonly blobs: Blobs;
  readonly database: Database;
  /** SQL that gives every hash in use, in one column: `select blob from email union all …`. */
  readonly references: string;
  readonly clock: Clock;
  /** Milliseconds. */
  readonly grace: number;
  /** A container whose living part is smaller than this is rewritten; 0.5 by default. */
  readonly leastLiving?: number;
  /** Containers to rewrite however much in them lives: bytes that must be gone, not only unnamed. */
  readonly rewrite?: ReadonlySet<number>;
  /** Containers below so many bytes (16 MB by default) are gathered into larger ones, when there are many. */
  readonly smallBytes?: number;
  readonly log: Log;
};

/** `unreadable`: blobs that could not be moved; their containers stay. */
export type Swept = {
  readonly forgotten: number;
  readonly moved: number;
  readonly retired: number;
  readonly removed: number;
  readonly unreadable: number;
};

/** Rows handled by one statement. */
const batchSize = 1_000;
/** So many small containers are worth gathering. */
const manySmall = 16;
/** Blobs moved at once: they share a few fdatasyncs, and stay few in memory. */
const movedAtOnce = 64;

export async function sweep(options: SweepOptions): Promise<Swept> {
  const { blobs, clock, log } = options;
  const now = clock.now();
  const forgotten = await forget(options, new Date(now.getTime() - options.grace));
  const containers = await listContainers(blobs.directory);
  const highest = Math.max(...containers.map(file => file.container));
  const counts = { moved: 0, retired: 0, removed: 0, unreadable: 0 };
  // Of the others somebody may still be writing to them, or be about to name what was written.
  const settled = containers.filter(file => now.getTime() - file.createdAt.getTime() >= writingTime + options.grace);
  const isSmall = (file: ContainerFile) => file.bytes < (options.smallBytes ?? 16 << 20);
  const gather = settled.filter(isSmall).length >= manySmall;
  for (const file of settled) {
    const living = await livingIn(options.database, file.container);
    if (living > 0) {
      const sparse = living < file.bytes * (options.leastLiving ?? 0.5);
      const worth = sparse || (gather && isSmall(file)) || options.rewrite?.has(file.container) === true;
      if (!worth) continue;
      const moved = await moveOut(options, file);
      counts.moved += moved.moved;
      counts.unreadable += moved.unreadable;
      if (moved.unreadable > 0) continue;
    }
    const since = await retiredAt(blobs.directory, file.container);
    if (since === undefined) {
      await retireContainer(blobs.directory, file.container, now);
      counts.retired++;
      // The last one stays: the next number is counted from it, and a number never names two containers.
    } else if (living === 0 && now.getTime() - since.getTime() >= options.grace && file.container !== highest) {
      await removeContainer(blobs.directory, file.container);
      counts.removed++;
    }
  }
  const swept = { forgotten, ...counts };
  log.info('blobs: swept', swept);
  return swept;
}

/** First looks for candidates, over all references; then removes those whose lease nobody renewed meanwhile. */
async function forget({ database, references }: SweepOptions, cutoff: Date): Promise<number> {
  const candidates = await database.transaction(
    tx =>
      tx.query<{ hash: Buffer }>({
        text: `select hash from blob where leased_until < $1
          and not exists (select from (${references}) as used (hash) where used.hash = blob.hash)`,
        values: [cutoff],
      }),
    { statementTimeout: 0 },
  );
  let forgotten = 0;
  for (let at = 0; at < candidates.length; at += batchSize) {
    const hashes = candidates.slice(at, at + batchSize).map(row => row.hash);
    forgotten += await database.run({
      text: 'delete from blob where hash = any($1::bytea[]) and leased_until < $2',
      values: [hashes, cutoff],
    });
  }
  return forgotten;
}

async function livingIn(database: Database, container: number): Promise<number> {
  const [row] = await database.query<{ living: number }>({
    text: 'select coalesce(sum(stored), 0)::bigint as living from blob where container = $1',
    values: [container],
  });
  return row?.living ?? 0;
}

async function moveOut({ blobs, database, log }: SweepOptions, { container }: ContainerFile) {
  const rows = await database.query<Omit<BlobRef, 'length'> & { stored: number }>({
    text: 'select hash, container, "offset", stored, size from blob where container = $1 order by "offset"',
    values: [container],
  });
  let moved = 0;
  let unreadable = 0;
  for (let at = 0; at < rows.length; at += movedAtOnce) {
    const copies = await Promise.all(
      rows.slice(at, at + movedAtOnce).map(async ({ stored, ...row }) => {
        try {
          return await copy(blobs, { ...row, length: stored });
        } catch (error) {
          if (!(error instanceof BlobUnreadable)) throw error;
          log.error('blobs: unreadable, left where it is', { container, offset: row.offset, error });
          unreadable++;
          return undefined;
        }
      }),
    );
    moved += await point(
      database,
      container,
      copies.filter(ref => ref !== undefined),
    );
  }
  return { moved, unreadable };
}

async function copy(blobs: Blobs, ref: BlobRef): Promise<BlobRef> {
  const written = await blobs.put(blobs.stream(ref));
  if (written.hash.equals(ref.hash)) return written;
  throw new BlobUnreadable(ref, false, new Error('its bytes are not those of its name'));
}

/** Only rows that still point to the old container: one may have been forgotten meanwhile. */
async function point(database: Database, from: number, copies: readonly BlobRef[]): Promise<number> {
  if (copies.length === 0) return 0;
  return database.run({
    text: `update blob set container = n.container, "offset" = n."offset", stored = n.stored
      from unnest($2::bytea[], $3::integer[], $4::bigint[], $5::bigint[]) as n (hash, container, "offset", stored)
      where blob.hash = n.hash and blob.container = $1`,
    values: [
      from,
      copies.map(ref => ref.hash),
      copies.map(ref => ref.container),
      copies.map(ref => ref.offset),
      copies.map(ref => ref.length),
    ],
  });
}
