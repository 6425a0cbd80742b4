/** Offices that own a mailbox, and who holds them on which days. `POST /api/posts/…`, signed in. */
import * as z from 'zod/mini';
import { day } from './text.ts';

const uai = z.string().check(z.trim(), z.regex(/^\d{7}[A-Za-z]$/));
/** Reads; reads and answers; answers, and names who else does. */
export const postPart = z.enum(['reader', 'answerer', 'manager']);

export const holdersRequest = z.object({ uai });
export const holdersReply = z.object({
  holders: z.array(
    z.object({
      id: z.number(),
      uai: z.string(),
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
  accountId: z.number().check(z.positive()),
  part: postPart,
  firstDay: z.optional(day),
  lastDay: z.optional(z.nullable(day)),
});
export const holderEnd = z.object({ id: z.number() });
