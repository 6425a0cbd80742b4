/** The first event of a calendar file, as far as an invitation shows it. Pure. rfc/5545 */

export type When = { readonly at: Date; readonly allDay: boolean };

export type Invitation = {
  readonly title: string;
  readonly place: string | null;
  readonly description: string | null;
  readonly start: When | null;
  readonly end: When | null;
  readonly organizer: Attendee | null;
  readonly attendees: readonly Attendee[];
  readonly cancelled: boolean;
  readonly repeats: boolean;
};

export type Attendee = {
  readonly name: string;
  readonly email: string;
  readonly answer: 'accepted' | 'declined' | 'tentative' | null;
};

type Line = { readonly name: string; readonly params: Readonly<Record<string, string>>; readonly value: string };

const mostLines = 5000;
const mostAttendees = 50;

/** Null where it holds no event. */
export function readCalendar(text: string): Invitation | null {
  const lines = unfold(text).slice(0, mostLines).flatMap(readLine);
  const from = lines.findIndex(({ name, value }) => name === 'BEGIN' && value.toUpperCase() === 'VEVENT');
  if (from < 0) return null;
  const event: Line[] = [];
  let depth = 0;
  for (const line of lines.slice(from + 1)) {
    if (line.name === 'BEGIN') depth += 1;
    else if (line.name === 'END' && depth === 0) break;
    else if (line.name === 'END') depth -= 1;
    else if (depth === 0) event.push(line);
  }
  const find = (name: string) => event.find(each => each.name === name);
  const method = lines.find(({ name }) => name === 'METHOD')?.value.toUpperCase();
  const start = whenOf(find('DTSTART'));
  return {
    title: textOf(find('SUMMARY')) ?? '',
    place: textOf(find('LOCATION')),
    description: textOf(find('DESCRIPTION')),
    start,
    end: whenOf(find('DTEND')) ?? endAfter(start, find('DURATION')?.value),
    organizer: attendeeOf(find('ORGANIZER')),
    attendees: event
      .filter(({ name }) => name === 'ATTENDEE')
      .slice(0, mostAttendees)
      .flatMap(line => attendeeOf(line) ?? []),
    cancelled: method === 'CANCEL' || find('STATUS')?.value.toUpperCase() === 'CANCELLED',
    repeats: find('RRULE') !== undefined,
  };
}

/** Long lines go on after a line end and a space. rfc/5545#3.1 */
function unfold(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
}

function readLine(line: string): Line[] {
  const [, name, params = '', value = ''] =
    /^([A-Za-z0-9-]{1,60})((?:;[^=;:]{1,60}=(?:"[^"]*"|[^;:"]*))*):(.*)$/s.exec(line) ?? [];
  if (name === undefined) return [];
  const pairs = [...params.matchAll(/;([^=;:]+)=(?:"([^"]*)"|([^;:"]*))/g)];
  const named = Object.fromEntries(pairs.map(([, key, quoted, bare]) => [key!.toUpperCase(), quoted ?? bare ?? '']));
  return [{ name: name.toUpperCase(), params: named, value }];
}

function textOf(line: Line | undefined): string | null {
  const text = line?.value
    .replace(/\\([\\;,nN])/g, (_all, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
    .trim();
  return text === undefined || text === '' ? null : text;
}

function attendeeOf(line: Line | undefined): Attendee | null {
  if (line === undefined) return null;
  const email = line.value.replace(/^mailto:/i, '').trim();
  if (email === '') return null;
  const answers: Readonly<Record<string, Attendee['answer']>> = {
    ACCEPTED: 'accepted',
    DECLINED: 'declined',
    TENTATIVE: 'tentative',
  };
  return { name: line.params.CN || email, email, answer: answers[line.params.PARTSTAT?.toUpperCase() ?? ''] ?? null };
}

/** A day, an instant of UTC, or an hour of a zone; an hour of no known zone is the reader's. rfc/5545#3.3.5 */
function whenOf(line: Line | undefined): When | null {
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(line?.value.trim() ?? '') ?? [];
  if (year === undefined) return null;
  const parts = [Number(year), Number(month) - 1, Number(day)] as const;
  if (hour === undefined) return { at: new Date(...parts), allDay: true };
  const time = [Number(hour), Number(minute), Number(second)] as const;
  if (utc !== undefined) return { at: new Date(Date.UTC(...parts, ...time)), allDay: false };
  const zone = line?.params.TZID;
  const at = zone === undefined ? null : inZone(Date.UTC(...parts, ...time), zone);
  return { at: at ?? new Date(...parts, ...time), allDay: false };
}

/** The instant at which the clocks of a zone show these figures, read as if they were UTC. */
function inZone(figures: number, zone: string): Date | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    const offsetAt = (instant: number): number => {
      const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
      const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000;
      return sign === '-' ? -offset : offset;
    };
    // Twice, for the day on which the clocks change.
    return new Date(figures - offsetAt(figures - offsetAt(figures)));
  } catch {
    // A zone that only its writer knows.
    return null;
  }
}

function endAfter(start: When | null, duration: string | undefined): When | null {
  const [, weeks, days, hours, minutes] =
    /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(duration ?? '') ?? [];
  if (start === null || duration === undefined) return null;
  const total = (Number(weeks ?? 0) * 7 + Number(days ?? 0)) * 24 * 60 + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return total === 0 ? null : { at: new Date(start.at.getTime() + total * 60_000), allDay: start.allDay };
}
