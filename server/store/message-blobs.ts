/**
 * The bytes of messages: kept durably first, then referred to by the transaction that inserts their rows. The lease a
 * reference renews keeps the sweep away until that row, which is the true reference, is visible to it.
 */
import type { BlobHash } from '../model/email.ts';
import type { BlobRef } from './blobs/blobs.ts';
import type { Queryable } from './database.ts';

/** Bytes that are durable, and not yet referred to. */
export type KeptBlob = BlobRef & { readonly hash: BlobHash };

export type MessageBlobs = {
  /** Resolves when the bytes are durable. @throws Refusal disk-full, message-too-large */
  keep(bytes: Buffer | AsyncIterable<Buffer>): Promise<KeptBlob>;
  /** Records where kept blobs are; must run in the transaction that inserts the rows naming them. */
  refer(tx: Queryable, kept: readonly KeptBlob[]): Promise<void>;
  /** Renews the leases of blobs that rows name already, in the transaction that inserts more. */
  renew(tx: Queryable, hashes: readonly BlobHash[]): Promise<void>;
  /** Bytes of a blob, or of the range [from, to) of it. @throws when it is not there: a bug or a damaged disk */
  read(hash: BlobHash, range?: { from: number; to: number }): Promise<Buffer>;
  close(): Promise<void>;
};
