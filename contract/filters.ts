/**
 * Filters: rules made with the mouse, and scripts written by hand. Both live in the person's Sieve scripts (rfc/5228); the
 * rules are a part of the active one.
 *
 *     GET  /api/filters                     the rules, and the names of the scripts
 *     POST /api/filters/rules               puts these rules in the place of the former ones
 *     POST /api/filters/preview             what a rule would touch of the mail that is there
 *     POST /api/filters/run                 does it to these messages
 *     POST /api/filters/undo                takes a run back
 *     GET  /api/filters/script?name=        the text of a script
 *     POST /api/filters/script              checks a script, and keeps it unless told otherwise
 *     POST /api/filters/script/activate     makes a script the active one; null: none
 *     POST /api/filters/script/remove       removes one that is not active
 */
import * as z from 'zod/mini';
import { sentence } from './text.ts';

const line = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));
const values = z.array(line).check(z.minLength(1), z.maxLength(50));
const not = z.optional(z.boolean());

export const textMatches = ['contains', 'is', 'begins', 'ends'] as const;
export const textFields = ['from', 'to', 'cc', 'recipient', 'subject'] as const;
const match = z.enum(textMatches);

export const condition = z.discriminatedUnion('kind', [
  z.object({ not, kind: z.enum(textFields), match, values }),
  z.object({
    not,
    kind: z.literal('header'),
    name: z.string().check(z.trim(), z.regex(/^[!-9;-~]{1,76}$/)),
    match,
    values,
  }),
  z.object({ not, kind: z.literal('body'), values }),
  z.object({
    not,
    kind: z.literal('size'),
    than: z.enum(['over', 'under']),
    bytes: z.number().check(z.int(), z.minimum(1), z.maximum(1e9)),
  }),
  z.object({ not, kind: z.enum(['list', 'attachment']) }),
  z.object({ not, kind: z.literal('spam'), least: z.number().check(z.int(), z.minimum(1), z.maximum(10)) }),
]);
export type ConditionShape = z.infer<typeof condition>;

export const ruleAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['move', 'copy']), mailbox: z.string().check(z.minLength(1), z.maxLength(250)) }),
  /** Flags with their backslash, keywords without. */
  z.object({
    kind: z.literal('mark'),
    flags: z.array(z.string().check(z.regex(/^\\?[A-Za-z0-9$_-]{1,60}$/))).check(z.minLength(1), z.maxLength(10)),
  }),
  z.object({ kind: z.literal('forward'), address: z.string().check(z.trim(), z.email()), keep: z.boolean() }),
  z.object({ kind: z.literal('discard') }),
  z.object({ kind: z.literal('refuse'), reason: z.string().check(z.minLength(1), z.maxLength(1000)) }),
]);
export type RuleActionShape = z.infer<typeof ruleAction>;

export const rule = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,40}$/)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  enabled: z.boolean(),
  when: z.enum(['all', 'any']),
  conditions: z.array(condition).check(z.maxLength(30)),
  actions: z.array(ruleAction).check(z.minLength(1), z.maxLength(10)),
  /** No rule after this one is looked at once it has held. */
  last: z.boolean(),
});
export type RuleShape = z.infer<typeof rule>;

export const filtersReply = z.object({
  rules: z.array(rule),
  /** The script the rules stand in; null where there is none yet. */
  script: z.nullable(z.string()),
  /** There is more in it, written by hand. */
  byHand: z.boolean(),
  /** Somebody has changed the rules in the text: they can be made anew, beside what is there. */
  edited: z.boolean(),
  scripts: z.array(z.object({ name: z.string(), active: z.boolean(), bytes: z.number() })),
  /** Whether filters may forward mail outside the house. */
  forwardsOutside: z.boolean(),
  domains: z.array(z.string()),
});
export type FiltersReply = z.infer<typeof filtersReply>;

export const rulesRequest = z.object({ rules: z.array(rule).check(z.maxLength(100)) });

/** What is wrong with a script, and where; lines and columns count from 1. */
const fault = z.object({ line: z.number(), column: z.number(), sentence });
export type FaultShape = z.infer<typeof fault>;
export const scriptReply = z.object({ kept: z.boolean(), faults: z.array(fault), warnings: z.array(fault) });
export type ScriptReply = z.infer<typeof scriptReply>;

/** `mailbox`: its id of JMAP. */
const mailbox = z.string().check(z.regex(/^M[a-z0-9-]{1,40}$/));
export const previewRequest = z.object({ mailbox, rule, after: z.number() });
export const previewReply = z.object({
  uids: z.array(z.number()),
  /** The newest of these messages, as many as are shown, by their ids of JMAP. */
  emails: z.array(z.string()),
  looked: z.number(),
  /** Where the next preview goes on; null: all was looked at. */
  after: z.nullable(z.number()),
  /** Kinds of actions that are not done to old mail. */
  passedOver: z.array(z.string()),
});
export type PreviewReply = z.infer<typeof previewReply>;
export const runRequest = z.object({ mailbox, rule, uids: z.array(z.number()).check(z.maxLength(2000)) });
export const runReply = z.object({ run: z.string(), messages: z.number() });
export const undoRequest = z.object({ run: z.string().check(z.maxLength(40)) });
export const undoReply = z.object({ undone: z.boolean() });

const scriptName = z.string().check(z.minLength(1), z.maxLength(512));
export const scriptQuery = z.object({ name: scriptName });
export const scriptText = z.object({ text: z.string() });
export const scriptRequest = z.object({ name: scriptName, text: z.string(), keep: z.boolean() });
export const activateRequest = z.object({ name: z.nullable(scriptName) });
export const removeRequest = z.object({ name: scriptName });
export const doneReply = z.object({ done: z.boolean() });
