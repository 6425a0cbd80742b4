/** Instants, days and sizes as people read them, in their language and in Paris. */
import { useTimes as usePortalTimes } from '../../portal/times.ts';
import type { Language } from './speak.ts';

export const useTimes = usePortalTimes;

/** In units of a thousand, as disks are sold and as the house's limits are set. */
export function sizeText(bytes: number, language: Language): string {
  const units = language === 'en' ? ['B', 'KB', 'MB', 'GB', 'TB'] : ['o', 'Ko', 'Mo', 'Go', 'To'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const number = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'fr-FR', { maximumFractionDigits: 1 });
  return `${number.format(bytes / 1000 ** power)}\u00a0${units[power]}`;
}

/** Whole days from one day to another, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day it is in Paris. */
export function today(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(now);
}
