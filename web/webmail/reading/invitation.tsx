import { useEffect, useState } from 'react';
import { Mark } from '../../design/mark.tsx';
import type { BodyPart } from '../../jmap/objects.ts';
import { useStore } from '../shell/use-store.ts';
import { type Language, useWords } from '../words/speak.ts';
import { type Invitation, readCalendar, type When } from './read-calendar.ts';

const mostBytes = 200_000;

/** An invitation to a meeting: what, when, where, with whom. */
export function InvitationCard({ part }: { part: BodyPart }) {
  const { t, language } = useWords();
  const { jmap } = useStore();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const { blobId } = part;
  useEffect(() => {
    if (blobId === null) return;
    const stop = new AbortController();
    jmap
      .download({ blobId, type: 'text/calendar' }, stop.signal)
      .then(blob => blob.slice(0, mostBytes).text())
      .then(
        text => setInvitation(readCalendar(text)),
        // The file is among the attachments all the same.
        () => setInvitation(null),
      );
    return () => stop.abort();
  }, [jmap, blobId]);
  if (invitation === null || blobId === null) return null;

  const { title, place, start, end, organizer, attendees, cancelled, repeats } = invitation;
  const people = attendees.map(({ name, answer }) =>
    answer === null ? name : `${name} (${t(`invitation.${answer}`)})`,
  );
  return (
    <section className="invitation" aria-label={t('invitation.title')}>
      <p className="invitation-kind small">
        <Mark name="calendar" size={18} />
        {t(cancelled ? 'invitation.cancelled' : 'invitation.title')}
      </p>
      <h2>{title}</h2>
      <dl>
        {start !== null && (
          <div>
            <dt>{t('invitation.when')}</dt>
            <dd>
              {spanOf(start, end, language)}
              {start.allDay && ` (${t('invitation.allDay')})`}
              {repeats && `, ${t('invitation.repeats')}`}
            </dd>
          </div>
        )}
        {place !== null && (
          <div>
            <dt>{t('invitation.where')}</dt>
            <dd>{place}</dd>
          </div>
        )}
        {organizer !== null && (
          <div>
            <dt>{t('invitation.organizer')}</dt>
            <dd>{organizer.name}</dd>
          </div>
        )}
        {people.length > 0 && (
          <div>
            <dt>{t('invitation.attendees')}</dt>
            <dd>{people.join(', ')}</dd>
          </div>
        )}
      </dl>
      <a
        className="button button-quiet button-small"
        href={jmap.downloadPath({ blobId, name: part.name ?? 'invitation.ics', type: 'text/calendar' })}
        download
      >
        {t('invitation.add')}
      </a>
    </section>
  );
}

function spanOf(start: When, end: When | null, language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const format = new Intl.DateTimeFormat(locale, start.allDay ? day : { ...day, hour: '2-digit', minute: '2-digit' });
  if (end === null) return format.format(start.at);
  // The end of a whole day is the day after. rfc/5545#3.6.1
  const last = start.allDay ? new Date(end.at.getTime() - 86_400_000) : end.at;
  return last <= start.at ? format.format(start.at) : format.formatRange(start.at, last);
}
