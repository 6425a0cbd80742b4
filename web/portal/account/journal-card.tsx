import { useTranslation } from 'react-i18next';
import { useTimes } from '../times.ts';
import type { CardProps } from './account.tsx';
import { Card } from './card.tsx';
import { useEventWords } from './event-words.ts';

/** What happened to the account: sign-ins, changes, acts of the house. */
export function JournalCard({ account }: Pick<CardProps, 'account'>) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const { what, through, from } = useEventWords();
  return (
    <Card id="journal" icon="list" title={t('account.journal.title')}>
      <p className="soft">{t('account.journal.explain')}</p>
      <ol className="lines">
        {account.events.map(event => (
          <li key={`${event.at} ${event.kind} ${event.door} ${event.network}`} className="line">
            <span className="line-text">
              <strong>{what(event)}</strong>
              <span className="line-more">
                {[through(event), from(event), event.network].filter(each => each !== null).join(' · ')}
              </span>
            </span>
            <time className="small soft" dateTime={event.at}>
              {moment(event.at)}
            </time>
          </li>
        ))}
      </ol>
    </Card>
  );
}
