import { compileMatcher } from '../match.ts';
import { hasTag, matchTags, type TestShape, template } from '../shape.ts';

/** 0 when nobody judged, else from 1 (clear of suspicion) to 10, or a percentage. rfc/5235#3.2 */
export const spamtest: TestShape = {
  name: 'spamtest',
  needs: ['spamtest'],
  tags: { ...matchTags, ':percent': { needs: ['spamtestplus'] } },
  operands: [{ kind: 'string' }],
  compile(call) {
    const matches = compileMatcher(call, [template(call, 0)]);
    const percent = hasTag(call, ':percent');
    const counts = call.tags.has(':count');
    return run => {
      const judged = run.environment.spamPercent;
      if (judged === null) return matches(run, counts ? [] : ['0']);
      const within = Math.max(0, Math.min(100, judged));
      return matches(run, [String(percent ? Math.round(within) : 1 + Math.floor((within * 9) / 100))]);
    };
  },
};

/** 0 when nobody looked, 1 without a virus, 5 with one. rfc/5235#3.3 */
export const virustest: TestShape = {
  name: 'virustest',
  needs: ['virustest'],
  tags: matchTags,
  operands: [{ kind: 'string' }],
  compile(call) {
    const matches = compileMatcher(call, [template(call, 0)]);
    const counts = call.tags.has(':count');
    return run => {
      const level = run.environment.virusLevel;
      return matches(run, level === null ? (counts ? [] : ['0']) : [String(level)]);
    };
  },
};
