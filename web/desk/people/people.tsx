/** People: what was found, and the card of one of them. */
import { findReply } from '@vaguemestre/contract/support.ts';
import './people.css';
import { post } from '../../request.ts';
import { useAsked } from '../frame/asked.tsx';
import { useGo, useWhere } from '../frame/link.tsx';
import { useStanding } from '../frame/standing.ts';
import { useWords } from '../words/words.ts';
import { PersonCard } from './card.tsx';
import { Results } from './results.tsx';
import { moveAmongRows } from './rows.ts';

/** Letters below which half the house would be found. */
const least = 2;

export default function People() {
  const { t } = useWords();
  const { rest, asked } = useWhere();
  const go = useGo();
  const { mayEverywhere, schoolsFor } = useStanding();
  const schools = schoolsFor('see');
  const everywhere = mayEverywhere('see');
  const words = (asked.get('q') ?? '').trim();
  const uai = asked.get('uai') ?? (everywhere ? null : (schools[0]?.uai ?? null));
  const key = words.length < least ? null : `${uai ?? ''} ${words}`;
  const found = useAsked(key, () => post('/api/support/find', { words, ...(uai === null ? {} : { uai }) }, findReply));
  const accountId = /^\d+$/.test(rest) ? Number(rest) : null;
  const at = (id: string) => `personnes${id}${window.location.search}`;

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys among links that are reached without them too
    <div
      className="split"
      data-open={accountId !== null}
      onKeyDown={event => {
        if (moveAmongRows(event.key)) event.preventDefault();
      }}
    >
      <section className="split-list" aria-label={t('find.results')}>
        {accountId === null && <h1 className="unseen">{t('find.label')}</h1>}
        {!everywhere && schools.length > 1 && (
          <label className="split-scope">
            <span className="field-hint">{t('find.school')}</span>
            <select
              className="select"
              value={uai ?? ''}
              onChange={({ target }) => go(`personnes?${new URLSearchParams({ q: words, uai: target.value })}`)}
            >
              {schools.map(each => (
                <option key={each.uai} value={each.uai}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <Results found={found} asking={key !== null} current={accountId} at={at} />
      </section>
      <section className="split-card" aria-label={t('card.label')}>
        {accountId === null ? (
          <div className="split-nothing">
            <p className="soft">{t('card.none')}</p>
          </div>
        ) : (
          <PersonCard
            key={accountId}
            accountId={accountId}
            back={() => go(at(''))}
            changed={() => void found.again()}
          />
        )}
      </section>
    </div>
  );
}
