import { Flyout } from '../../design/flyout.tsx';
import type { Filter, Sort, View } from '../shell/places.ts';
import { prefer, usePreferences } from '../shell/preferences.ts';
import { useWords } from '../words/speak.ts';

/** Which messages, in which order, how close: chosen in one place. */
export function ViewMenu({ view, show, searching }: { view: View; show: (view: View) => void; searching: boolean }) {
  const { t } = useWords();
  const { density, gathered } = usePreferences();
  const filters: readonly [Filter | undefined, string][] = [
    [undefined, t('list.all')],
    ['nonlus', t('list.filterUnread')],
    ['suivis', t('list.filterFlagged')],
    ['pj', t('list.filterAttachment')],
  ];
  const sorts: readonly [Sort | undefined, string][] = [
    [undefined, t('list.sortNewest')],
    ['ancien', t('list.sortOldest')],
    ['expediteur', t('list.sortFrom')],
    ['objet', t('list.sortSubject')],
    ['taille', t('list.sortSize')],
  ];
  return (
    <Flyout mark="view" label={t('list.view')}>
      {() => (
        <div className="view-menu">
          {!searching && (
            <Choice
              name="montre"
              legend={t('list.filter')}
              choices={filters}
              chosen={view.montre}
              choose={montre => show(withFilter(view, montre))}
            />
          )}
          <Choice
            name="tri"
            legend={t('list.sort')}
            choices={sorts}
            chosen={view.tri}
            choose={tri => show(withSort(view, tri))}
          />
          <Choice
            name="densite"
            legend={t('list.density')}
            choices={[
              ['airy', t('list.airy')],
              ['dense', t('list.dense')],
            ]}
            chosen={density}
            choose={chosen => prefer({ density: chosen })}
          />
          {!searching && (
            <label className="choice">
              <input type="checkbox" checked={gathered} onChange={() => prefer({ gathered: !gathered })} />
              {t('list.gather')}
            </label>
          )}
        </div>
      )}
    </Flyout>
  );
}

type ChoiceProps<Value> = {
  name: string;
  legend: string;
  choices: readonly (readonly [Value, string])[];
  chosen: Value;
  choose(value: Value): void;
};

function Choice<Value extends string | undefined>({ name, legend, choices, chosen, choose }: ChoiceProps<Value>) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {choices.map(([value, label]) => (
        <label key={label} className="choice">
          <input type="radio" name={name} checked={chosen === value} onChange={() => choose(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function withFilter({ tri }: View, montre: Filter | undefined): View {
  return { ...(tri === undefined ? {} : { tri }), ...(montre === undefined ? {} : { montre }) };
}

function withSort({ montre }: View, tri: Sort | undefined): View {
  return { ...(tri === undefined ? {} : { tri }), ...(montre === undefined ? {} : { montre }) };
}
