/** Offices that own a mailbox, and who holds them on which days. `POST /api/posts/…`, signed in. */
import * as z from 'zod/mini';
import { day } from './text.ts';

const uai = z.string().check(z.trim(), z.regex(/^\d{7}[A-Za-z]$/));
/** Reads; reads and answers; answers, and names who else does. */
export const postPart = z.enum(['reader', 'answerer', 'manager']);

/** Absent: the office of the school. Also the beginning of the post's address. */
const kind = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,40}$/));

export const holdersRequest = z.object({ uai, kind: z.optional(kind) });
export const holdersReply = z.object({
  holders: z.array(
    z.object({
      id: z.number(),
      uai: z.string(),
      kind: z.string(),
      accountId: z.nullable(z.number()),
      givenName: z.string(),
      familyName: z.string(),
      part: postPart,
      firstDay: z.string(),
      lastDay: z.nullable(z.string()),
      /** As the directory has it: only HR ends it. */
      byRule: z.boolean(),
    }),
  ),
});
export const holderName = z.object({
  uai,
  kind: z.optional(kind),
  accountId: z.number().check(z.positive()),
  part: postPart,
  firstDay: z.optional(day),
  lastDay: z.optional(z.nullable(day)),
});
export const holderEnd = z.object({ id: z.number() });

/** Every post of a school, and those that are no more. */
export const postsRequest = z.object({ uai });
export const postOpen = z.object({
  uai,
  kind,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  /** The post's own room, in octets. */
  allowedBytes: z.optional(z.number().check(z.positive())),
});
export const postAbolish = z.object({ uai, kind });

/** What a post holds for whoever takes it over. */
export const handoverRequest = z.object({ uai, kind: z.optional(kind) });

/** A conversation of a mailbox that several read. */
const conversation = z.object({ accountId: z.number().check(z.positive()), threadId: z.number().check(z.positive()) });
export const conversationRequest = conversation;
/** Said again every 30 seconds while an answer is being written; false when it is sent or given up. */
export const composingRequest = z.extend(conversation, { writing: z.boolean() });
export const assignRequest = z.extend(conversation, { to: z.nullable(z.number().check(z.positive())) });
export const doneRequest = z.extend(conversation, { done: z.boolean() });
export const noteRequest = z.extend(conversation, {
  words: z.string().check(z.trim(), z.minLength(1), z.maxLength(4000)),
});

/** One's own folders, lent until a day, or (null) while one is away. */
export const lendRequest = z.object({
  mailbox: z.string().check(z.minLength(1), z.maxLength(250)),
  to: z.string().check(z.trim(), z.minLength(3), z.maxLength(254)),
  /** Letters of RFC 4314, without `a`. */
  rights: z.string().check(z.regex(/^[lrswipkxte]+$/)),
  until: z.nullable(day),
});
export const takeBackRequest = z.pick(lendRequest, { mailbox: true, to: true });
