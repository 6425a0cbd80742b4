/** Hours at which people wish a mail to leave. */
export type Moment = { readonly kind: 'tonight' | 'tomorrow' | 'monday'; readonly at: Date };

/** Those that are still to come and are not the same, soonest first. In the hour of the machine. */
export function moments(now: Date): Moment[] {
  const at = (days: number, hour: number): Date => {
    const date = new Date(now);
    date.setDate(date.getDate() + days);
    date.setHours(hour, 0, 0, 0);
    return date;
  };
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const all: Moment[] = [
    { kind: 'tonight', at: at(0, 18) },
    { kind: 'tomorrow', at: at(1, 8) },
    { kind: 'monday', at: at(toMonday, 8) },
  ];
  const soon = now.getTime() + 30 * 60_000;
  return all.filter(
    ({ at: one }, index) =>
      one.getTime() > soon && !all.slice(0, index).some(({ at: other }) => other.getTime() === one.getTime()),
  );
}

/** As a field of the browser writes it: `2026-11-25T08:00`. */
export function fieldOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Why a moment cannot be chosen; null where it can. `longest`: seconds the server keeps a mail. */
export function whyNot(at: Date, now: Date, longest: number): 'none' | 'past' | 'far' | null {
  if (Number.isNaN(at.getTime())) return 'none';
  if (at.getTime() < now.getTime() + 60_000) return 'past';
  return at.getTime() > now.getTime() + longest * 1000 ? 'far' : null;
}
