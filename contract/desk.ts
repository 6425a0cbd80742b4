/**
 * Who stands at the desk or the console, and what both show beside `contract/support.ts`: `GET /api/desk`, then
 * `POST /api/desk/…` and `/api/journal/…`, signed in.
 */
import * as z from 'zod/mini';
import { eventReply } from './account.ts';
import { foundReply, roleName } from './support.ts';
import { contactKind } from './text.ts';

const instant = z.iso.datetime();

/** Acts a page may offer: the rows of the house's table of permissions. */
export const deskAct = z.enum([
  'see',
  'see-sign-ins',
  'see-contacts',
  'print-letters',
  'hand-letter',
  'hand-code',
  'suspend',
  'reopen',
  'close',
  'grant-role',
  'settle-feed',
  'name-holders',
  'read-journal',
  'look-at-queue',
  'settle-queue',
]);
export type DeskAct = z.infer<typeof deskAct>;

export const school = z.object({ uai: z.string(), name: z.string(), town: z.string() });
export type School = z.infer<typeof school>;

/** Who asks, their roles, and where each act reaches: '' is the whole house, else a school. Empty roles are no refusal. */
export const deskReply = z.object({
  accountId: z.number(),
  address: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  roles: z.array(z.object({ role: roleName, uai: z.string() })),
  /** The schools of those roles. */
  schools: z.array(school),
  acts: z.array(z.object({ act: deskAct, over: z.array(z.string()) })),
});
export type DeskReply = z.infer<typeof deskReply>;

/** Schools by letters of their name or town, or by UAI; at most thirty. */
export const schoolsRequest = z.object({ words: z.string().check(z.trim(), z.maxLength(100)) });
export const schoolsReply = z.object({ schools: z.array(school) });

/** What the desk sees of somebody. What the asker's role does not let them see is null. */
export const cardReply = z.object({
  person: foundReply,
  schools: z.array(school),
  letterHandedAt: z.nullable(instant),
  /** The owner holds a role: what opens the account takes two persons. */
  byTwo: z.boolean(),
  secondFactor: z.boolean(),
  passwordSetAt: z.nullable(instant),
  events: z.nullable(z.array(eventReply)),
  /** Where the person can be reached outside the house. */
  contacts: z.nullable(z.array(z.object({ kind: contactKind, value: z.string(), proven: z.boolean() }))),
});
export type CardReply = z.infer<typeof cardReply>;

const person = z.object({
  accountId: z.number(),
  givenName: z.string(),
  familyName: z.string(),
  address: z.nullable(z.string()),
});

/** The journal of acts, newest first; `before`: the `seq` a page ends at. */
export const journalRequest = z.object({
  before: z.optional(z.number().check(z.positive())),
  subject: z.optional(z.number().check(z.positive())),
});
export const journalReply = z.object({
  acts: z.array(
    z.object({
      seq: z.number(),
      at: instant,
      kind: z.string(),
      /** `console`, `house` or a person. */
      actor: z.union([z.enum(['console', 'house']), person]),
      subject: z.nullable(person),
      facts: z.record(z.string(), z.unknown()),
      /** In people's words; null where there were none or they have been forgotten. */
      words: z.nullable(z.record(z.string(), z.string())),
      hash: z.string(),
    }),
  ),
  more: z.boolean(),
});
export type JournalReply = z.infer<typeof journalReply>;

/** The whole chain walked from its beginning. */
export const verdictReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('whole'),
    acts: z.number(),
    forgotten: z.number(),
    head: z.object({ seq: z.number(), hash: z.string() }),
  }),
  z.object({ kind: z.literal('broken'), seq: z.number(), why: z.enum(['missing', 'changed', 'personal', 'head']) }),
]);
export type VerdictReply = z.infer<typeof verdictReply>;
