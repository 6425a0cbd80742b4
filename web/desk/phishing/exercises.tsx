/** Exercises: a harmless lure to a population, and numbers that name nobody. */
import { type ExerciseRequest, exerciseReply, exercisesReply } from '@vaguemestre/contract/phishing.ts';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { post } from '../../request.ts';
import { Refusal, useAct, useAsked } from '../frame/asked.tsx';
import { Radios, Select } from '../frame/fields.tsx';
import { useTimes } from '../frame/times.ts';
import { useTold } from '../frame/told.tsx';
import { useFrameWords } from '../frame/words.ts';
import { useWords } from './words.ts';

const templates = ['quota', 'parcel', 'payslip'] as const;
const populations = ['all', 'titulaire', 'stagiaire', 'atss', 'direction', 'contractuel'] as const;
type Population = (typeof populations)[number];

export function Exercises() {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const { moment } = useTimes();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const past = useAsked('exercises', () => post('/api/phishing/exercises', {}, exercisesReply));
  const [template, setTemplate] = useState<ExerciseRequest['template']>('quota');
  const [population, setPopulation] = useState<Population>('all');
  const [asking, setAsking] = useState(false);
  const isPopulation = (name: string | null): name is Population =>
    (populations as readonly (string | null)[]).includes(name);
  const isTemplate = (name: string): name is ExerciseRequest['template'] =>
    (templates as readonly string[]).includes(name);

  async function send(): Promise<void> {
    const went = await act(async () => {
      const wish = { template, population: population === 'all' ? null : population };
      const { sent } = await post('/api/phishing/exercise', wish, exerciseReply);
      tell(t('sent', { sent }));
    });
    if (!went) return;
    setAsking(false);
    await past.again();
  }

  return (
    <>
      <p>{t('exerciseHint')}</p>
      <form
        className="stack phishing-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        <Radios
          label={t('template')}
          value={template}
          onChange={setTemplate}
          options={templates.map(value => ({ value, text: t(`templates.${value}`) }))}
        />
        <Select
          label={t('population')}
          value={population}
          onChange={setPopulation}
          options={populations.map(value => ({ value, text: t(`populations.${value}`) }))}
        />
        <div>
          <button type="submit" className="button button-main">
            {t('send')}
          </button>
        </div>
      </form>
      <Refusal failure={past.failure} again={() => void past.again()} />
      {past.answer?.exercises.length === 0 && <p className="soft">{t('exercisesNone')}</p>}
      {past.answer !== null && past.answer.exercises.length > 0 && (
        <table className="phishing-table">
          <thead>
            <tr>
              <th scope="col">{t('template')}</th>
              <th scope="col">{t('population')}</th>
              <th scope="col">{t('sentTo')}</th>
              <th scope="col">{t('fell')}</th>
              <th scope="col">{t('saw')}</th>
            </tr>
          </thead>
          <tbody>
            {past.answer.exercises.map(each => (
              <tr key={each.id}>
                <th scope="row">
                  {isTemplate(each.template) ? t(`templates.${each.template}`) : each.template}
                  <span className="soft small phishing-when">{moment(each.sentAt)}</span>
                </th>
                <td>{isPopulation(each.population) ? t(`populations.${each.population}`) : t('populations.all')}</td>
                <td>{each.sent}</td>
                <td>{each.followed ?? t('few')}</td>
                <td>{each.reported ?? t('few')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asking && (
        <Dialog title={t('sendTitle')} closeLabel={frame('close')} onClose={() => setAsking(false)}>
          <div className="stack">
            <p>
              {t(`templates.${template}`)} — {t(`populations.${population}`)}
            </p>
            <Refusal failure={failure} own={{ policy: t('tooFew') }} />
            <div className="row dialog-acts">
              <button type="button" className="button button-quiet" onClick={() => setAsking(false)}>
                {frame('cancel')}
              </button>
              <button
                type="button"
                className={`button button-main ${working ? 'button-pending' : ''}`}
                onClick={() => void send()}
              >
                {working ? frame('working') : t('send')}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
