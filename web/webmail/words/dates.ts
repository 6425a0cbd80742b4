/** Dates and sizes as people say them. */
import type { Language } from './speak.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow; there are few of them. */
function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', options);
  formats.set(key, known);
  return known;
}

/** In a list: the hour today, the day this year, else the whole date. */
export function shortDate(at: string, language: Language, now: Date): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  if (isSameDay(date, now)) return format(language, { hour: '2-digit', minute: '2-digit' }).format(date);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (isSameDay(date, yesterday)) return language === 'fr' ? 'hier' : 'yesterday';
  if (date.getFullYear() === now.getFullYear())
    return format(language, { day: 'numeric', month: 'short' }).format(date);
  return format(language, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(date);
}

export function longDate(at: string, language: Language): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : format(language, { dateStyle: 'full', timeStyle: 'short' }).format(date);
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

/** Octets, in the unit that leaves few digits. */
export function size(bytes: number, language: Language): string {
  const units = language === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To'] : ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })}\u00a0${units[unit]}`;
}
