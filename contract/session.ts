/** `POST /api/session` signs in, `GET` tells who is in, `DELETE` signs out. The session itself is a cookie no script reads. */
import * as z from 'zod/mini';
import { identifier, password } from './text.ts';

export const signInRequest = z.object({
  identifier,
  password,
  code: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
});
export type SignInRequest = z.infer<typeof signInRequest>;

/** `second-factor`: the password was right and a code is needed: ask again with it. */
export const signInReply = z.object({ outcome: z.enum(['signed-in', 'second-factor']) });
export type SignInReply = z.infer<typeof signInReply>;

/** `next`: where the browser goes to leave the provider that vouched for the person; null where it stays here. */
export const signOutReply = z.object({ done: z.literal(true), next: z.nullable(z.string()) });
export type SignOutReply = z.infer<typeof signOutReply>;

/** Who is in; null where nobody is, which is no refusal. */
export const sessionReply = z.object({
  address: z.nullable(z.string()),
  /** The password must be renewed before anything else (R18). */
  renew: z.boolean(),
  /** A second factor must be set up before anything else. */
  enrol: z.boolean(),
});
export type SessionReply = z.infer<typeof sessionReply>;
