/**
 * Leaving: what stops when, and one's own mail taken along. `POST /api/departure…`, signed in; the package itself is fetched
 * at the `url` of a link with `GET`, in as many pieces as needed (ranges), until the link expires or the account closes.
 */
import * as z from 'zod/mini';
import { sentence } from './text.ts';

const instant = z.iso.datetime();

export const packageReply = z.object({
  id: z.number(),
  state: z.enum(['asked', 'making', 'ready', 'failed']),
  messagesDone: z.number(),
  messagesTotal: z.number(),
  /** Octets of the zip, once it is ready. */
  bytes: z.number(),
  /** Hexadecimal; null until it is ready. */
  sha256: z.nullable(z.string()),
  askedAt: instant,
  expiresAt: instant,
});
export type PackageReply = z.infer<typeof packageReply>;

export const departureRequest = z.object({});
export const departureReply = z.object({
  /** Null where no last day is known. Days are `YYYY-MM-DD`. */
  plan: z.nullable(
    z.object({
      lastDay: z.string(),
      closesOn: z.string(),
      daysLeft: z.number(),
      /** From when the mailbox serves reading and exporting only; null in a house that lets people write to the end. */
      readOnlyFrom: z.nullable(z.string()),
    }),
  ),
  packages: z.array(packageReply),
});
export const packageLinkRequest = z.object({ id: z.number() });
export const packageLinkReply = z.object({ url: z.string(), until: instant });

/**
 * Mail brought from another house, by IMAP under TLS. The answer is one line of JSON a batch, then the last, as it goes;
 * begun again, it goes on where it stopped. The password is used and not kept.
 */
export const fetchRequest = z.object({
  host: z.string().check(z.trim(), z.regex(/^[A-Za-z0-9.-]{3,253}$/)),
  port: z.optional(z.number().check(z.int(), z.positive(), z.maximum(65_535))),
  user: z.string().check(z.trim(), z.minLength(1), z.maxLength(254)),
  password: z.string().check(z.minLength(1), z.maxLength(500)),
});
export const fetchProgress = z.object({
  added: z.number(),
  present: z.number(),
  leftOut: z.number(),
  /** Absent while it goes on. */
  end: z.optional(z.union([z.literal('done'), sentence])),
});
