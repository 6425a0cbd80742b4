import { useState } from 'react';
import { Mark } from '../../design/mark.tsx';
import type { EmailAddress, EmailBody, EmailHead } from '../../jmap/objects.ts';
import { domainOf, isOutside } from '../list/people.ts';
import { useStore } from '../shell/use-store.ts';
import { longDate } from '../words/dates.ts';
import { useWords } from '../words/speak.ts';

/** Who wrote, to whom, when. The sender's real address is always there, whatever name was given to it. R21 */
export function MessageHead({ head, body }: { head: EmailHead; body: EmailBody | null }) {
  const { t, language } = useWords();
  const { jmap } = useStore();
  const [all, setAll] = useState(false);
  const [from] = head.from ?? [];
  const outside = isOutside(head, domainOf(jmap.session.username));
  return (
    <header className="message-head">
      <div className="message-from">
        <p>
          <strong className="message-name">{from?.name?.trim() || from?.email || t('list.nobody')}</strong>{' '}
          {from?.name?.trim() && <span className="message-address">{`<${from.email}>`}</span>}{' '}
          {outside && (
            <span className="outside" title={t('reading.externalText')}>
              <Mark name="outside" size={14} />
              {t('reading.external')}
            </span>
          )}
        </p>
        <time className="soft small" dateTime={head.receivedAt}>
          {longDate(body?.sentAt ?? head.receivedAt, language)}
        </time>
      </div>
      <div className="message-to small">
        <People label={t('reading.to')} list={head.to} all={all} />
        <People label={t('reading.cc')} list={body?.cc ?? null} all={all} />
        {all && (
          <>
            <People label={t('reading.bcc')} list={body?.bcc ?? null} all />
            <People label={t('reading.replyTo')} list={body?.replyTo ?? null} all />
            <People label={t('reading.sender')} list={body?.sender ?? null} all />
          </>
        )}
        <button type="button" className="button button-plain details" aria-expanded={all} onClick={() => setAll(!all)}>
          {t('reading.details')}
        </button>
      </div>
    </header>
  );
}

const fewPeople = 3;

function People({ label, list, all }: { label: string; list: readonly EmailAddress[] | null; all: boolean }) {
  const { t } = useWords();
  if (list === null || list.length === 0) return null;
  const shown = all ? list : list.slice(0, fewPeople);
  const more = list.length - shown.length;
  return (
    <p>
      <span className="soft">{label}</span>{' '}
      {shown.map(each => (all && each.name ? `${each.name} <${each.email}>` : (each.name ?? each.email))).join(', ')}
      {more > 0 && ` ${t('reading.others', { count: more })}`}
    </p>
  );
}
