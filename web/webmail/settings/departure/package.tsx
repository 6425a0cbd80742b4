import { type PackageReply, packageLinkReply, packageReply } from '@vaguemestre/contract/departure.ts';
import { useEffect } from 'react';
import { post } from '../../../request.ts';
import { longDate, size } from '../../words/dates.ts';
import { Outcome, useAct } from '../use-asked.tsx';
import { useDepartureWords } from './words.ts';

/** Milliseconds between two looks at one that is being made. */
const often = 2000;

/** The newest package: asked for, being made, ready, failed. */
export function Package({ packages, again }: { packages: readonly PackageReply[]; again: () => void }) {
  const { t } = useDepartureWords();
  const act = useAct();
  const newest = packages[0];
  const going = newest?.state === 'asked' || newest?.state === 'making';
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(again, often);
    return () => clearInterval(timer);
  }, [going, again]);
  const ask = () =>
    act.run(async () => {
      await post('/api/departure/package', {}, packageReply);
      again();
    });
  const fetchIt = (id: number) =>
    act.run(async () => {
      const { url } = await post('/api/departure/link', { id }, packageLinkReply);
      window.location.assign(url);
    });
  return (
    <section className="settings-group">
      <h2>{t('take')}</h2>
      <p>{t('takeText')}</p>
      <div role="status" className="stack">
        {newest !== undefined && <State made={newest} />}
      </div>
      <div className="row">
        {newest?.state === 'ready' && (
          <button type="button" className="button button-main" onClick={() => fetchIt(newest.id)}>
            {t('download')}
          </button>
        )}
        {!going && (
          <button
            type="button"
            className={newest?.state === 'ready' ? 'button button-quiet' : 'button button-main'}
            onClick={ask}
          >
            {t(newest?.state === 'ready' ? 'askAgain' : 'ask')}
          </button>
        )}
      </div>
      <Outcome act={{ failure: act.failure, done: false }} />
    </section>
  );
}

function State({ made }: { made: PackageReply }) {
  const { t, language } = useDepartureWords();
  switch (made.state) {
    case 'asked':
      return <p>{t('asked')}</p>;
    case 'making':
      return (
        <>
          <p>{t('making', { done: made.messagesDone, total: made.messagesTotal })}</p>
          <progress
            className="departure-progress"
            aria-label={t('take')}
            value={made.messagesDone}
            max={Math.max(1, made.messagesTotal)}
          />
          <p className="small soft">{t('leave')}</p>
        </>
      );
    case 'failed':
      return <p className="field-error">{t('failed')}</p>;
    case 'ready':
      return (
        <>
          <p>
            <strong>{t('ready', { size: size(made.bytes, language) })}</strong>{' '}
            {t('until', { day: longDate(made.expiresAt, language) })} {t('resumes')}
          </p>
          <details>
            <summary>{t('checksum')}</summary>
            <p className="code departure-sum">{made.sha256}</p>
          </details>
        </>
      );
  }
}
