/**
 * The mail that waits to leave, for the console: `GET /api/queue` how it stands by domain, `POST /api/queue/waiting` what
 * waits and why, `/hold`, `/release`, `/retry`, `/drop` what can be done about it, `/free` an account that was held,
 * `/trace` the journey of one message, `GET /api/queue/reports` what other houses say of our mail. Looked at by support,
 * analysts and administrators of the whole house; acted upon by analysts and administrators.
 */
import * as z from 'zod/mini';

const instant = z.iso.datetime();
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(1000));
const why = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));

export const queueReply = z.object({
  domains: z.array(
    z.object({
      domain: z.string(),
      /** Recipients: in all, held, due now. */
      waiting: z.number(),
      held: z.number(),
      due: z.number(),
      oldest: instant,
    }),
  ),
});
export type QueueReply = z.infer<typeof queueReply>;

/** Which recipients are meant: every condition that is given must hold. */
export const selection = z.object({
  trace: z.optional(name),
  /** The address of the account that sent it. */
  account: z.optional(name),
  domain: z.optional(name),
  held: z.optional(z.boolean()),
});
export type QueueSelection = z.infer<typeof selection>;

/** Who acts on everything says so. */
const chosen = selection.check(
  z.refine(given => Object.values(given).some(value => value !== undefined), 'Say which messages'),
);
const some = z.union([z.object({ all: z.literal(true) }), chosen]);
export type QueueChoice = z.infer<typeof some>;

const place = z.object({ queueId: z.number(), position: z.number() });

/** A page of what waits; `after` is the `next` of the page before. */
export const waitingRequest = z.object({ selection, after: z.optional(place) });

export const waitingEntry = z.object({
  queueId: z.number(),
  position: z.number(),
  trace: z.string(),
  kind: z.enum(['submitted', 'arrived', 'forwarded', 'notice']),
  /** Empty for the null sender. */
  sender: z.string(),
  address: z.string(),
  domain: z.string(),
  bytes: z.number(),
  createdAt: instant,
  expiresAt: instant,
  dueAt: instant,
  /** Why it is held; null when it goes by itself. */
  held: z.nullable(z.string()),
  /** A node is sending it now. */
  underWay: z.boolean(),
  attempts: z.number(),
  lastAt: z.nullable(instant),
  /** What was last said of it: why it waits. */
  lastReply: z.nullable(z.string()),
});
export type WaitingEntry = z.infer<typeof waitingEntry>;

export const waitingReply = z.object({ waiting: z.array(waitingEntry), next: z.nullable(place) });
export type WaitingReply = z.infer<typeof waitingReply>;

/** `/release` and `/retry`; `/hold` and `/drop` say why, and it is told to whoever asks. */
export const queueAct = z.object({ selection: some });
export const explainedQueueAct = z.object({ selection: some, why });
export const freeRequest = z.object({ account: name });
/** Recipients it was done to. */
export const queueActReply = z.object({ recipients: z.number() });
export type QueueActReply = z.infer<typeof queueActReply>;

/** By trace or Message-ID. */
export const traceRequest = z.object({ name });

export const traceReply = z.object({
  steps: z.array(
    z.object({
      trace: z.string(),
      at: instant,
      event: z.string(),
      messageId: z.nullable(z.string()),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  waiting: z.array(waitingEntry),
});
export type TraceReply = z.infer<typeof traceReply>;

export const reportsReply = z.object({
  reports: z.array(
    z.object({
      kind: z.enum(['dmarc', 'tls']),
      organisation: z.string(),
      domain: z.string(),
      from: instant,
      to: instant,
      passed: z.number(),
      failed: z.number(),
    }),
  ),
});
export type ReportsReply = z.infer<typeof reportsReply>;
