/**
 * A forgotten password (R32): `POST /api/recovery` proves who one is and gives a ticket. Where it names second proofs, one
 * is given: `POST /api/recovery/code` sends a code outside the house and `/api/recovery/prove` takes it, or
 * `/api/recovery/passkey` takes the answer of a passkey. `POST /api/recovery/finish` sets the new password from the moment
 * that the ticket opens.
 */
import * as z from 'zod/mini';
import { webauthnAnswer } from './passkey.ts';
import { contactKind, day, identifier, password } from './text.ts';

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
  /** One of them is asked; empty where none is. `hint`: the contact with gaps, null for a passkey. */
  proofs: z.array(z.object({ kind: z.union([contactKind, z.literal('passkey')]), hint: z.nullable(z.string()) })),
});
export type RecoveryReply = z.infer<typeof recoveryReply>;

const ticket = z.string().check(z.minLength(1), z.maxLength(100));
export const recoveryCodeSend = z.object({ ticket, kind: contactKind });
export const recoveryProve = z.object({ ticket, code: z.string().check(z.minLength(1), z.maxLength(20)) });
export const recoveryPasskey = z.object({ ticket, response: webauthnAnswer });

export const recoveryFinish = z.object({
  ticket,
  newPassword: password,
});
export type RecoveryFinish = z.infer<typeof recoveryFinish>;

/** Answers that say no more than that it was done. */
export const done = z.object({ done: z.literal(true) });
