/**
 * HR feeds. The file itself is posted as `application/octet-stream` to `/api/feeds/preview` or `/api/feeds/import`, with
 * `?scope=complete|partial`; feeds that the guard held are listed, shown, confirmed or dropped. Administrators only.
 */
import * as z from 'zod/mini';
import { sentence } from './text.ts';

export const feedScope = z.object({
  scope: z.enum(['complete', 'partial']),
  name: z.optional(z.string().check(z.maxLength(200))),
});

export const diffRow = z.object({
  what: z.enum(['refused', 'new', 'leaving', 'returning', 'changed', 'missing']),
  hrKey: z.nullable(z.string()),
  line: z.nullable(z.number()),
  /** The fields that change, or why a line is refused; never a value. French. */
  detail: z.string(),
});
export const feedReply = z.object({
  outcome: z.enum(['applied', 'previewed', 'held']),
  /** The number of a feed that is held. */
  feed: z.nullable(z.number()),
  held: z.nullable(sentence),
  opened: z.number(),
  rows: z.array(diffRow),
});
export type FeedReply = z.infer<typeof feedReply>;

export const heldFeedsReply = z.object({
  feeds: z.array(
    z.object({
      id: z.number(),
      scope: z.string(),
      origin: z.string(),
      receivedAt: z.iso.datetime(),
      why: sentence,
      counts: z.record(z.string(), z.number()),
    }),
  ),
});
export const heldFeedRequest = z.object({ id: z.number() });
/** `fingerprint` goes back in the confirmation: another diff than the one shown is not applied. */
export const heldDiffReply = z.object({ rows: z.array(diffRow), fingerprint: z.string() });
export const heldFeedConfirm = z.object({ id: z.number(), fingerprint: z.string() });
