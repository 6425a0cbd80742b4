/**
 * Corrects the weights of the judge's rules on examples: least squares over the examples on the wrong side, that start from the weights chosen by hand
 * and pays for every step away from them, so that a rule moves only as far as the examples ask. A rule against a message
 * never gets a weight for it, nor the other way round: every reason shown stays a reason.
 */
import type { RuleName } from '../../server/services/phishing/rules/sentences.ts';
import { thresholds } from '../../server/services/phishing/verdict.ts';

export type Example = { readonly rules: readonly RuleName[]; readonly phishing: boolean };

/** Points by which examples should be on their side of the threshold; those that are ask for nothing. */
const margin = 8;
/** How dear a step away from the chosen weight is. */
const stiffness = 1;

export function learn(
  examples: readonly Example[],
  start: Readonly<Record<RuleName, number>>,
): Record<RuleName, number> {
  const learnt = { ...start };
  const rules = Object.keys(start) as RuleName[];
  for (let round = 0; round < 3000; round++) {
    const slope = new Map<RuleName, number>();
    for (const { rules: held, phishing } of examples) {
      const score = Math.max(
        0,
        held.reduce((sum, rule) => sum + learnt[rule], 0),
      );
      const aim = thresholds.caution + (phishing ? margin : -margin);
      const error = phishing ? Math.min(0, score - aim) / margin : Math.max(0, score - aim) / margin;
      if (error === 0) continue;
      for (const rule of held) slope.set(rule, (slope.get(rule) ?? 0) + error);
    }
    for (const rule of rules) {
      const back = (learnt[rule] - start[rule]) * stiffness;
      const moved = learnt[rule] - 0.02 * ((slope.get(rule) ?? 0) + back);
      learnt[rule] = start[rule] < 0 ? Math.min(-1, moved) : Math.max(1, moved);
    }
  }
  return Object.fromEntries(rules.map(rule => [rule, Math.round(learnt[rule])])) as Record<RuleName, number>;
}
