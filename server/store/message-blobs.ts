/**
 * The bytes of messages: kept durably first, then referred to by the transaction that inserts their rows. The lease a
 * reference renews keeps the sweep away until that row, which is the true reference, is visible to it.
 */
import type { Clock } from '../model/clock.ts';
import type { BlobHash } from '../model/email.ts';
import { type BlobRef, type Blobs, BlobUnreadable, type ContainerKeys, noKeys, openBlobs } from './blobs/blobs.ts';
import { findBlobs, leaseBlobs, renewBlobs } from './blobs/locations.ts';
import type { Database, Queryable } from './database.ts';

/** Bytes that are durable, and not yet referred to. */
export type KeptBlob = BlobRef & { readonly hash: BlobHash };

export type MessageBlobs = {
  /** Resolves when the bytes are durable. @throws Refusal disk-full */
  keep(bytes: Buffer | AsyncIterable<Buffer>): Promise<KeptBlob>;
  /** Records where kept blobs are; must run in the transaction that inserts the rows naming them. */
  refer(tx: Queryable, kept: readonly KeptBlob[]): Promise<void>;
  /** Renews the leases of blobs that rows name already, in the transaction that inserts more. */
  renew(tx: Queryable, hashes: readonly BlobHash[]): Promise<void>;
  /** Bytes of a blob, or octets [from, to) of it. @throws BlobUnreadable, or where no such blob is kept: both are bugs or a damaged disk */
  read(hash: BlobHash, range?: { from: number; to: number }): Promise<Buffer>;
  /** The containers themselves, for the sweep. */
  readonly containers: Blobs;
  close(): Promise<void>;
};

/** How long a blob is safe from the sweep after it was last used: far longer than any transaction. */
const leaseMilliseconds = 86_400_000;
const remembered = 50_000;

export async function openMessageBlobs(options: {
  database: Database;
  directory: string;
  clock: Clock;
  keys?: ContainerKeys;
}): Promise<MessageBlobs> {
  const { database, directory, clock, keys = noKeys } = options;
  const containers = await openBlobs({ directory, clock, keys });
  const locations = new Map<string, BlobRef>();
  /** Hashes whose place is being asked for: reads of one turn of the event loop share one query. */
  let asked: Map<string, { hash: Buffer; place: PromiseWithResolvers<BlobRef> }> | null = null;

  const until = () => new Date(clock.now().getTime() + leaseMilliseconds);

  function remember(ref: BlobRef): void {
    if (locations.size >= remembered) locations.delete(locations.keys().next().value!);
    locations.set(ref.hash.toString('latin1'), ref);
  }

  function locate(hash: Buffer): Promise<BlobRef> {
    const name = hash.toString('latin1');
    const known = locations.get(name);
    if (known !== undefined) return Promise.resolve(known);
    if (asked === null) {
      asked = new Map();
      setImmediate(ask);
    }
    const waiting = asked.get(name) ?? { hash, place: Promise.withResolvers<BlobRef>() };
    asked.set(name, waiting);
    return waiting.place.promise;
  }

  function ask(): void {
    const questions = asked!;
    asked = null;
    const hashes = [...questions.values()].map(({ hash }) => hash);
    findBlobs(database, hashes).then(
      found => {
        for (const { hash, place } of questions.values()) {
          const ref = found.get(hash.toString('hex'));
          if (ref === undefined) place.reject(new Error(`No blob ${hash.toString('hex')}`));
          else {
            remember(ref);
            place.resolve(ref);
          }
        }
      },
      error => {
        for (const { place } of questions.values()) place.reject(error);
      },
    );
  }

  return {
    containers,
    keep: async bytes => (await containers.put(bytes)) as KeptBlob,
    async refer(tx, kept) {
      await leaseBlobs(tx, kept, until());
    },
    async renew(tx, hashes) {
      const renewed = await renewBlobs(tx, hashes, until());
      const lost = hashes.find(hash => !renewed.has(hash.toString('hex')));
      // A row names it, so the sweep cannot have dropped it.
      if (lost !== undefined) throw new Error(`No blob ${lost.toString('hex')}`);
    },
    async read(hash, octets) {
      const range = octets && { start: octets.from, end: octets.to };
      const ref = await locate(hash);
      try {
        return await containers.get(ref, range);
      } catch (error) {
        if (!(error instanceof BlobUnreadable && error.missing)) throw error;
        // The sweep moved it since we last asked.
        locations.delete(hash.toString('latin1'));
        return containers.get(await locate(hash), range);
      }
    },
    close: () => containers.close(),
  };
}
