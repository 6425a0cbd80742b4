/** `02/11/1974`, `2-11-1974`, `02111974` as `1974-11-02`; null for anything that is no day of the calendar. */
export function readFrenchDate(typed: string): string | null {
  const parts = /^\s*(\d{1,2})[\s/.-]?(\d{1,2})[\s/.-]?(\d{4})\s*$/.exec(typed);
  if (parts === null) return null;
  const [, day = '', month = '', year = ''] = parts;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(written) ? written : null;
}
