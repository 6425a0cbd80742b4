/** Days as the versions write them: `19850412`, `--0412`, `1985-04` in 4.0; `1985-04-12` in 3.0. rfc/6350#4.3.1 */

/** A day of which parts may be unknown. */
export type PartialDay = { readonly year?: number; readonly month?: number; readonly day?: number };

const forms = [
  /^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)$/,
  /^--(?<month>\d\d)-?(?<day>\d\d)$/,
  /^(?<year>\d{4})-(?<month>\d\d)$/,
  /^(?<year>\d{4})$/,
  /^--(?<month>\d\d)$/,
  /^---(?<day>\d\d)$/,
];

/** Null where the text is no day of these forms (an instant, or words). */
export function readDay(value: string): PartialDay | null {
  for (const form of forms) {
    const groups = form.exec(value)?.groups;
    if (groups === undefined) continue;
    const day = Object.fromEntries(Object.entries(groups).map(([name, digits]) => [name, Number(digits)]));
    return (day.month ?? 1) >= 1 && (day.month ?? 1) <= 12 && (day.day ?? 1) >= 1 && (day.day ?? 1) <= 31 ? day : null;
  }
  return null;
}

/** As 4.0 writes it; null where the parts make no day it can say. */
export function writeDay({ year, month, day }: PartialDay): string | null {
  const two = (number: number) => String(number).padStart(2, '0');
  const years = year === undefined ? null : String(year).padStart(4, '0');
  if (month === undefined) return day === undefined ? years : years === null ? `---${two(day)}` : null;
  if (day === undefined) return years === null ? `--${two(month)}` : `${years}-${two(month)}`;
  return `${years ?? '--'}${two(month)}${two(day)}`;
}
