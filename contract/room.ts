/**
 * Room (R36, R37): what a mailbox uses, what takes it, and the means to make some. Signed in.
 *
 *     GET  /api/room                what is used, when it will be full, what takes the room
 *     POST /api/room/archive        moves the mail of a year into the archives
 *     POST /api/room/attachments    removes attachments and keeps the mails
 *     GET  /api/room/deleted        what was deleted lately, page by page
 *     POST /api/room/take-back      takes deleted mail back
 *
 * Ids are those of JMAP.
 */
import * as z from 'zod/mini';
import { day } from './text.ts';

const email = z.string().check(z.regex(/^E[a-z0-9-]{1,40}$/));
const emails = z.array(email).check(z.minLength(1), z.maxLength(200));
const bytes = z.number();
/** ISO 8601, UTC. */
const instant = z.string();

export const roomReply = z.object({
  usedBytes: bytes,
  allowedBytes: bytes,
  /** The day it will be full if it goes on growing as in the last weeks; null: not foreseen. */
  fullOn: z.nullable(day),
  years: z.array(z.object({ year: z.number(), messages: z.number(), bytes })),
  /** The largest messages, the largest first. */
  heaviest: z.array(
    z.object({
      id: email,
      subject: z.string(),
      from: z.string(),
      receivedAt: instant,
      bytes,
      hasAttachment: z.boolean(),
    }),
  ),
  threads: z.array(z.object({ id: z.string(), subject: z.string(), messages: z.number(), bytes })),
  /** Copies to the byte of an older message: deleting them loses nothing. */
  duplicates: z.array(z.object({ id: email, bytes })),
  /** How long deleted mail can be taken back. */
  deletedDays: z.number(),
});
export type RoomReply = z.infer<typeof roomReply>;

export const archiveRequest = z.object({ year: z.number().check(z.int(), z.minimum(1970), z.maximum(9999)) });
export const archiveReply = z.object({ moved: z.number() });
export type ArchiveReply = z.infer<typeof archiveReply>;

export const attachmentsRequest = z.object({ emails });
/** Signed or encrypted messages, and those without attachments, are not among them. */
export const attachmentsReply = z.object({
  changed: z.array(z.object({ before: email, after: email, freed: bytes })),
});
export type AttachmentsReply = z.infer<typeof attachmentsReply>;

/** `after` and `at`: id and date of deletion of the last one of the page before. */
export const deletedQuery = z.object({ after: z.optional(email), at: z.optional(instant) });
export const deletedReply = z.object({
  emails: z.array(
    z.object({
      id: email,
      subject: z.string(),
      from: z.string(),
      receivedAt: instant,
      deletedAt: instant,
      bytes,
      /** Where it was; null: that folder is no more, and it would come back to the inbox. */
      folder: z.nullable(z.string()),
    }),
  ),
  more: z.boolean(),
});
export type DeletedReply = z.infer<typeof deletedReply>;

export const takeBackRequest = z.object({ emails });
export const takeBackReply = z.object({ taken: z.number() });
export type TakeBackReply = z.infer<typeof takeBackReply>;
