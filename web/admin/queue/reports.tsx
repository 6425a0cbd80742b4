import { reportsReply } from '@vaguemestre/contract/queue.ts';
import { Refusal, useAsked } from '../../desk/frame/asked.tsx';
import { TableFrame } from '../../desk/frame/table-frame.tsx';
import { useTimes } from '../../desk/frame/times.ts';
import { get } from '../../request.ts';
import { useWords } from '../words/words.ts';

/** What other houses say of our mail: DMARC and TLS reports, summed. */
export function Reports() {
  const { t } = useWords();
  const { day } = useTimes();
  const { answer, failure, again } = useAsked('reports', () => get('/api/queue/reports', reportsReply));
  return (
    <div className="stack">
      <p className="soft">{t('queue.reportsLead')}</p>
      <Refusal failure={failure} again={() => void again()} />
      {answer?.reports.length === 0 && <p className="nothing">{t('queue.noReports')}</p>}
      {answer !== null && answer.reports.length > 0 && (
        <TableFrame label={t('queue.reports')}>
          <thead>
            <tr>
              <th scope="col">{t('queue.organisation')}</th>
              <th scope="col">{t('queue.kind')}</th>
              <th scope="col">{t('queue.domain')}</th>
              <th scope="col">{t('queue.period')}</th>
              <th scope="col" className="number">
                {t('queue.passed')}
              </th>
              <th scope="col" className="number">
                {t('queue.failed')}
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.reports.map(each => (
              <tr key={`${each.kind}${each.organisation}${each.domain}${each.from}`}>
                <th scope="row">{each.organisation}</th>
                <td>{each.kind === 'dmarc' ? 'DMARC' : 'TLS'}</td>
                <td>{each.domain}</td>
                <td>
                  {day(each.from.slice(0, 10))} – {day(each.to.slice(0, 10))}
                </td>
                <td className="number">{each.passed}</td>
                <td className="number">{each.failed > 0 ? <strong>{each.failed}</strong> : 0}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
    </div>
  );
}
