/**
 * Passkeys. What the browser is asked, and what it answers, are WebAuthn's own JSON: checked by the server's library, so
 * passed on whole here.
 */
import * as z from 'zod/mini';

export const webauthnJson = z.looseObject({});

/** An answer of the browser: its `id` is the credential's. */
export const webauthnAnswer = z.looseObject({ id: z.string().check(z.minLength(1), z.maxLength(1400)) });

export const passkeyMade = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  response: webauthnAnswer,
});
export const passkeyAnswer = z.object({ response: webauthnAnswer });
export const passkeyRemove = z.object({ id: z.string().check(z.minLength(1), z.maxLength(1400)) });
