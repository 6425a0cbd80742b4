import type { Changes } from './changes.ts';
import type { Database } from './database.ts';
import type { MessageBlobs } from './message-blobs.ts';

/** All that is kept: rows, bytes, and the feed that tells of changes. Opened by main.ts and handed down. */
export type Store = { readonly database: Database; readonly blobs: MessageBlobs; readonly changes: Changes };
