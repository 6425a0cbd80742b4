/** The automatic answer of somebody away: when, what, who stands in. R25 */
import {
  type AbsencePreviewReply,
  type AbsenceReply,
  absencePreviewReply,
  absenceReply,
} from '@vaguemestre/contract/absence.ts';
import { type FormEvent, useState } from 'react';
import { Heading } from '../../../design/heading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { post } from '../../../request.ts';
import { absenceChanged } from '../../shell/absence.ts';
import { useStore } from '../../shell/use-store.ts';
import { Field, PersonField, Tick } from '../fields.tsx';
import { type Asked, Outcome, Shown, useAct, useAsked } from '../use-asked.tsx';
import { dayInWords, useSettingsWords } from '../words.ts';
import { type Draft, type DraftFault, draftOf, faultsOf, shapeOf } from './draft.ts';
import { HolidayChips } from './holiday-chips.tsx';
import { useAbsenceWords } from './words.ts';

export default function Absence() {
  const { t } = useAbsenceWords();
  const asked = useAsked('/api/absence', absenceReply);
  return (
    <div className="stack stack-wide">
      <Heading>{t('title')}</Heading>
      <Shown asked={asked}>{reply => <Form reply={reply} put={asked.put} />}</Shown>
    </div>
  );
}

function Form({ reply, put }: { reply: AbsenceReply; put: Asked<AbsenceReply>['put'] }) {
  const { t } = useAbsenceWords();
  const { t: tell } = useSettingsWords();
  const { jmap } = useStore();
  const [draft, setDraft] = useState<Draft>(() => draftOf(reply.absence, t('usual')));
  const [checked, setChecked] = useState(false);
  const [preview, setPreview] = useState<AbsencePreviewReply | null>(null);
  const saving = useAct();
  const looking = useAct();
  const faults = faultsOf(draft);
  const change = (some: Partial<Draft>) => {
    setPreview(null);
    setDraft({ ...draft, ...some });
  };
  const fault = (kind: DraftFault, text: string) => (checked && faults.includes(kind) ? text : null);

  function save(enabled: boolean): void {
    setChecked(true);
    if (enabled && faults.length > 0) return;
    saving.run(async () => {
      put(await post('/api/absence', shapeOf(draft, enabled), absenceReply));
      absenceChanged(jmap);
    });
  }
  function look(): void {
    setChecked(true);
    if (faults.length > 0) return;
    looking.run(async () => setPreview(await post('/api/absence/preview', shapeOf(draft, true), absencePreviewReply)));
  }
  const on = reply.state === 'current' || reply.state === 'pending';

  return (
    <>
      <p className="soft">{t('intro', { days: reply.days })}</p>
      <State reply={reply} />
      <form
        className="stack stack-wide"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          save(true);
        }}
      >
        <section className="settings-group">
          <h2>{t('when')}</h2>
          {reply.zone !== null && (
            <HolidayChips zone={reply.zone} holidays={reply.holidays} draft={draft} choose={change} />
          )}
          <div className="settings-pair">
            <Field
              type="date"
              label={t('firstDay')}
              hint={t('firstHint')}
              value={draft.firstDay}
              change={firstDay => change({ firstDay })}
            />
            <Field
              type="date"
              label={t('lastDay')}
              hint={t('lastHint')}
              error={fault('order', t('order'))}
              value={draft.lastDay}
              change={lastDay => change({ lastDay })}
            />
          </div>
          <p className="small soft">{t('paris')}</p>
        </section>
        <section className="settings-group">
          <h2>{t('what')}</h2>
          <Field
            label={t('subject')}
            hint={t('subjectHint')}
            most={200}
            value={draft.subject}
            change={subject => change({ subject })}
          />
          <Field
            label={t(draft.apart ? 'colleaguesApart' : 'colleagues')}
            error={fault('noText', t('noText'))}
            rows={7}
            most={4000}
            value={draft.colleagues}
            change={colleagues => change({ colleagues })}
          />
          <Tick checked={draft.apart} change={apart => change({ apart })} hint={t('apartHint')}>
            {t('apart')}
          </Tick>
          {draft.apart && (
            <Field
              label={t('outsiders')}
              error={fault('noOutsiders', t('noText'))}
              rows={6}
              most={4000}
              value={draft.outsiders}
              change={outsiders => change({ outsiders })}
            />
          )}
        </section>
        <section className="settings-group">
          <h2>{t('who')}</h2>
          <p className="small soft">{t('whoText')}</p>
          <div className="settings-pair">
            <PersonField
              label={t('address')}
              address={draft.address}
              change={(address, name) => change({ address, ...(name === null ? {} : { name }) })}
            />
            <Field
              label={t('name')}
              most={120}
              error={fault('half', t('half'))}
              value={draft.name}
              change={name => change({ name })}
            />
          </div>
        </section>
        <section className="settings-group">
          <div className="row">
            <button type="submit" className="button button-main">
              {on ? tell('save') : t('turnOn')}
            </button>
            {on && (
              <button type="button" className="button button-quiet" onClick={() => save(false)}>
                {t('turnOff')}
              </button>
            )}
            <button type="button" className="button button-plain" onClick={look}>
              {t('preview')}
            </button>
          </div>
          <Outcome act={saving} />
          <Outcome act={{ failure: looking.failure, done: false }} />
          {preview !== null && <Preview preview={preview} apart={draft.apart} />}
        </section>
      </form>
    </>
  );
}

function State({ reply: { state, absence } }: { reply: AbsenceReply }) {
  const { t, language } = useAbsenceWords();
  const day = (at: string | null | undefined) => (at ? dayInWords(at, language) : '');
  const text = {
    off: t('off'),
    pending: t('pending', { day: day(absence?.firstDay) }),
    current: absence?.lastDay ? t('current', { day: day(absence.lastDay) }) : t('currentOpen'),
    past: t('past', { day: day(absence?.lastDay) }),
  }[state];
  return (
    <Notice tone={state === 'current' || state === 'pending' ? 'good' : 'plain'}>
      <p>{text}</p>
    </Notice>
  );
}

function Preview({ preview, apart }: { preview: AbsencePreviewReply; apart: boolean }) {
  const { t } = useAbsenceWords();
  return (
    <div className="settings-pair" aria-live="polite">
      <div className="stack">
        <h3>{t(apart ? 'toColleagues' : 'toAll')}</h3>
        <p className="letter-shown">{preview.colleagues}</p>
      </div>
      {apart && (
        <div className="stack">
          <h3>{t('toOutsiders')}</h3>
          <p className="letter-shown">{preview.outsiders}</p>
        </div>
      )}
    </div>
  );
}
