import type { Context } from '../context.ts';
import type { Look } from '../look.ts';
import type { RuleName } from './sentences.ts';

/** A rule that holds, with what fills its sentence. */
export type Finding = { readonly rule: RuleName; readonly detail?: Readonly<Record<string, string>> };

/** What earlier families found, for those that build on it. */
export type Findings = { has(rule: RuleName): boolean };

/** A family of rules: pure, linear in what the look holds. */
export type Family = (look: Look, context: Context, earlier: Findings) => Generator<Finding>;
