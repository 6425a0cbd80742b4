/** Where the bytes of a blob are. `length`: stored bytes; `size`: those of the blob itself. */
export type BlobRef = {
  readonly hash: Buffer;
  readonly container: number;
  readonly offset: number;
  readonly length: number;
  readonly size: number;
};

/** Bytes `start` to `end`, the latter not included; beyond the blob there are none. */
export type Range = { readonly start: number; readonly end: number };
