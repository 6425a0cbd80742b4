/** Shapes that several requests share. */
import * as z from 'zod/mini';

/** A sentence in both languages of the house. */
export const sentence = z.object({ fr: z.string(), en: z.string() });
export type Sentence = z.infer<typeof sentence>;

/** What every refused request answers, with a status from 400. `reason` is stable; the sentence is for the person. */
export const refusalReply = z.object({
  reason: z.string(),
  sentence,
  /** For `weak-password`: which rules are not met. */
  verdicts: z.optional(z.array(z.object({ rule: z.string(), sentence }))),
  /** For `slow-down`: seconds to wait. */
  retryAfter: z.optional(z.number()),
});
export type RefusalReply = z.infer<typeof refusalReply>;

/** Who signs in: the address, or what stands before its @. */
export const identifier = z.string().check(z.trim(), z.minLength(1), z.maxLength(254));

/** A password as typed: never trimmed, bounded so that hashing is. */
export const password = z.string().check(z.minLength(1), z.maxLength(200));

/** `YYYY-MM-DD`. */
export const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** A way to reach the person outside the house. */
export const contactKind = z.enum(['mail', 'phone']);
export type ContactKind = z.infer<typeof contactKind>;

/** What the person knows of themselves that a letter does not say. */
export const proof = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('numen'), numen: z.string().check(z.minLength(1), z.maxLength(40)) }),
  z.object({ kind: z.literal('birth-date'), birthDate: day }),
]);
export type Proof = z.infer<typeof proof>;
