/**
 * The opinions of rspamd and clamd, where the house has them. When one is down, the house's setting says what happens:
 * the message is taken without its opinion, or deferred until it is back.
 */
import { Refusal } from '../../../model/refusal.ts';
import type { Log } from '../../../observe/log.ts';
import type { Clamd } from '../../../peers/clamd.ts';
import type { Rspamd } from '../../../peers/rspamd.ts';
import type { SecondOpinion } from '../judge.ts';

export type WhenDown = 'accept' | 'defer';

/** A known virus refuses the message. */
export function askClamd(clamd: Clamd, whenDown: WhenDown, log: Log): SecondOpinion {
  return async bytes => {
    const answer = await orDown('clamd', () => clamd(bytes), whenDown, log);
    if (answer?.kind === 'found') throw new Refusal('policy', `virus: ${answer.name}`);
    return null;
  };
}

/** rspamd's `reject` refuses, its score weighs: what it would mark as spam goes to junk here. */
export function askRspamd(rspamd: Rspamd, whenDown: WhenDown, log: Log): SecondOpinion {
  return async (bytes, { address, name }, sender) => {
    const question = { bytes, ip: address, helo: name, from: sender ?? '' };
    const answer = await orDown('rspamd', () => rspamd(question), whenDown, log);
    if (answer === null) return null;
    if (answer.action === 'reject') throw new Refusal('policy', 'held to be spam (rspamd)');
    if (answer.action === 'soft reject' || answer.action === 'greylist')
      throw new Refusal('unavailable', answer.action);
    const marks = answer.action === 'add header' || answer.action === 'rewrite subject';
    return {
      rule: 'rspamd',
      points: marks ? Math.max(5, answer.score) : Math.min(answer.score, 4),
      fr: `rspamd : ${answer.score.toFixed(1)} (${answer.symbols.slice(0, 10).join(', ')})`,
      en: `rspamd: ${answer.score.toFixed(1)} (${answer.symbols.slice(0, 10).join(', ')})`,
    };
  };
}

/** @throws Refusal unavailable, where the house would rather wait */
async function orDown<Answer>(
  who: string,
  ask: () => Promise<Answer>,
  whenDown: WhenDown,
  log: Log,
): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    log.warn('opinion-missing', { who, error: error as Error });
    if (whenDown === 'defer') throw new Refusal('unavailable', `${who} does not answer`);
    return null;
  }
}
