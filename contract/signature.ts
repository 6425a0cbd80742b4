/** The signature (R24): filled from the directory. `GET` and `POST /api/signature`, signed in. */
import * as z from 'zod/mini';

/** As the server keeps it: at most `ownLines.most` lines of `ownLines.length` characters. */
export const ownLines = { most: 4, length: 100 } as const;

export const signatureChoice = z.object({
  /** One's own lines, each ended by a line feed. */
  lines: z.string().check(z.maxLength(1000)),
  /** Whether the server signs what leaves a phone or a program unsigned. */
  added: z.boolean(),
});
export type SignatureChoice = z.infer<typeof signatureChoice>;

export const signatureReply = z.object({
  /** Null: the directory does not know enough of this account. */
  signature: z.nullable(z.object({ text: z.string(), html: z.string() })),
  lines: z.string(),
  added: z.boolean(),
  /** Whether the house lets the server add signatures at all. */
  serverSigns: z.boolean(),
});
export type SignatureReply = z.infer<typeof signatureReply>;
