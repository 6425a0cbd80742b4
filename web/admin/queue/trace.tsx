import { traceReply } from '@vaguemestre/contract/queue.ts';
import { type FormEvent, useState } from 'react';
import type * as z from 'zod/mini';
import { Refusal, useAsked } from '../../desk/frame/asked.tsx';
import { TextLine } from '../../desk/frame/fields.tsx';
import { useGo } from '../../desk/frame/link.tsx';
import { useTimes } from '../../desk/frame/times.ts';
import { post } from '../../request.ts';
import { fr } from '../words/fr.ts';
import { useWords } from '../words/words.ts';
import { Entry } from './waiting.tsx';
import './queue.css';

type Step = z.infer<typeof traceReply>['steps'][number];

/** The journey of one message, step by step: never what it says. */
export function Trace({ name }: { name: string }) {
  const { t } = useWords();
  const go = useGo();
  const [typed, setTyped] = useState(name);
  const { answer, failure, again } = useAsked(name === '' ? null : name, () =>
    post('/api/queue/trace', { name }, traceReply),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (typed.trim() !== '') go(`file/trajet?${new URLSearchParams({ nom: typed.trim() })}`);
  }
  return (
    <section className="stack" aria-label={t('queue.journey')}>
      <form className="queue-find" onSubmit={submit}>
        <TextLine
          label={t('queue.traceName')}
          hint={t('queue.traceHint')}
          value={typed}
          onChange={setTyped}
          type="search"
          fixed
        />
        <button type="submit" className="button button-main">
          {t('queue.follow')}
        </button>
      </form>
      <Refusal failure={failure} again={() => void again()} />
      {answer !== null && answer.steps.length === 0 && <p className="nothing">{t('queue.unknown')}</p>}
      {answer !== null && answer.steps.length > 0 && (
        <ol className="journey">
          {answer.steps.map(step => (
            <StepLine key={`${step.trace}${step.at}${step.event}${JSON.stringify(step.detail)}`} step={step} />
          ))}
        </ol>
      )}
      {answer !== null && answer.waiting.length > 0 && (
        <>
          <h2>{t('queue.stillWaiting')}</h2>
          <ul className="items">
            {answer.waiting.map(entry => (
              <li key={`${entry.queueId}.${entry.position}`}>
                <Entry entry={entry} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const tones: Readonly<Record<string, string>> = {
  delivered: 'good',
  sent: 'good',
  failed: 'bad',
  dropped: 'bad',
  'put-off': 'warn',
  held: 'warn',
};

function StepLine({ step }: { step: Step }) {
  const { t } = useWords();
  const { moment } = useTimes();
  const events = fr.queue.events;
  const what = step.event in events ? t(`queue.events.${step.event as keyof typeof events}`) : step.event;
  const told = Object.entries(step.detail).filter(([, value]) => value !== null && value !== '');
  return (
    <li className="journey-step" data-tone={tones[step.event] ?? 'plain'}>
      <p>
        <strong>{what}</strong>
        <time className="line-more" dateTime={step.at}>
          {moment(step.at)}
        </time>
      </p>
      {told.length > 0 && (
        <dl className="journey-detail">
          {told.map(([name, value]) => (
            <div key={name}>
              <dt>{detailName(name)}</dt>
              <dd className="fixed">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );

  function detailName(name: string): string {
    const names = fr.queue.details;
    return name in names ? t(`queue.details.${name as keyof typeof names}`) : name;
  }
}
