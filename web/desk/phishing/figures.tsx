import { figuresReply } from '@vaguemestre/contract/phishing.ts';
import { useState } from 'react';
import { post } from '../../request.ts';
import { Refusal, useAsked } from '../frame/asked.tsx';
import { Select } from '../frame/fields.tsx';
import { useWords } from './words.ts';

/** Years that can be looked at, this one first. */
const yearsBack = 5;

/** A year of the fight in numbers that name nobody. */
export function Figures() {
  const { t } = useWords();
  const now = new Date().getFullYear();
  const [year, setYear] = useState(now);
  const { answer, failure, again } = useAsked(`${year}`, () => post('/api/phishing/figures', { year }, figuresReply));
  const few = (count: number | null) => count ?? t('few');
  return (
    <>
      <p>{t('figuresHint')}</p>
      <div className="phishing-form">
        <Select
          label={t('year')}
          value={`${year}`}
          onChange={chosen => setYear(Number(chosen))}
          options={Array.from({ length: yearsBack }, (_, ago) => ({ value: `${now - ago}`, text: `${now - ago}` }))}
        />
      </div>
      <Refusal failure={failure} again={() => void again()} />
      {answer !== null && (
        <dl className="pairs phishing-figures">
          <Figure name={t('numbers.reports')} value={answer.reports} />
          <Figure name={t('numbers.reporters')} value={few(answer.reporters)} />
          <Figure name={t('numbers.phishing')} value={answer.campaigns.phishing} />
          <Figure name={t('numbers.spam')} value={answer.campaigns.spam} />
          <Figure name={t('numbers.harmless')} value={answer.campaigns.harmless} />
          <Figure name={t('numbers.open')} value={answer.campaigns.open} />
          <Figure name={t('numbers.pulledBack')} value={answer.pulledBack} />
          <Figure name={t('numbers.reacted')} value={few(answer.reacted)} />
          <Figure
            name={t('numbers.median')}
            value={answer.medianMinutes === null ? '—' : t('minutes', { count: Math.round(answer.medianMinutes) })}
          />
          <Figure name={t('numbers.exercise')} value={answer.campaigns.exercise} />
        </dl>
      )}
    </>
  );
}

function Figure({ name, value }: { name: string; value: number | string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
