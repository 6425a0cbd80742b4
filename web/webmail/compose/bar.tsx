/** Below the page, whatever it shows: letters one may go back to, the mail just sent, and those that wait for their hour. */
import './bar.css';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { use, useEffect, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { Mark } from '../../design/mark.tsx';
import { JmapFault } from '../../jmap/fault.ts';
import { useActs } from '../shell/acts.tsx';
import { useCell, useStore } from '../shell/use-store.ts';
import { longDate } from '../words/dates.ts';
import { useWords } from '../words/speak.ts';
import { type Desk, deskOf, type LastSent } from './desk/desk.ts';
import type { Waiting } from './desk/send.ts';
import type { Writing } from './desk/writing.ts';
import { useOpenCompose } from './open.ts';
import { useComposeWords } from './words/use-compose-words.ts';

export default function WritingBar() {
  const { t } = useComposeWords();
  const desk = use(deskOf(useStore()));
  const writings = useCell(desk.writings);
  const last = useCell(desk.last);
  const waiting = useCell(desk.waiting);
  const shown = useShown();
  const [listing, setListing] = useState(false);
  const minimised = writings.filter(({ key }) => key !== shown);
  if (minimised.length === 0 && last === null && waiting.length === 0) return null;
  return (
    <aside className="writing-bar" aria-label={t('desk.label')}>
      {minimised.map(each => (
        <Minimised key={each.key} writing={each} />
      ))}
      {waiting.length > 0 && (
        <button type="button" className="writing-chip" onClick={() => setListing(true)}>
          <Mark name="calendar" size={18} />
          {t('desk.waiting', { count: waiting.length })}
        </button>
      )}
      {last !== null && <Sent key={last.submissionId} desk={desk} last={last} />}
      {listing && <WaitingDialog desk={desk} waiting={waiting} close={() => setListing(false)} />}
    </aside>
  );
}

/** The letter in view has no need of a chip. */
function useShown(): string | null {
  return useRouterState({
    select: ({ location }) =>
      location.pathname.endsWith('/ecrire') ? ((location.search as { ecrit?: string }).ecrit ?? null) : null,
  });
}

function Minimised({ writing }: { writing: Writing }) {
  const { t } = useComposeWords();
  const navigate = useNavigate();
  const { subject, to } = useCell(writing.letter);
  const state = useCell(writing.state);
  const name = subject.trim() || to[0]?.name || to[0]?.email || t('desk.untitled');
  const lone = state.kind === 'offline' || state.kind === 'signed-out' || state.kind === 'refused';
  return (
    <button
      type="button"
      className="writing-chip"
      data-warn={lone}
      aria-label={`${t('desk.reopen', { subject: name })}${lone ? `, ${t('desk.unsaved')}` : ''}`}
      title={t('desk.reopen', { subject: name })}
      onClick={() => void navigate({ to: '/ecrire', search: { mode: 'new', ecrit: writing.key } })}
    >
      <Mark name="draft" size={18} />
      <span className="writing-name">{name}</span>
    </button>
  );
}

/** Counted down in words and by a line that shortens; a screen reader is told once. */
function Sent({ desk, last }: { desk: Desk; last: LastSent }) {
  const { t, language } = useComposeWords();
  const navigate = useNavigate();
  const { say } = useActs();
  const [left, setLeft] = useState(() => secondsTo(last.until));
  const [undoing, setUndoing] = useState(false);
  const { until } = last;

  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(until)), 250);
    return () => clearInterval(timer);
  }, [until]);
  useEffect(() => {
    if (until !== null && left <= 0 && !undoing) desk.forgetLast();
  }, [until, left, undoing, desk]);

  async function undo(): Promise<void> {
    setUndoing(true);
    try {
      const writing = await desk.undo();
      if (writing === null) return say(t('sent.tooLate'));
      say(t('sent.back'));
      await navigate({ to: '/ecrire', search: { mode: 'draft', ecrit: writing.key } });
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      say(t('sent.failed'));
      setUndoing(false);
    }
  }

  return (
    <div className="writing-sent">
      <p role="status">
        {until === null ? t('sent.scheduled', { when: longDate(last.sendAt, language) }) : t('sent.done')}
      </p>
      <button type="button" className="writing-undo" disabled={undoing} onClick={() => void undo()}>
        {t(undoing ? 'sent.undoing' : 'sent.undo')}
        {until !== null && !undoing && (
          <span className="small" aria-hidden="true">
            {' '}
            {Math.max(0, left)} s
          </span>
        )}
      </button>
      {until === null && (
        <button
          type="button"
          className="writing-hide"
          aria-label={t('sent.hide')}
          title={t('sent.hide')}
          onClick={() => desk.forgetLast()}
        >
          <Mark name="cross" size={16} />
        </button>
      )}
    </div>
  );
}

function secondsTo(until: number | null): number {
  return until === null ? 0 : Math.ceil((until - Date.now()) / 1000);
}

function WaitingDialog({ desk, waiting, close }: { desk: Desk; waiting: readonly Waiting[]; close(): void }) {
  const { t, language } = useComposeWords();
  const { t: tell } = useWords();
  const { say } = useActs();
  const openCompose = useOpenCompose();
  useEffect(() => void desk.lookAtWaiting(), [desk]);
  async function stop(one: Waiting): Promise<void> {
    try {
      if (!(await desk.unschedule(one))) return say(t('sent.tooLate'));
      close();
      say(t('sent.back'));
      openCompose({ mode: 'draft', emailId: one.emailId });
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      say(t('sent.failed'));
    }
  }
  return (
    <Dialog title={t('waiting.title')} closeLabel={tell('close')} onClose={close}>
      {waiting.length === 0 && <p>{t('waiting.none')}</p>}
      <ul className="waiting-list">
        {waiting.map(one => (
          <li key={one.submissionId}>
            <p>
              <strong>{one.subject || t('desk.untitled')}</strong>
              <br />
              <span className="soft small">{one.to}</span>
              <br />
              <span className="small">{t('waiting.leaves', { when: longDate(one.sendAt, language) })}</span>
            </p>
            <button
              type="button"
              className="button button-quiet button-small"
              aria-label={t('waiting.stopLong', { subject: one.subject || t('desk.untitled') })}
              onClick={() => void stop(one)}
            >
              {t('waiting.stop')}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
