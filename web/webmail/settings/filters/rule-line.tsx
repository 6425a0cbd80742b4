import type { RuleShape } from '@vaguemestre/contract/filters.ts';
import { type DragEvent, useState } from 'react';
import { Tool } from '../../../design/tool.tsx';
import { size } from '../../words/dates.ts';
import { tellRule } from './tell-rule.ts';
import { useFiltersWords } from './words.ts';

type Props = {
  rule: RuleShape;
  at: number;
  count: number;
  move: (from: number, to: number) => void;
  turn: (enabled: boolean) => void;
  ask: (kind: 'edit' | 'run' | 'remove') => void;
};

/** What is dragged: the place of a rule. */
const dragged = 'application/x-rule-place';

/** One rule: dragged by its line, or moved by its buttons. */
export function RuleLine({ rule, at, count, move, turn, ask }: Props) {
  const { t, language } = useFiltersWords();
  const [over, setOver] = useState(false);
  const { name, enabled } = rule;
  const quote = (text: string) => (language === 'fr' ? `«\u00a0${text}\u00a0»` : `“${text}”`);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const from = Number.parseInt(event.dataTransfer.getData(dragged), 10);
    if (Number.isInteger(from)) move(from, at);
  }
  return (
    <li
      className="rule-line"
      data-over={over}
      draggable
      onDragStart={event => event.dataTransfer.setData(dragged, String(at))}
      onDragOver={event => {
        if (!event.dataTransfer.types.includes(dragged)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="checkbox"
        aria-label={t('on', { name })}
        checked={enabled}
        onChange={({ target }) => turn(target.checked)}
      />
      <div className="settings-name">
        <strong>{name}</strong> {!enabled && <span className="settings-badge">{t('off')}</span>}
        <p className="small soft">{tellRule(rule, { t, size: bytes => size(bytes, language), quote })}</p>
      </div>
      <div className="tools rule-tools">
        <Tool
          mark="back"
          className="turn-up"
          label={t('up', { name })}
          disabled={at === 0}
          onPress={() => move(at, at - 1)}
        />
        <Tool mark="down" label={t('down', { name })} disabled={at === count - 1} onPress={() => move(at, at + 1)} />
        <Tool mark="draft" label={t('edit', { name })} onPress={() => ask('edit')} />
        <Tool mark="search" label={t('runLabel', { name })} onPress={() => ask('run')} />
        <Tool mark="trash" label={t('remove', { name })} onPress={() => ask('remove')} />
      </div>
    </li>
  );
}
