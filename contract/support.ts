/**
 * What the secretary of a school, its référent, the support, the analyst and the administrator do for others' accounts: find
 * people, say why an account is as it is, letters, one-time codes, suspend and reopen. `POST /api/support/…`, signed in; who
 * may do what is the house's table of permissions.
 */
import * as z from 'zod/mini';
import { day, sentence } from './text.ts';

const instant = z.iso.datetime();
const accountId = z.number().check(z.positive());
const uai = z.string().check(z.trim(), z.regex(/^\d{7}[A-Za-z]$/));
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/** How the identity of somebody at the desk was checked. */
export const identity = z.enum(['identity-card', 'passport', 'residence-permit', 'professional-card', 'known']);

/** `uai` narrows to a school; who holds a role over a school alone must say which. */
export const findRequest = z.object({ words, uai: z.optional(uai) });
export const accountRequest = z.object({ accountId });
export const suspendRequest = z.object({ accountId, reason: words });
export const identityRequest = z.object({ accountId, identity });

export const foundReply = z.object({
  accountId: z.number(),
  address: z.nullable(z.string()),
  givenName: z.string(),
  familyName: z.string(),
  population: z.string(),
  function: z.string(),
  schools: z.array(z.string()),
  state: z.string(),
  /** One or two sentences to be read aloud: what state the account is in, and why. */
  why: sentence,
  firstDay: z.string(),
  lastDay: z.nullable(z.string()),
  closesOn: z.nullable(z.string()),
  activatedAt: z.nullable(instant),
  letterUntil: z.nullable(instant),
  usedBytes: z.number(),
  allowedBytes: z.number(),
});
export type FoundReply = z.infer<typeof foundReply>;
export const findReply = z.object({ people: z.array(foundReply) });

/** Shown once: it is kept as a hash only. */
export const codeReply = z.object({ code: z.string(), until: instant });

export const lettersRequest = z.union([z.object({ uai }), z.object({ since: day }), z.object({ accountId })]);
export const schoolRequest = z.object({ uai });
export const waitingLettersReply = z.object({
  letters: z.array(z.object({ accountId: z.number(), givenName: z.string(), familyName: z.string(), madeAt: instant })),
});

/** Roles with their days; `uai` is '' for one over the whole house. */
export const roleName = z.enum(['secretary', 'referent', 'support', 'analyst', 'administrator']);
export const rolesRequest = z.object({ accountId: z.optional(accountId) });
export const rolesReply = z.object({
  roles: z.array(
    z.object({
      id: z.number(),
      accountId: z.number(),
      givenName: z.string(),
      familyName: z.string(),
      role: roleName,
      uai: z.string(),
      firstDay: z.string(),
      lastDay: z.nullable(z.string()),
    }),
  ),
});
export const roleGrant = z.object({
  accountId,
  role: roleName,
  uai: z.optional(uai),
  firstDay: z.optional(day),
  lastDay: z.optional(z.nullable(day)),
});
export const roleRevoke = z.object({ id: z.number() });

/** What takes two persons: one proposes, another confirms. */
export const twoPersonAct = z.enum(['reopen', 'reinstate', 'hand-code', 'grant-administrator', 'revoke-administrator']);
export const proposalRequest = z.object({
  act: twoPersonAct,
  accountId,
  /** Why, for the second person and the journal. */
  reason: words,
  identity: z.optional(identity),
  firstDay: z.optional(day),
  lastDay: z.optional(day),
});
export const proposalNumber = z.object({ id: z.number() });
export const proposalsReply = z.object({
  proposals: z.array(
    z.object({
      id: z.number(),
      act: z.string(),
      accountId: z.number(),
      /** Whom it is about, and who asked. */
      subject: z.string(),
      proposer: z.string(),
      reason: z.string(),
      identity: z.nullable(z.string()),
      firstDay: z.nullable(z.string()),
      lastDay: z.nullable(z.string()),
      proposedBy: z.number(),
      proposedAt: instant,
      expiresAt: instant,
    }),
  ),
});
/** `code`: where the act makes one, shown this once to whoever confirmed. */
export const confirmedReply = z.object({ done: z.literal(true), code: z.nullable(codeReply) });
