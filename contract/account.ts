/** The person's own account: `GET /api/account`, and what can be changed there. Signed in only. */
import * as z from 'zod/mini';
import { contactKind, password } from './text.ts';

const instant = z.iso.datetime();

export const eventReply = z.object({
  at: instant,
  kind: z.string(),
  door: z.nullable(z.string()),
  network: z.nullable(z.string()),
  /** What the browser said it is; null for mail programs and acts of the house. */
  client: z.nullable(z.string()),
});
export type EventReply = z.infer<typeof eventReply>;

export const accountReply = z.object({
  address: z.string(),
  aliases: z.array(z.string()),
  givenName: z.string(),
  familyName: z.string(),
  function: z.string(),
  roles: z.array(z.object({ role: z.string(), uai: z.string() })),
  passwordSetAt: z.nullable(instant),
  /** The last day the account works, `YYYY-MM-DD`; null where no departure is known. */
  closesOn: z.nullable(z.string()),
  leastLength: z.number(),
  secondFactor: z.boolean(),
  /** Until when a second factor that the house demands may wait; null where none is due. */
  factorDueAt: z.nullable(instant),
  /** Once a year old, the password shuts mail programs out; else its owner is only asked to change it. */
  renewalForced: z.boolean(),
  /** A recovery somebody asked for, and from when it could set a password. */
  recoveryOpensAt: z.nullable(instant),
  /** Where the person can be reached outside the house. A telephone that is not proven serves the support alone. */
  contacts: z.array(z.object({ kind: contactKind, value: z.string(), proven: z.boolean() })),
  /** The house can text: a telephone is proven by a code. */
  texts: z.boolean(),
  sessions: z.array(
    z.object({
      id: z.number(),
      openedAt: instant,
      seenAt: instant,
      network: z.string(),
      client: z.string(),
      here: z.boolean(),
    }),
  ),
  appPasswords: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      scopes: z.array(z.string()),
      createdAt: instant,
      usedAt: z.nullable(instant),
      network: z.nullable(z.string()),
    }),
  ),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: instant, usedAt: z.nullable(instant) })),
  events: z.array(eventReply),
  quota: z.object({ usedBytes: z.number(), allowedBytes: z.number() }),
  /** Other services of the house, opened with the same address. */
  applications: z.array(z.object({ name: z.string(), uri: z.string() })),
});
export type AccountReply = z.infer<typeof accountReply>;

export const passwordChange = z.object({ current: password, newPassword: password });

const again = z.optional(password);

/** `password`: where the session is older than a quarter of an hour (`prove-again`). */
export const contactBegin = z.object({
  kind: contactKind,
  value: z.string().check(z.trim(), z.minLength(1), z.maxLength(254)),
  password: again,
});
/** `kept`: no code was sent, none is needed. */
export const contactBegun = z.object({ kept: z.boolean() });
export const contactConfirm = z.object({ kind: contactKind, code: z.string().check(z.minLength(1), z.maxLength(20)) });
export const contactRemove = z.object({ kind: contactKind, password: again });

export const sessionEnd = z.object({ which: z.union([z.number(), z.literal('others')]) });

export const scopes = ['imap', 'submission', 'sieve', 'jmap', 'dav'] as const;
export const appPasswordRequest = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  scopes: z.array(z.enum(scopes)).check(z.minLength(1), z.maxLength(scopes.length)),
});
export const appPasswordReply = z.object({ password: z.string() });
export const appPasswordRevoke = z.object({ id: z.number() });

export const secondFactorBegin = z.object({});
/** `qr`: the uri as a picture, one path over a square of `size` units. */
export const secondFactorSecret = z.object({
  secret: z.string(),
  uri: z.string(),
  qr: z.object({ size: z.number(), path: z.string() }),
});
export const secondFactorCode = z.object({ code: z.string().check(z.minLength(1), z.maxLength(40)) });
export const recoveryCodes = z.object({ codes: z.array(z.string()) });
