/** A rule said as one sentence, which is how people check it. */
import type { ConditionShape, RuleActionShape, RuleShape } from '@vaguemestre/contract/filters.ts';
import type { Tell } from '../../words/speak.ts';
import type { FiltersWords } from './fr.ts';

type Telling = {
  readonly t: Tell<FiltersWords>;
  /** Octets in words. */
  readonly size: (bytes: number) => string;
  readonly quote: (text: string) => string;
};

export function tellRule({ when, conditions, actions, last }: RuleShape, telling: Telling): string {
  const { t } = telling;
  const acts = actions.map(action => tellAction(action, t)).join(t('if.next')) + (last ? t('if.last') : '');
  if (conditions.length === 0) return t('if.always', { acts });
  const said = conditions.map(condition => tellCondition(condition, telling));
  return t('if.all', { conditions: said.join(t(when === 'all' ? 'if.and' : 'if.or')), acts });
}

const matches = {
  contains: ['match.contains', 'match.notContains'],
  is: ['match.is', 'match.notIs'],
  begins: ['match.begins', 'match.notBegins'],
  ends: ['match.ends', 'match.notEnds'],
} as const;

function tellCondition(condition: ConditionShape, { t, size, quote }: Telling): string {
  const not = condition.not === true;
  switch (condition.kind) {
    case 'list':
    case 'attachment':
      return t(not ? `what.${condition.kind}Not` : `what.${condition.kind}`);
    case 'spam':
      return t(not ? 'match.notSpam' : 'match.spam', { least: condition.least });
    case 'size': {
      const over = (condition.than === 'over') !== not;
      return `${t('what.size')} ${t(over ? 'match.over' : 'match.under')} ${size(condition.bytes)}`;
    }
    default: {
      const what =
        condition.kind === 'header' ? t('what.header', { name: condition.name }) : t(`what.${condition.kind}`);
      const match = condition.kind === 'body' ? 'contains' : condition.match;
      return `${what} ${t(matches[match][not ? 1 : 0])} ${condition.values.map(quote).join(t('if.any'))}`;
    }
  }
}

function tellAction(action: RuleActionShape, t: Tell<FiltersWords>): string {
  switch (action.kind) {
    case 'move':
    case 'copy':
      return t(`act.${action.kind}`, { mailbox: action.mailbox });
    case 'mark':
      return t('act.mark', { flags: action.flags.map(flag => tellFlag(flag, t)).join(', ') });
    case 'forward':
      return t(action.keep ? 'act.forwardKeep' : 'act.forward', { address: action.address });
    default:
      return t(`act.${action.kind}`);
  }
}

function tellFlag(flag: string, t: Tell<FiltersWords>): string {
  if (flag.toLowerCase() === '\\seen') return t('flag.seen');
  if (flag.toLowerCase() === '\\flagged') return t('flag.flagged');
  return t('flag.tag', { tag: flag });
}
