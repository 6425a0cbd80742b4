/**
 * Where blobs lie: the table `blob`, keyed by hash. Whoever makes a row that names a blob (an email, a queued message)
 * renews its lease in the same transaction, by one of these functions: that is all that stands between a blob in use and
 * the sweep. Rows are touched in the order of their hashes, so that two transactions do not wait for each other.
 */
import type { Queryable } from '../database.ts';
import type { BlobRef } from './ref.ts';

type Row = { hash: Buffer; container: number; offset: number; stored: number; size: number };

/** Locations by the hash in hexadecimal. */
export type Locations = ReadonlyMap<string, BlobRef>;

/**
 * Says where blobs that were just written lie, and leases them. Where a blob has a place already, that one stays and is
 * returned: the copy just written is garbage for the sweep.
 */
export async function leaseBlobs(queries: Queryable, refs: readonly BlobRef[], until: Date): Promise<Locations> {
  const unique = [...new Map(refs.map(ref => [ref.hash.toString('hex'), ref])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ref]) => ref);
  if (unique.length === 0) return new Map();
  return located(
    await queries.query<Row>({
      text: `insert into blob as b (hash, container, "offset", stored, size, leased_until)
        select hash, container, "offset", stored, size, $6
        from unnest($1::bytea[], $2::integer[], $3::bigint[], $4::bigint[], $5::bigint[])
          as n (hash, container, "offset", stored, size)
        on conflict (hash) do update set leased_until = greatest(b.leased_until, excluded.leased_until)
        returning hash, container, "offset", stored, size`,
      values: [
        unique.map(ref => ref.hash),
        unique.map(ref => ref.container),
        unique.map(ref => ref.offset),
        unique.map(ref => ref.length),
        unique.map(ref => ref.size),
        until,
      ],
    }),
  );
}

/** Leases those blobs that are known, in the transaction that will name them: the others have to be written. */
export async function renewBlobs(queries: Queryable, hashes: readonly Buffer[], until: Date): Promise<Locations> {
  if (hashes.length === 0) return new Map();
  return located(
    await queries.query<Row>({
      text: `with held as (select hash from blob where hash = any($1::bytea[]) order by hash for update)
        update blob set leased_until = greatest(blob.leased_until, $2)
        from held where blob.hash = held.hash
        returning blob.hash, container, "offset", stored, size`,
      values: [hashes, until],
    }),
  );
}

/** Where blobs lie, for reading. */
export async function findBlobs(queries: Queryable, hashes: readonly Buffer[]): Promise<Locations> {
  if (hashes.length === 0) return new Map();
  return located(
    await queries.query<Row>({
      text: 'select hash, container, "offset", stored, size from blob where hash = any($1::bytea[])',
      values: [hashes],
    }),
  );
}

function located(rows: readonly Row[]): Locations {
  return new Map(
    rows.map(({ hash, container, offset, stored, size }) => [
      hash.toString('hex'),
      { hash, container, offset, length: stored, size },
    ]),
  );
}
