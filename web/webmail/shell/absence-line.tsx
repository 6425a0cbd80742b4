import { Link } from '@tanstack/react-router';
import { useWords } from '../words/speak.ts';
import { useAbsence } from './absence.ts';
import { Settings } from './rooms.ts';

/** Says calmly that one's automatic answer is on, and leads to it. */
export function AbsenceLine() {
  const { t, language } = useWords();
  const away = useAbsence();
  if (away === null || Settings === null) return null;
  const day = (date: Date) =>
    new Intl.DateTimeFormat(language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'Europe/Paris',
    }).format(date);
  const text =
    away.kind === 'pending'
      ? t('absence.pending', { day: day(away.firstDay) })
      : away.lastDay === null
        ? t('absence.open')
        : t('absence.until', { day: day(away.lastDay) });
  return (
    <p role="status" className="absence-line">
      {text}{' '}
      <Link to="/reglages/$" params={{ _splat: 'absence' }}>
        {t('absence.change')}
      </Link>
    </p>
  );
}
