import { type FaultShape, type ScriptReply, scriptReply } from '@vaguemestre/contract/filters.ts';
import { useId, useRef, useState } from 'react';
import { post } from '../../../request.ts';
import { Field } from '../fields.tsx';
import { Outcome, useAct } from '../use-asked.tsx';
import { useSettingsWords } from '../words.ts';
import { offsetOf } from './offset-of.ts';
import { useFiltersWords } from './words.ts';

type Props = {
  script: { readonly name: string; readonly text: string; readonly fresh: boolean };
  kept: () => void;
  close: () => void;
};

/** The text of a script, and what is wrong with it, each fault a way to its place. */
export function ScriptEditor({ script, kept, close }: Props) {
  const { t } = useFiltersWords();
  const { t: tell } = useSettingsWords();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [name, setName] = useState(script.name);
  const [text, setText] = useState(script.text);
  const [said, setSaid] = useState<ScriptReply | null>(null);
  const act = useAct();

  const send = (keep: boolean) =>
    act.run(async () => {
      setSaid(null);
      const reply = await post('/api/filters/script', { name: name.trim() || '?', text, keep }, scriptReply);
      setSaid(reply);
      if (reply.kept) kept();
    });
  function go(fault: FaultShape): void {
    const at = offsetOf(text, fault);
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
  }

  return (
    <div className="stack">
      {script.fresh && <Field label={t('scripts.name')} most={120} value={name} change={setName} />}
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {script.fresh ? t('scripts.text') : t('scripts.textOf', { name: script.name })}
        </label>
        <textarea
          ref={area}
          id={id}
          className="field-input field-input-fixed script-text"
          rows={16}
          spellCheck={false}
          wrap="off"
          value={text}
          aria-describedby={`${id}-said`}
          onChange={({ target }) => {
            setText(target.value);
            setSaid(null);
          }}
        />
      </div>
      <div id={`${id}-said`} role="status">
        {said !== null && <Said said={said} go={go} />}
      </div>
      <Outcome act={{ failure: act.failure, done: false }} />
      <div className="row">
        <button type="button" className="button button-main" disabled={name.trim() === ''} onClick={() => send(true)}>
          {tell('save')}
        </button>
        <button type="button" className="button button-quiet" onClick={() => send(false)}>
          {t('scripts.check')}
        </button>
        <button type="button" className="button button-plain" onClick={close}>
          {tell('close')}
        </button>
      </div>
    </div>
  );
}

function Said({ said: { kept, faults, warnings }, go }: { said: ScriptReply; go: (fault: FaultShape) => void }) {
  const { t } = useFiltersWords();
  return (
    <div className="stack">
      {faults.length > 0 ? (
        <p className="field-error">{t('scripts.faults', { count: faults.length })}</p>
      ) : (
        <p className="settings-done">{t(kept ? 'scripts.kept' : 'scripts.right')}</p>
      )}
      {faults.length > 0 && <Faults faults={faults} go={go} />}
      {warnings.length > 0 && (
        <>
          <p>{t('scripts.warnings')}</p>
          <Faults faults={warnings} go={go} />
        </>
      )}
    </div>
  );
}

function Faults({ faults, go }: { faults: readonly FaultShape[]; go: (fault: FaultShape) => void }) {
  const { t, language } = useFiltersWords();
  return (
    <ul className="plain-list">
      {faults.map(fault => (
        <li key={`${fault.line}:${fault.column}:${fault.sentence.en}`}>
          {t('scripts.fault', { line: fault.line, column: fault.column, text: fault.sentence[language] })}{' '}
          <button type="button" className="linklike" onClick={() => go(fault)}>
            {t('scripts.go')}
          </button>
        </li>
      ))}
    </ul>
  );
}
