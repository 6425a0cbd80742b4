import type { AccountReply } from '@vaguemestre/contract/account.ts';
import { useTranslation } from 'react-i18next';
import { Card } from '../account/card.tsx';
import { useEventWords } from '../account/event-words.ts';
import { Link } from '../navigation.tsx';
import { useTimes } from '../times.ts';

const shown = 4;

/** The last sign-ins, for a glance: a strange one is seen at once. */
export function RecentSignIns({ account }: { account: AccountReply }) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const { through, from } = useEventWords();
  const signIns = account.events.filter(each => each.kind === 'signed-in').slice(0, shown);
  return (
    <Card icon="shield" title={t('launcher.recent.title')}>
      <ol className="lines">
        {signIns.map(event => (
          <li key={`${event.at} ${event.door} ${event.network}`} className="line">
            <span className="line-text">
              <strong>{from(event) ?? through(event)}</strong>
              <span className="line-more">
                {[from(event) === null ? null : through(event), event.network]
                  .filter(each => each !== null)
                  .join(' · ')}
              </span>
            </span>
            <time className="small soft" dateTime={event.at}>
              {moment(event.at)}
            </time>
          </li>
        ))}
      </ol>
      <p className="small">
        <Link to="/compte#journal">{t('launcher.recent.strange')}</Link>
      </p>
    </Card>
  );
}
