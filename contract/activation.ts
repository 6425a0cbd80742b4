/**
 * The first sign-in (R6–R8). `POST /api/activation/check` tries the letter and the proof, and opens nothing;
 * `POST /api/activation` asks for them again with the charter and the new password, and is the only act.
 */
import * as z from 'zod/mini';
import { identifier, password, proof } from './text.ts';

export const letter = z.object({ identifier, provisionalPassword: password, proof });
export type Letter = z.infer<typeof letter>;

export const checkReply = z.object({
  address: z.string(),
  givenName: z.string(),
  /** Characters a password must have at least: more for those who hold a role. */
  leastLength: z.number(),
});
export type CheckReply = z.infer<typeof checkReply>;

export const activationRequest = z.extend(letter, { charterAccepted: z.literal(true), newPassword: password });
export type ActivationRequest = z.infer<typeof activationRequest>;

export const activationReply = z.object({ address: z.string() });
export type ActivationReply = z.infer<typeof activationReply>;
