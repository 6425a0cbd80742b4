/**
 * A forgotten password (R32): `POST /api/recovery` proves who one is and gives a ticket, `POST /api/recovery/finish` sets
 * the new password from the moment that the ticket opens.
 */
import * as z from 'zod/mini';
import { day, identifier, password } from './text.ts';

const known = { identifier, birthDate: day };
/** The NUMEN, or for those who have none the code that the secretary handed over (R33). */
export const recoveryRequest = z.union([
  z.object({ ...known, numen: z.string().check(z.minLength(1), z.maxLength(40)) }),
  z.object({ ...known, code: z.string().check(z.minLength(1), z.maxLength(40)) }),
]);
export type RecoveryRequest = z.infer<typeof recoveryRequest>;

export const recoveryReply = z.object({
  ticket: z.string(),
  opensAt: z.iso.datetime(),
  waits: z.boolean(),
  leastLength: z.number(),
});
export type RecoveryReply = z.infer<typeof recoveryReply>;

export const recoveryFinish = z.object({
  ticket: z.string().check(z.minLength(1), z.maxLength(100)),
  newPassword: password,
});
export type RecoveryFinish = z.infer<typeof recoveryFinish>;

/** Answers that say no more than that it was done. */
export const done = z.object({ done: z.literal(true) });
