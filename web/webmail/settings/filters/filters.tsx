/** Filters: rules in their order, what they do to mail that is there, and the scripts behind them. */
import './filters.css';
import { type FiltersReply, filtersReply, type RuleShape, scriptReply } from '@vaguemestre/contract/filters.ts';
import { useRef, useState } from 'react';
import { Heading } from '../../../design/heading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { get, post } from '../../../request.ts';
import { Sure } from '../../shell/sure.tsx';
import { type Asked, Outcome, Shown, useAct, useAsked } from '../use-asked.tsx';
import { useSettingsWords } from '../words.ts';
import { moveItem, newRule } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleLine } from './rule-line.tsx';
import { RunQuestion } from './run-question.tsx';
import { Scripts } from './scripts.tsx';
import { useFiltersWords } from './words.ts';

export default function Filters() {
  const { t } = useFiltersWords();
  const asked = useAsked('/api/filters', filtersReply);
  return (
    <div className="stack stack-wide">
      <Heading>{t('title')}</Heading>
      <p className="soft">{t('intro')}</p>
      <Shown asked={asked}>
        {reply => (
          <>
            <Rules reply={reply} put={asked.put} />
            <section className="settings-group">
              <h2>{t('forwards.title')}</h2>
              <p>{t(reply.forwardsOutside ? 'forwards.allowed' : 'forwards.refused')}</p>
            </section>
            <Scripts reply={reply} changed={asked.again} />
          </>
        )}
      </Shown>
    </div>
  );
}

type Question =
  | { readonly kind: 'edit'; readonly rule: RuleShape; readonly fresh: boolean }
  | { readonly kind: 'run' | 'remove'; readonly rule: RuleShape };

function Rules({ reply, put }: { reply: FiltersReply; put: Asked<FiltersReply>['put'] }) {
  const { t } = useFiltersWords();
  const { t: tell } = useSettingsWords();
  const [question, setQuestion] = useState<Question | null>(null);
  const [moved, setMoved] = useState('');
  const saving = useAct();
  const wanted = useRef<readonly RuleShape[] | null>(null);
  const { rules, script } = reply;
  const close = () => setQuestion(null);

  /** Shown at once, sent one after the other: what was asked for last is what is kept. */
  function keep(next: readonly RuleShape[]): void {
    put({ ...reply, rules: [...next] });
    wanted.current = next;
    saving.run(async () => {
      while (wanted.current !== null) {
        const sent = wanted.current;
        wanted.current = null;
        const failure = await post('/api/filters/rules', { rules: sent }, scriptReply).catch((error: unknown) => error);
        const said = wanted.current === null ? await get('/api/filters', filtersReply) : null;
        if (said !== null && wanted.current === null) put(said);
        if (failure instanceof Error) throw failure;
      }
    });
  }
  function move(from: number, to: number): void {
    const rule = rules[from];
    if (rule === undefined || to < 0 || to >= rules.length || from === to) return;
    keep(moveItem(rules, from, to));
    setMoved(t('moved', { name: rule.name, place: to + 1, count: rules.length }));
  }

  return (
    <section className="settings-group">
      <h2>{t('rules')}</h2>
      {script !== null && (reply.edited || reply.byHand) && (
        <Notice>
          <p>{t(reply.edited ? 'edited' : 'byHand', { script })}</p>
        </Notice>
      )}
      {rules.length === 0 ? (
        <p className="soft">{t('none')}</p>
      ) : (
        <ol className="settings-list">
          {rules.map((rule, at) => (
            <RuleLine
              key={rule.id}
              rule={rule}
              at={at}
              count={rules.length}
              move={move}
              turn={enabled => keep(rules.map(each => (each.id === rule.id ? { ...each, enabled } : each)))}
              ask={kind => setQuestion(kind === 'edit' ? { kind, rule, fresh: false } : { kind, rule })}
            />
          ))}
        </ol>
      )}
      <p className="unseen" role="status">
        {moved}
      </p>
      <div className="row">
        <button
          type="button"
          className="button button-quiet"
          onClick={() => setQuestion({ kind: 'edit', rule: newRule(crypto.randomUUID()), fresh: true })}
        >
          {t('add')}
        </button>
      </div>
      <Outcome act={saving} />
      {question?.kind === 'edit' && (
        <RuleEditor
          rule={question.rule}
          fresh={question.fresh}
          house={reply}
          close={close}
          save={rule => {
            keep(question.fresh ? [...rules, rule] : rules.map(each => (each.id === rule.id ? rule : each)));
            close();
          }}
        />
      )}
      {question?.kind === 'run' && <RunQuestion rule={question.rule} close={close} />}
      {question?.kind === 'remove' && (
        <Sure
          title={t('removeSure', { name: question.rule.name })}
          act={tell('remove')}
          close={close}
          run={() => keep(rules.filter(each => each.id !== question.rule.id))}
        >
          <p>{t('removeText')}</p>
        </Sure>
      )}
    </section>
  );
}
