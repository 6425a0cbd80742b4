/** Days, months and years as people type them: `2026-09-01`, `1/9/2026`, `2026-09`, `2025`, `septembre`, `hier`. Pure. */
import { fold } from './terms.ts';

/** From the first instant to the first that is no more in it. */
export type Period = { readonly from: Date; readonly to: Date };

const months = [
  ['janvier', 'january'],
  ['fevrier', 'february'],
  ['mars', 'march'],
  ['avril', 'april'],
  ['mai', 'may'],
  ['juin', 'june'],
  ['juillet', 'july'],
  ['aout', 'august'],
  ['septembre', 'september'],
  ['octobre', 'october'],
  ['novembre', 'november'],
  ['decembre', 'december'],
] as const;

/** Null where it is no date. A month without its year is the last one that has begun. */
export function readPeriod(text: string, now: Date): Period | null {
  const folded = fold(text.trim());
  const today = dayAt(now.getFullYear(), now.getMonth(), now.getDate());
  if (folded === 'aujourdhui' || folded === 'aujourd’hui' || folded === "aujourd'hui" || folded === 'today')
    return today;
  if (folded === 'hier' || folded === 'yesterday') return dayAt(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  const [, year, month, day] = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(folded) ?? [];
  if (year !== undefined) return numbered(Number(year), month, day);
  const [, dayFirst, monthThen, yearLast] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(folded) ?? [];
  if (dayFirst !== undefined) return numbered(Number(yearLast), monthThen, dayFirst);
  const [, name, ofYear] = /^([a-z]+)(?:[ -](\d{4}))?$/.exec(folded) ?? [];
  if (name === undefined || name.length < 3) return null;
  const at = months.findIndex(each => each.some(full => full.startsWith(name)));
  if (at < 0) return null;
  const guessed = at <= now.getMonth() ? now.getFullYear() : now.getFullYear() - 1;
  return monthAt(ofYear === undefined ? guessed : Number(ofYear), at);
}

function numbered(year: number, month: string | undefined, day: string | undefined): Period | null {
  if (year < 1970 || year > 9999) return null;
  if (month === undefined) return { from: new Date(year, 0, 1), to: new Date(year + 1, 0, 1) };
  const at = Number(month) - 1;
  if (at < 0 || at > 11) return null;
  if (day === undefined) return monthAt(year, at);
  const of = Number(day);
  return of < 1 || of > new Date(year, at + 1, 0).getDate() ? null : dayAt(year, at, of);
}

function dayAt(year: number, month: number, day: number): Period {
  return { from: new Date(year, month, day), to: new Date(year, month, day + 1) };
}

function monthAt(year: number, month: number): Period {
  return { from: new Date(year, month, 1), to: new Date(year, month + 1, 1) };
}
