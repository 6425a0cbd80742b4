import { useTranslation } from 'react-i18next';

/** Instants and days as people read them, in their language and in Paris. */
export function useTimes(): { hour(iso: string): string; moment(iso: string): string; day(day: string): string } {
  const { i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en-GB' : 'fr-FR';
  const write = (instant: Date, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language, { timeZone: 'Europe/Paris', ...options }).format(instant);
  return {
    hour: iso => write(new Date(iso), { hour: 'numeric', minute: '2-digit' }),
    moment: iso => write(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' }),
    day: day => write(new Date(`${day}T12:00:00Z`), { dateStyle: 'long' }),
  };
}
