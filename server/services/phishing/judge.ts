/**
 * The judge: is this message what it pretends to be? Rules in families, each pure over one look at the message and what
 * the house knows; no network, no database, no hour. Their weights add up, and every one that counted is told, in words
 * its reader understands. Time is linear in the message: no pattern backtracks, every list is bounded.
 */
import type { ParsedMessage } from '../../formats/message/parse.ts';
import type { Context } from './context.ts';
import { type Look, lookAt } from './look.ts';
import { attachments } from './rules/attachments.ts';
import { authenticity } from './rules/authenticity.ts';
import { blocked } from './rules/blocked.ts';
import type { Family, Finding } from './rules/finding.ts';
import { identity } from './rules/identity.ts';
import { links } from './rules/links.ts';
import { page } from './rules/page.ts';
import { pictures } from './rules/pictures.ts';
import { type RuleName, sentences } from './rules/sentences.ts';
import { weights } from './rules/weights.ts';
import { wording } from './rules/wording.ts';
import { levelOf, type Reason, type Verdict } from './verdict.ts';

export type Judged = { readonly verdict: Verdict; readonly look: Look };

/** In this order: later families may build on what earlier ones found. */
const families: readonly Family[] = [blocked, wording, identity, links, page, attachments, authenticity];

/** Judges a message once, for all its recipients. Never throws, whatever the bytes. */
export function judge(message: { bytes: Buffer; parsed: ParsedMessage }, context: Context): Judged {
  const look = lookAt(message.bytes, message.parsed);
  return { look, verdict: verdictOf(find(look, context)) };
}

/** The verdict once the codes in the message's pictures are known as well. */
export function judgeAgain(look: Look, codes: readonly string[], context: Context): Verdict {
  return verdictOf(find(look, context, codes));
}

/** Every rule that holds, once each. */
export function find(look: Look, context: Context, codes: readonly string[] = []): Finding[] {
  const found = new Map<RuleName, Finding>();
  const keep = (findings: Iterable<Finding>) => {
    for (const finding of findings) if (!found.has(finding.rule)) found.set(finding.rule, finding);
  };
  for (const family of families) keep(family(look, context, found));
  keep(pictures(codes, look, context));
  return [...found.values()];
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  const reasons = findings.map(reasonOf).sort((a, b) => b.weight - a.weight);
  const score = Math.max(
    0,
    reasons.reduce((sum, { weight }) => sum + weight, 0),
  );
  return { score, level: levelOf(score), reasons };
}

function reasonOf({ rule, detail = {} }: Finding): Reason {
  const fill = (text: string) => text.replace(/\{([a-z]+)\}/g, (_, name: string) => readable(detail[name] ?? ''));
  return { rule, weight: weights[rule], fr: fill(sentences[rule].fr), en: fill(sentences[rule].en) };
}

/** Somebody else's text within ours: one short line, nothing that turns the writing around. */
function readable(text: string): string {
  const line = text.replace(/[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f]+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79).toWellFormed()}…` : line;
}
