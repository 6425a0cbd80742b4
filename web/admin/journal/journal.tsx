/** The journal of acts, the newest first, and the proof that nothing of it was changed. */
import { type JournalReply, journalReply, verdictReply } from '@vaguemestre/contract/desk.ts';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { Heading } from '../../design/heading.tsx';
import { Notice } from '../../design/notice.tsx';
import { Refusal, useAct, useAsked } from '../../desk/frame/asked.tsx';
import { useGo, useWhere } from '../../desk/frame/link.tsx';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { ActLine } from './act-line.tsx';

export default function Journal() {
  const { t } = useWords();
  const { asked } = useWhere();
  const go = useGo();
  const subject = Number(asked.get('compte')) || null;
  const wanted = subject === null ? {} : { subject };
  const { answer, failure, again } = useAsked(String(subject), () => post('/api/journal/list', wanted, journalReply));
  const [older, setOlder] = useState<{ subject: number | null; pages: readonly JournalReply[] }>({
    subject,
    pages: [],
  });
  const { act, working, failure: more } = useAct();
  const pages = answer === null ? [] : [answer, ...(older.subject === subject ? older.pages : [])];
  const acts = pages.flatMap(page => page.acts);
  const last = acts.at(-1);

  async function readOlder(): Promise<void> {
    if (last === undefined) return;
    await act(async () => {
      const page = await post('/api/journal/list', { ...wanted, before: last.seq }, journalReply);
      setOlder({ subject, pages: [...pages.slice(1), page] });
    });
  }

  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <Heading>{t('journal.title')}</Heading>
        <p className="soft">{t('journal.lead')}</p>
      </header>
      <Verify />
      {subject !== null && (
        <p>
          {t('journal.about', { account: subject })}{' '}
          <button type="button" className="linklike" onClick={() => go('journal')}>
            {t('journal.all')}
          </button>
        </p>
      )}
      <Refusal failure={failure} again={() => void again()} />
      {answer !== null && acts.length === 0 && <p className="nothing">{t('journal.none')}</p>}
      {acts.length > 0 && (
        <ol className="journal">
          {acts.map(each => (
            <ActLine key={each.seq} act={each} />
          ))}
        </ol>
      )}
      <Refusal failure={more} />
      {pages.at(-1)?.more === true && (
        <p>
          <button
            type="button"
            className={`button button-quiet ${working ? 'button-pending' : ''}`}
            onClick={() => void readOlder()}
          >
            {t('journal.older')}
          </button>
        </p>
      )}
    </div>
  );
}

/** Walks the whole chain when asked. */
function Verify() {
  const { t } = useWords();
  const { act, working, failure } = useAct();
  const [verdict, setVerdict] = useState<z.infer<typeof verdictReply> | null>(null);
  return (
    <section className="stack stack-tight" aria-label={t('journal.verify')}>
      <div>
        <button
          type="button"
          className={`button button-quiet button-small ${working ? 'button-pending' : ''}`}
          onClick={() => void act(async () => setVerdict(await post('/api/journal/verify', {}, verdictReply)))}
        >
          {t(working ? 'journal.verifying' : 'journal.verify')}
        </button>
      </div>
      <Refusal failure={failure} />
      {verdict !== null && (
        <Notice tone={verdict.kind === 'whole' ? 'good' : 'bad'} live>
          {verdict.kind === 'whole' ? (
            <>
              <p>
                <strong>{t('journal.whole', { count: verdict.acts })}</strong>{' '}
                {verdict.forgotten > 0 && t('journal.forgotten', { count: verdict.forgotten })}
              </p>
              <p className="small">{t('journal.head')}</p>
              <p className="fixed small journal-head">
                {verdict.head.seq}:{verdict.head.hash}
              </p>
            </>
          ) : (
            <p>
              <strong>{t('journal.broken', { seq: verdict.seq })}</strong> {t(`journal.faults.${verdict.why}`)}
            </p>
          )}
        </Notice>
      )}
    </section>
  );
}
