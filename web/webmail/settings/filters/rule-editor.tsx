import type { FiltersReply, RuleShape } from '@vaguemestre/contract/filters.ts';
import { foldersReply } from '@vaguemestre/contract/folders.ts';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../design/dialog.tsx';
import { Choice, Field, Tick } from '../fields.tsx';
import { useAsked } from '../use-asked.tsx';
import { useSettingsWords } from '../words.ts';
import { ActionRow } from './action-row.tsx';
import { ConditionRow } from './condition-row.tsx';
import { faultOf, newAction, newCondition } from './rule-draft.ts';
import { useFiltersWords } from './words.ts';

type Props = {
  rule: RuleShape;
  fresh: boolean;
  house: Pick<FiltersReply, 'forwardsOutside' | 'domains'>;
  save: (rule: RuleShape) => void;
  close: () => void;
};

const replaced = <Item,>(items: readonly Item[], at: number, item: Item): Item[] =>
  items.map((each, place) => (place === at ? item : each));
const without = <Item,>(items: readonly Item[], at: number): Item[] => items.filter((_, place) => place !== at);

export function RuleEditor({ rule, fresh, house, save, close }: Props) {
  const { t } = useFiltersWords();
  const { t: tell } = useSettingsWords();
  const [draft, setDraft] = useState(rule);
  const [checked, setChecked] = useState(false);
  const folders = useAsked('/api/folders', foldersReply).answer?.folders.map(({ path }) => path) ?? [];
  const { conditions, actions } = draft;
  const fault = checked ? faultOf(draft, house) : null;
  const change = (some: Partial<RuleShape>) => setDraft({ ...draft, ...some });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setChecked(true);
    if (faultOf(draft, house) === null) save({ ...draft, name: draft.name.trim() });
  }
  return (
    <Dialog wide title={t(fresh ? 'editor.new' : 'editor.edit')} closeLabel={tell('close')} onClose={close}>
      <form className="stack rule-editor" noValidate onSubmit={submit}>
        <Field label={t('editor.name')} most={120} value={draft.name} change={name => change({ name })} />
        <fieldset className="rule-part">
          <legend>{t('editor.conditions')}</legend>
          <p className="small soft">{t(conditions.length === 0 ? 'editor.everything' : 'editor.valuesHint')}</p>
          {conditions.length > 1 && (
            <Choice
              label={t('editor.when')}
              value={draft.when}
              choices={[
                ['all', t('editor.all')],
                ['any', t('editor.any')],
              ]}
              change={when => change({ when })}
            />
          )}
          {conditions.map((condition, at) => (
            <ConditionRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name of its own
              key={at}
              n={at + 1}
              condition={condition}
              change={next => change({ conditions: replaced(conditions, at, next) })}
              remove={() => change({ conditions: without(conditions, at) })}
            />
          ))}
          <button
            type="button"
            className="button button-plain"
            onClick={() => change({ conditions: [...conditions, newCondition('subject')] })}
          >
            {t('editor.addCondition')}
          </button>
        </fieldset>
        <fieldset className="rule-part">
          <legend>{t('editor.actions')}</legend>
          {actions.map((action, at) => (
            <ActionRow
              // biome-ignore lint/suspicious/noArrayIndexKey: an action has no name of its own
              key={at}
              n={at + 1}
              action={action}
              folders={folders}
              change={next => change({ actions: replaced(actions, at, next) })}
              remove={actions.length > 1 ? () => change({ actions: without(actions, at) }) : null}
            />
          ))}
          <button
            type="button"
            className="button button-plain"
            onClick={() => change({ actions: [...actions, newAction('mark')] })}
          >
            {t('editor.addAction')}
          </button>
        </fieldset>
        <Tick checked={draft.last} change={last => change({ last })} hint={t('editor.lastHint')}>
          {t('editor.last')}
        </Tick>
        <div role="alert">{fault !== null && <p className="field-error">{t(`editor.${fault}`)}</p>}</div>
        <div className="row dialog-acts">
          <button type="submit" className="button button-main">
            {t('editor.save')}
          </button>
          <button type="button" className="button button-quiet" onClick={close}>
            {tell('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
