import { useWords } from '../words/words.ts';

/** Why a feed waits, and what the guard counts. */
export function Guard() {
  const { t } = useWords();
  return (
    <details className="panel">
      <summary>{t('feeds.guard.title')}</summary>
      <div className="stack">
        <p>{t('feeds.guard.why')}</p>
        <p>{t('feeds.guard.counts')}</p>
        <p>{t('feeds.guard.confirm')}</p>
      </div>
    </details>
  );
}
