/** Where each blob is, by hash: the one table that is not sharded by account. */
import type { Queryable } from '../database.ts';
import type { BlobRef } from './segments.ts';

/**
 * Records where blobs are, or, for bytes known already, renews the lease of the place on record: the new copy is then
 * bytes that no row names, for the sweep to drop.
 */
export async function keepLocations(tx: Queryable, refs: readonly BlobRef[], leasedUntil: Date): Promise<void> {
  // The same bytes twice in one statement would be the same row twice, which PostgreSQL refuses; ordered, so that two
  // writers lock rows in one order.
  const distinct = [...new Map(refs.map(ref => [ref.hash.toString('latin1'), ref])).values()].sort((a, b) =>
    Buffer.compare(a.hash, b.hash),
  );
  await tx.query({
    text: `insert into blob (hash, container, "offset", stored, size, leased_until)
           select n.hash, n.container, n.at, n.stored, n.size, $6::timestamptz
           from unnest($1::bytea[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[])
             n(hash, container, at, stored, size)
           on conflict (hash) do update set leased_until = greatest(blob.leased_until, excluded.leased_until)`,
    values: [
      distinct.map(ref => ref.hash),
      distinct.map(ref => ref.container),
      distinct.map(ref => ref.offset),
      distinct.map(ref => ref.stored),
      distinct.map(ref => ref.size),
      leasedUntil,
    ],
  });
}

/** Renews leases. A hash that is not on record any more is a bug of the caller: nothing may be referred to twice over a sweep. */
export async function renewLeases(tx: Queryable, hashes: readonly Buffer[], leasedUntil: Date): Promise<void> {
  await tx.query({
    text: `update blob set leased_until = greatest(leased_until, $2::timestamptz)
           where hash = any((select array_agg(h order by h) from unnest($1::bytea[]) h))`,
    values: [hashes, leasedUntil],
  });
}

/** Where blobs are; absent where unknown. */
export async function findLocations(db: Queryable, hashes: readonly Buffer[]): Promise<BlobRef[]> {
  return db.query<BlobRef>({
    text: 'select hash, container, "offset", stored, size from blob where hash = any($1::bytea[])',
    values: [hashes],
  });
}
