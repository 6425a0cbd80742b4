/**
 * Against phishing. For the analyst's desk, `POST /api/phishing/…`: `queue` the campaigns that wait or were decided,
 * `campaign` one of them in a form that can do no harm, `recipients` who got it and what they did, `settle` the verdict and
 * all that follows in one act, `restore` undoes a pull-back, `blocks`, `block`, `unblock`, `figures` a year without names,
 * `exercises`, `exercise`, `held` and `free` accounts that were held. For everybody: `insist` tells that somebody insisted
 * on a held link or answer, `take-back` undoes one's own report. `GET /lecon/…` is where the link of an exercise leads.
 */
import * as z from 'zod/mini';

const instant = z.iso.datetime();
const id = z.number().check(z.positive());
const value = z.string().check(z.trim(), z.minLength(1), z.maxLength(320));

export const campaignVerdict = z.enum(['phishing', 'spam', 'harmless', 'exercise']);
export type CampaignVerdict = z.infer<typeof campaignVerdict>;

/** Null: those that wait. */
export const queueRequest = z.object({ verdict: z.nullable(campaignVerdict) });
export const campaignRequest = z.object({ id });

export const campaignEntry = z.object({
  id: z.number(),
  subject: z.string(),
  sender: z.string(),
  openedAt: instant,
  lastAt: instant,
  reports: z.number(),
  verdict: z.nullable(campaignVerdict),
  decidedAt: z.nullable(instant),
});
export type CampaignEntry = z.infer<typeof campaignEntry>;
export const queueReply = z.object({ campaigns: z.array(campaignEntry) });
export type PhishingQueueReply = z.infer<typeof queueReply>;

const reason = z.object({ rule: z.string(), weight: z.number(), fr: z.string(), en: z.string() });
export type PhishingReason = z.infer<typeof reason>;

export const block = z.object({ kind: z.enum(['sender', 'domain', 'link', 'fingerprint']), value });
export type PhishingBlock = z.infer<typeof block>;

export const safeMessage = z.object({
  fields: z.array(z.object({ name: z.string(), value: z.string(), fr: z.string(), en: z.string() })),
  plain: z.string(),
  /** What a reader sees of the page, as words; null where there is none. */
  page: z.nullable(z.string()),
  /** Written, never to be followed. `shown`: the host its words show, where that is another. */
  links: z.array(z.object({ href: z.string(), host: z.string(), shown: z.nullable(z.string()), known: z.boolean() })),
  files: z.array(z.object({ name: z.string(), kind: z.string(), dangers: z.array(reason) })),
  reasons: z.array(reason),
  score: z.number(),
  level: z.string(),
});
export type SafeMessage = z.infer<typeof safeMessage>;

export const campaignReply = z.object({
  campaign: campaignEntry,
  /** Null where its bytes are gone. */
  message: z.nullable(safeMessage),
  /** What a pull-back would take now. */
  reach: z.object({ accounts: z.number(), messages: z.number() }),
  pullBacks: z.array(z.object({ id: z.number(), removedAt: instant, restoredAt: z.nullable(instant) })),
  /** What would shut it out. */
  proposed: z.array(block),
});
export type CampaignReply = z.infer<typeof campaignReply>;

export const recipientEntry = z.object({
  accountId: z.number(),
  address: z.nullable(z.string()),
  opened: z.boolean(),
  answered: z.boolean(),
  followed: z.boolean(),
  reported: z.boolean(),
  warned: z.boolean(),
  /** The mail is still in a mailbox of theirs. */
  present: z.boolean(),
});
export type RecipientEntry = z.infer<typeof recipientEntry>;
export const recipientsReply = z.object({ recipients: z.array(recipientEntry) });
export type RecipientsReply = z.infer<typeof recipientsReply>;

export const settleRequest = z.object({
  id,
  verdict: z.enum(['phishing', 'spam', 'harmless']),
  pullBack: z.boolean(),
  blocks: z.array(block).check(z.maxLength(50)),
  /** Tell every reporter what it was. */
  answer: z.boolean(),
  /** Tell every recipient who answered or followed a link. */
  warn: z.boolean(),
  /** Accounts that must choose a new password. */
  passwords: z.array(id).check(z.maxLength(1000)),
});
export type SettleRequest = z.infer<typeof settleRequest>;
export const settleReply = z.object({
  pulledBack: z.nullable(z.object({ id: z.number(), accounts: z.number(), messages: z.number() })),
  blocked: z.number(),
  answered: z.number(),
  warned: z.number(),
  passwordsAsked: z.number(),
});
export type SettleReply = z.infer<typeof settleReply>;

export const restoreRequest = z.object({ id, pullBack: id });
export const restoreReply = z.object({ accounts: z.number(), messages: z.number() });

export const blocksReply = z.object({
  blocks: z.array(z.extend(block, { blockedAt: instant, campaignId: z.nullable(z.number()) })),
});
export type BlocksReply = z.infer<typeof blocksReply>;

/** Numbers of people that are too small to name nobody are null. */
export const figuresRequest = z.object({ year: z.number().check(z.int(), z.minimum(2000), z.maximum(2200)) });
export const figuresReply = z.object({
  reports: z.number(),
  reporters: z.nullable(z.number()),
  campaigns: z.object({
    phishing: z.number(),
    spam: z.number(),
    harmless: z.number(),
    exercise: z.number(),
    open: z.number(),
  }),
  pulledBack: z.number(),
  reacted: z.nullable(z.number()),
  medianMinutes: z.nullable(z.number()),
});
export type FiguresReply = z.infer<typeof figuresReply>;

export const exerciseTemplate = z.enum(['quota', 'parcel', 'payslip']);
export const exercisePopulation = z.enum(['titulaire', 'stagiaire', 'atss', 'direction', 'contractuel']);
/** `population` null: everybody. */
export const exerciseRequest = z.object({ template: exerciseTemplate, population: z.nullable(exercisePopulation) });
export type ExerciseRequest = z.infer<typeof exerciseRequest>;
export const exerciseReply = z.object({ sent: z.number() });
export const exercisesReply = z.object({
  exercises: z.array(
    z.object({
      id: z.number(),
      template: z.string(),
      population: z.nullable(z.string()),
      sentAt: instant,
      sent: z.number(),
      followed: z.nullable(z.number()),
      reported: z.nullable(z.number()),
    }),
  ),
});
export type ExercisesReply = z.infer<typeof exercisesReply>;

export const heldReply = z.object({
  accounts: z.array(
    z.object({ accountId: z.number(), address: z.nullable(z.string()), since: instant, why: z.string() }),
  ),
});
export type HeldReply = z.infer<typeof heldReply>;
export const freeHeldRequest = z.object({ accountId: id });

/** Of acts that have nothing to tell. */
export const doneReply = z.object({ done: z.literal(true) });

/** An email by its JMAP id. */
const emailName = z.string().check(z.regex(/^E[0-9a-z]+-[0-9a-z]+$/), z.maxLength(40));
export const insistRequest = z.object({ email: emailName, kind: z.enum(['followed', 'answered']) });
export const takeBackRequest = z.object({ emails: z.array(emailName).check(z.minLength(1), z.maxLength(50)) });
export const takeBackReply = z.object({ restored: z.number() });
