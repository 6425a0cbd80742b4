/** The mail that waits to leave: by domain, why, one message's journey, and what other houses report of ours. */
import { queueReply } from '@vaguemestre/contract/queue.ts';
import { Heading } from '../../design/heading.tsx';
import { Refusal, useAsked } from '../../desk/frame/asked.tsx';
import { Link, useWhere } from '../../desk/frame/link.tsx';
import { TableFrame } from '../../desk/frame/table-frame.tsx';
import { useTimes } from '../../desk/frame/times.ts';
import { get } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { Find } from './find.tsx';
import { Reports } from './reports.tsx';
import { Trace } from './trace.tsx';
import { Waiting } from './waiting.tsx';
import './queue.css';

export default function Queue() {
  const { t } = useWords();
  const { rest, asked } = useWhere();
  const [view = ''] = rest.split('/');
  const domain = asked.get('domaine');
  const account = asked.get('compte');
  const held = asked.get('retenus') === 'oui';
  const chosen = domain !== null || account !== null || held;
  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <Heading>{t('queue.title')}</Heading>
        <p className="soft">{t('queue.lead')}</p>
      </header>
      <ul className="tabs">
        <li>
          <Link to="file" className="tab" current={view === '' && !chosen}>
            {t('queue.byDomain')}
          </Link>
        </li>
        <li>
          <Link to="file?retenus=oui" className="tab" current={held}>
            {t('queue.held')}
          </Link>
        </li>
        <li>
          <Link to="file/trajet" className="tab" current={view === 'trajet'}>
            {t('queue.journey')}
          </Link>
        </li>
        <li>
          <Link to="file/rapports" className="tab" current={view === 'rapports'}>
            {t('queue.reports')}
          </Link>
        </li>
      </ul>
      {view === 'trajet' ? (
        <Trace name={asked.get('nom') ?? ''} />
      ) : view === 'rapports' ? (
        <Reports />
      ) : chosen ? (
        <Waiting
          key={`${domain} ${account} ${held}`}
          selection={{
            ...(domain === null ? {} : { domain }),
            ...(account === null ? {} : { account }),
            ...(held ? { held } : {}),
          }}
        />
      ) : (
        <Domains />
      )}
    </div>
  );
}

function Domains() {
  const { t } = useWords();
  const { moment } = useTimes();
  const { answer, failure, again } = useAsked('queue', () => get('/api/queue', queueReply));
  return (
    <div className="stack">
      <Find />
      <Refusal failure={failure} again={() => void again()} />
      {answer?.domains.length === 0 && <p className="nothing">{t('queue.empty')}</p>}
      {answer !== null && answer.domains.length > 0 && (
        <TableFrame label={t('queue.byDomain')}>
          <thead>
            <tr>
              <th scope="col">{t('queue.domain')}</th>
              <th scope="col" className="number">
                {t('queue.waiting')}
              </th>
              <th scope="col" className="number">
                {t('queue.heldShort')}
              </th>
              <th scope="col" className="number">
                {t('queue.due')}
              </th>
              <th scope="col">{t('queue.oldest')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.domains.map(each => (
              <tr key={each.domain}>
                <th scope="row">
                  <Link to={`file?${new URLSearchParams({ domaine: each.domain })}`}>{each.domain}</Link>
                </th>
                <td className="number">{each.waiting}</td>
                <td className="number">{each.held}</td>
                <td className="number">{each.due}</td>
                <td>{moment(each.oldest)}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
    </div>
  );
}
