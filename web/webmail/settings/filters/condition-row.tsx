import type { ConditionShape } from '@vaguemestre/contract/filters.ts';
import { useState } from 'react';
import { Tool } from '../../../design/tool.tsx';
import { Choice, Field } from '../fields.tsx';
import { conditionKinds, newCondition, readValues } from './rule-draft.ts';
import { useFiltersWords } from './words.ts';

type Props = {
  n: number;
  condition: ConditionShape;
  change: (condition: ConditionShape) => void;
  remove: () => void;
};

/** What is looked at, how, and what for. */
export function ConditionRow({ n, condition, change, remove }: Props) {
  const { t } = useFiltersWords();
  const kinds = conditionKinds.map(
    kind => [kind, capital(t(kind === 'header' ? 'what.headerShort' : `what.${kind}`))] as const,
  );
  return (
    <fieldset className="rule-row">
      <legend className="unseen">{t('editor.condition', { n })}</legend>
      <Choice
        unseen
        label={t('editor.condition', { n })}
        value={condition.kind}
        choices={kinds}
        change={kind => change(newCondition(kind, condition))}
      />
      <Comparison condition={condition} change={change} />
      <Tool mark="cross" label={t('editor.removeCondition', { n })} onPress={remove} />
    </fieldset>
  );
}

function Comparison({ condition, change }: Pick<Props, 'condition' | 'change'>) {
  const { t } = useFiltersWords();
  const not = condition.not === true;
  const turned = (isNot: boolean): ConditionShape => {
    const { not: _, ...rest } = condition;
    return (isNot ? { ...rest, not: true } : rest) as ConditionShape;
  };
  switch (condition.kind) {
    case 'list':
    case 'attachment':
      return (
        <Choice
          unseen
          label={t('editor.compares')}
          value={not ? 'no' : 'yes'}
          choices={[
            ['yes', t('match.yes')],
            ['no', t('match.no')],
          ]}
          change={value => change(turned(value === 'no'))}
        />
      );
    case 'spam':
      return (
        <Field
          type="number"
          label={t('editor.least')}
          value={String(condition.least)}
          change={value => change({ ...condition, least: Number(value) })}
        />
      );
    case 'size':
      return (
        <>
          <Choice
            unseen
            label={t('editor.compares')}
            value={condition.than}
            choices={[
              ['over', t('match.over')],
              ['under', t('match.under')],
            ]}
            change={than => change({ ...condition, than })}
          />
          <Field
            type="number"
            label={t('editor.megabytes')}
            value={String(condition.bytes / 1e6)}
            change={value => change({ ...condition, bytes: Math.round(Number(value) * 1e6) })}
          />
        </>
      );
    case 'body':
      return (
        <>
          <Choice
            unseen
            label={t('editor.compares')}
            value={not ? 'notContains' : 'contains'}
            choices={[
              ['contains', t('match.contains')],
              ['notContains', t('match.notContains')],
            ]}
            change={value => change(turned(value === 'notContains'))}
          />
          <Values values={condition.values} change={values => change({ ...condition, values })} />
        </>
      );
    default:
      return (
        <>
          {condition.kind === 'header' && (
            <Field
              label={t('editor.header')}
              most={76}
              value={condition.name}
              change={name => change({ ...condition, name })}
            />
          )}
          <Choice
            unseen
            label={t('editor.compares')}
            value={`${condition.match}${not ? '-not' : ''}`}
            choices={[
              ['contains', t('match.contains')],
              ['contains-not', t('match.notContains')],
              ['is', t('match.is')],
              ['is-not', t('match.notIs')],
              ['begins', t('match.begins')],
              ['begins-not', t('match.notBegins')],
              ['ends', t('match.ends')],
              ['ends-not', t('match.notEnds')],
            ]}
            change={value => {
              const [match, isNot] = value.split('-') as [typeof condition.match, string?];
              change({ ...turned(isNot !== undefined), match } as ConditionShape);
            }}
          />
          <Values values={condition.values} change={values => change({ ...condition, values })} />
        </>
      );
  }
}

/** What is typed stays as typed; what is meant goes up. */
function Values({ values, change }: { values: readonly string[]; change: (values: string[]) => void }) {
  const { t } = useFiltersWords();
  const [text, setText] = useState(values.join(' ; '));
  return (
    <Field
      unseen
      label={t('editor.values')}
      most={4000}
      value={text}
      change={typed => {
        setText(typed);
        change(readValues(typed));
      }}
    />
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
