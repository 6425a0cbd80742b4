import { type QueueSelection, type WaitingEntry, waitingReply } from '@vaguemestre/contract/queue.ts';
import { useState } from 'react';
import { Refusal, useAct, useAsked } from '../../desk/frame/asked.tsx';
import { Link } from '../../desk/frame/link.tsx';
import { useStanding } from '../../desk/frame/standing.ts';
import { sizeText, useTimes } from '../../desk/frame/times.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { QueueActs } from './queue-acts.tsx';
import './queue.css';

/** As many as the server gives at once. */
const page = 200;

/** What waits of a choice, and what can be done with all of it. */
export function Waiting({ selection }: { selection: QueueSelection }) {
  const { t } = useWords();
  const { may } = useStanding();
  const key = JSON.stringify(selection);
  const { answer, failure, again } = useAsked(key, () => post('/api/queue/waiting', { selection }, waitingReply));
  const [older, setOlder] = useState<readonly WaitingEntry[]>([]);
  const [next, setNext] = useState<typeof first>(null);
  const more = useAct();
  const first = answer?.next ?? null;
  const entries = answer === null ? [] : [...answer.waiting, ...older];
  const after = older.length === 0 ? (answer !== null && answer.waiting.length >= page ? first : null) : next;

  async function readMore(): Promise<void> {
    await more.act(async () => {
      const reply = await post('/api/queue/waiting', { selection, after }, waitingReply);
      setOlder([...older, ...reply.waiting]);
      setNext(reply.waiting.length >= page ? reply.next : null);
    });
  }

  async function afresh(): Promise<void> {
    setOlder([]);
    await again();
  }

  const title = selection.domain ?? selection.account ?? t('queue.held');
  return (
    <section className="stack" aria-labelledby="waiting">
      <h2 id="waiting">{title}</h2>
      <Refusal failure={failure} own={{ 'no-such-recipient': t('queue.noAccount') }} again={() => void again()} />
      {answer !== null && entries.length === 0 && <p className="nothing">{t('queue.nothing')}</p>}
      {entries.length > 0 && may('settle-queue') && <QueueActs selection={selection} title={title} done={afresh} />}
      <ul className="items">
        {entries.map(entry => (
          <li key={`${entry.queueId}.${entry.position}`}>
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
      <Refusal failure={more.failure} />
      {after !== null && (
        <p>
          <button type="button" className="button button-quiet button-small" onClick={() => void readMore()}>
            {t('queue.more')}
          </button>
        </p>
      )}
    </section>
  );
}

/** One recipient who waits, and why. */
export function Entry({ entry }: { entry: WaitingEntry }) {
  const { t, language } = useWords();
  const { moment } = useTimes();
  const { sender, address, held, underWay, attempts, lastReply, dueAt, expiresAt, createdAt, bytes, kind, trace } =
    entry;
  return (
    <article className="item queue-entry">
      <p>
        <span className="fixed">{address}</span>
        <span className="line-more">
          {t('queue.from', { sender: sender === '' ? t('queue.nobody') : sender })} · {t(`queue.entry.${kind}`)} ·{' '}
          {sizeText(bytes, language)}
        </span>
      </p>
      <p>
        <span className={`chip ${held === null ? '' : 'chip-warn'}`}>
          {t(held !== null ? 'queue.isHeld' : underWay ? 'queue.underWay' : 'queue.goes')}
        </span>{' '}
        {held ?? lastReply ?? t('queue.noReply')}
      </p>
      <p className="soft small">
        {t('queue.attempts', { count: attempts })}
        {held === null && !underWay && ` · ${t('queue.dueAt', { at: moment(dueAt) })}`} ·{' '}
        {t('queue.since', { at: moment(createdAt) })} · {t('queue.until', { at: moment(expiresAt) })} ·{' '}
        <Link to={`file/trajet?${new URLSearchParams({ nom: trace })}`}>{t('queue.seeJourney')}</Link>
      </p>
    </article>
  );
}
