/** What the judge says of a message: how much, and why, in words its reader understands. */
import type { RuleName } from './rules/sentences.ts';

/** From the least to the gravest. */
export const levels = ['none', 'caution', 'suspect', 'strong'] as const;
export type Level = (typeof levels)[number];

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

/**
 * The verdict as a header field for programs that know nothing of us: `X-Phishing-Verdict: suspect; score=82;
 * rules=threat-account,link-look-alike`. ASCII, one line, ended by CRLF; empty where there is nothing to say.
 */
export function verdictField({ level, score, reasons }: Verdict): string {
  if (level === 'none') return '';
  const rules = reasons.filter(({ weight }) => weight > 0).map(({ rule }) => rule);
  return `X-Phishing-Verdict: ${level}; score=${score};\r\n\trules=${rules.slice(0, 12).join(',')}\r\n`;
}
