import type { AccountReply } from '@vaguemestre/contract/account.ts';
import { useTranslation } from 'react-i18next';
import { Card } from '../account/card.tsx';
import { clientName } from '../account/client-name.ts';
import { Link } from '../navigation.tsx';
import { useTimes } from '../times.ts';

const shown = 4;
const doors = ['imap', 'submission', 'sieve', 'portal', 'jmap', 'dav'] as const;

/** The last sign-ins, for a glance: a strange one is seen at once. */
export function RecentSignIns({ account }: { account: AccountReply }) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const signIns = account.events.filter(each => each.kind === 'signed-in').slice(0, shown);
  return (
    <Card icon="shield" title={t('launcher.recent.title')}>
      <ol className="lines">
        {signIns.map(({ at, door, network, client }) => {
          const through = doors.find(each => each === door);
          return (
            <li key={`${at} ${door} ${network}`} className="line">
              <span>
                <strong>{(client && clientName(client)) ?? (through && t(`account.journal.doors.${through}`))}</strong>
                <span className="line-more">{network}</span>
              </span>
              <time className="small soft" dateTime={at}>
                {moment(at)}
              </time>
            </li>
          );
        })}
      </ol>
      <p className="small">
        <Link to="/compte">{t('launcher.recent.strange')}</Link>
      </p>
    </Card>
  );
}
