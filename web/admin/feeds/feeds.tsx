/** The feeds of human resources: those that are held, one of them to be judged, a file to be tried (R1, R26). */
import { heldFeedsReply } from '@vaguemestre/contract/feed.ts';
import { Heading } from '../../design/heading.tsx';
import { Refusal, useAsked } from '../../desk/frame/asked.tsx';
import { Link, useWhere } from '../../desk/frame/link.tsx';
import { useTimes } from '../../desk/frame/times.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { kinds } from './diff.ts';
import { Guard } from './guard.tsx';
import { Held } from './held.tsx';
import { Upload } from './upload.tsx';

export default function Feeds() {
  const { rest } = useWhere();
  return /^\d+$/.test(rest) ? <Held key={rest} id={Number(rest)} /> : <AllFeeds />;
}

function AllFeeds() {
  const { t, language } = useWords();
  const { moment } = useTimes();
  const { answer, failure, again } = useAsked('held', () => post('/api/feeds/held', {}, heldFeedsReply));
  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <Heading>{t('feeds.title')}</Heading>
        <p className="soft">{t('feeds.lead')}</p>
      </header>
      <section className="stack" aria-labelledby="held">
        <h2 id="held">{t('feeds.held')}</h2>
        <Refusal failure={failure} again={() => void again()} />
        {answer?.feeds.length === 0 && <p className="nothing">{t('feeds.noneHeld')}</p>}
        <ul className="items">
          {answer?.feeds.map(feed => (
            <li className="item" key={feed.id}>
              <h3>
                <Link to={`flux/${feed.id}`}>{t('feeds.number', { id: feed.id })}</Link>
              </h3>
              <p>{feed.why[language]}</p>
              <p className="feed-counts">
                {kinds
                  .filter(kind => (feed.counts[kind] ?? 0) > 0)
                  .map(kind => (
                    <span key={kind}>
                      <strong>{feed.counts[kind]}</strong> {t(`feeds.kinds.${kind}.short`)}
                    </span>
                  ))}
              </p>
              <p className="soft small">
                {t('feeds.received', { origin: feed.origin, at: moment(feed.receivedAt) })} ·{' '}
                {t(feed.scope === 'complete' ? 'feeds.complete' : 'feeds.partial')}
              </p>
              <div className="row">
                <Link to={`flux/${feed.id}`} className="button button-main button-small">
                  {t('feeds.see')}
                </Link>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <Upload changed={() => void again()} />
      <Guard />
    </div>
  );
}
