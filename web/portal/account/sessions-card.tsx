import { done } from '@vaguemestre/contract/recovery.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { post } from '../../request.ts';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';
import { Card } from './card.tsx';
import { clientName } from './client-name.ts';

export function SessionsCard({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const { failure, act } = useAct();

  async function end(which: number | 'others'): Promise<void> {
    await act(async () => {
      await post('/api/account/sessions/end', { which }, done);
      await changed();
    });
  }

  return (
    <Card icon="person" title={t('account.sessions.title')}>
      <ul className="lines">
        {account.sessions.map(each => (
          <li key={each.id} className="line">
            <span className="line-text">
              <strong>{clientName(each.client) ?? t('account.sessions.unknown')}</strong>
              <span className="line-more">
                {each.here ? t('account.sessions.here') : moment(each.seenAt)} · {each.network}
              </span>
            </span>
            {!each.here && (
              <Button weight="plain" onPress={() => void end(each.id)}>
                {t('account.sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <RefusalNotice failure={failure} own={{}} />
      {account.sessions.length > 1 && (
        <div>
          <Button weight="quiet" onPress={() => void end('others')}>
            {t('account.sessions.others')}
          </Button>
        </div>
      )}
    </Card>
  );
}
