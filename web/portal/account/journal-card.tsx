import { useTranslation } from 'react-i18next';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';
import { Card } from './card.tsx';
import { clientName } from './client-name.ts';

const kinds = [
  'letter',
  'activated',
  'signed-in',
  'password-changed',
  'recovered',
  'recovery-asked',
  'recovery-cancelled',
  'recovery-code',
  'app-password',
  'passkey',
  'second-factor-on',
  'second-factor-off',
  'suspended',
  'reopened',
  'closed',
  'sending-held',
  'sending-freed',
] as const;
const doors = ['imap', 'submission', 'sieve', 'portal', 'jmap', 'dav'] as const;

/** What happened to the account: sign-ins, changes, acts of the house. */
export function JournalCard({ account }: CardProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  return (
    <Card icon="letter" title={t('account.journal.title')}>
      <p className="soft">{t('account.journal.explain')}</p>
      <ol className="lines">
        {account.events.map(({ at, kind, door, network, client }) => {
          const what = kinds.find(each => each === kind);
          const through = doors.find(each => each === door);
          return (
            <li key={`${at} ${kind} ${door} ${network}`} className="line">
              <span>
                <strong>{what === undefined ? kind : t(`account.journal.kinds.${what}`)}</strong>
                <span className="line-more">
                  {[
                    through === undefined ? null : t(`account.journal.doors.${through}`),
                    client === null ? null : clientName(client),
                    network,
                  ]
                    .filter(each => each !== null)
                    .join(' · ')}
                </span>
              </span>
              <time className="small soft" dateTime={at}>
                {moment(at)}
              </time>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
