/** What the judge says of a message: how much, and why, in words its reader understands. */
import type { RuleName } from './rules/sentences.ts';

export type Level = 'none' | 'caution' | 'suspect' | 'strong';

/** `weight` is below zero where the reason speaks for the message. */
export type Reason = { readonly rule: RuleName; readonly weight: number; readonly fr: string; readonly en: string };

/** `score` is the sum of the weights, never below zero; the heaviest reason comes first. */
export type Verdict = { readonly score: number; readonly level: Level; readonly reasons: readonly Reason[] };

/** From these scores on. */
export const thresholds = { caution: 50, suspect: 75, strong: 110 } as const;

export function levelOf(score: number): Level {
  if (score >= thresholds.strong) return 'strong';
  if (score >= thresholds.suspect) return 'suspect';
  return score >= thresholds.caution ? 'caution' : 'none';
}
