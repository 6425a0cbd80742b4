import { formatDate, type MessageDate, parseDate } from '../../message/date.ts';
import { SourceError } from '../faults.ts';
import { compileIndex, compileNames } from '../header-scope.ts';
import { compileMatcher } from '../match.ts';
import { headerValues } from '../message.ts';
import { expand, type Run } from '../run.ts';
import { type Call, hasTag, indexTags, matchTags, type TestShape, tagTemplate, template, templates } from '../shape.ts';
import type { Template } from '../template.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** The parts of a date that stands in its own zone; `local` reads as UTC what clocks there show. rfc/5260#4.2 */
const parts: Readonly<Record<string, (date: MessageDate, local: Date) => string>> = {
  year: (_, local) => String(local.getUTCFullYear()).padStart(4, '0'),
  month: (_, local) => two(local.getUTCMonth() + 1),
  day: (_, local) => two(local.getUTCDate()),
  date: (_, local) => local.toISOString().slice(0, 10),
  // The modified Julian day counts from 1858-11-17.
  julian: (_, local) => String(Math.floor(local.getTime() / 86_400_000) + 40_587),
  hour: (_, local) => two(local.getUTCHours()),
  minute: (_, local) => two(local.getUTCMinutes()),
  second: (_, local) => two(local.getUTCSeconds()),
  time: (_, local) => local.toISOString().slice(11, 19),
  iso8601: ({ zone }, local) => `${local.toISOString().slice(0, 19)}${zone === 0 ? 'Z' : writeZone(zone, ':')}`,
  std11: date => formatDate(date),
  zone: ({ zone }) => writeZone(zone, ''),
  weekday: (_, local) => String(local.getUTCDay()),
};

function writeZone(zone: number, between: string): string {
  const minutes = Math.abs(zone);
  return `${zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${between}${two(minutes % 60)}`;
}

const zoneTags = { ':zone': { value: 'string', group: 'zone' } } as const;

/** rfc/5260#4 */
export const date: TestShape = {
  name: 'date',
  needs: ['date'],
  tags: { ...matchTags, ...indexTags, ...zoneTags, ':originalzone': { group: 'zone' } },
  operands: [{ kind: 'string' }, { kind: 'string' }, { kind: 'strings' }],
  compile(call) {
    const names = compileNames([template(call, 0)]);
    const part = compilePart(template(call, 1));
    const matches = compileMatcher(call, templates(call, 2));
    const pick = compileIndex(call);
    const zoned = compileZone(call);
    return run => {
      const values = pick(headerValues(run.message.header, names(run)[0]!));
      const dates = values.map(readHeaderDate).filter(one => one !== null);
      return matches(
        run,
        dates.flatMap(one => part(run, zoned(run, one))),
      );
    };
  },
};

/** rfc/5260#5 */
export const currentdate: TestShape = {
  name: 'currentdate',
  needs: ['date'],
  tags: { ...matchTags, ...zoneTags },
  operands: [{ kind: 'string' }, { kind: 'strings' }],
  compile(call) {
    const part = compilePart(template(call, 0));
    const matches = compileMatcher(call, templates(call, 1));
    const zoned = compileZone(call);
    return run => matches(run, part(run, zoned(run, { ms: run.environment.now.getTime(), zone: 0 })));
  },
};

/** The date of a field stands alone or, as in Received, after its last semicolon. rfc/5260#4 */
function readHeaderDate(value: string): MessageDate | null {
  return parseDate(value.slice(value.lastIndexOf(';') + 1).trim());
}

function compilePart(name: Template): (run: Run, date: MessageDate) => string[] {
  if (name.constant !== null && !Object.hasOwn(parts, name.constant.toLowerCase())) {
    throw new SourceError(name.at, 'bad-date-part', name.constant);
  }
  return (run, moved) => {
    const wanted = expand(run, name).toLowerCase();
    if (!Object.hasOwn(parts, wanted)) return [];
    return [parts[wanted]!(moved, new Date(moved.ms + moved.zone * 60_000))];
  };
}

/** The zone asked for, the message's own, or the owner's. rfc/5260#4.1 */
function compileZone(call: Call): (run: Run, date: MessageDate) => MessageDate {
  if (hasTag(call, ':originalzone')) return (_run, moved) => moved;
  const zone = tagTemplate(call, ':zone');
  if (!zone) return (run, { ms }) => ({ ms, zone: run.environment.zoneAt(new Date(ms)) });
  if (zone.constant !== null && readZone(zone.constant) === null) {
    throw new SourceError(zone.at, 'bad-zone', zone.constant);
  }
  return (run, { ms }) => ({ ms, zone: readZone(expand(run, zone)) ?? run.environment.zoneAt(new Date(ms)) });
}

function readZone(text: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2})([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined) return null;
  const zone = Number(hours) * 60 + Number(minutes);
  return zone > 24 * 60 ? null : sign === '-' ? -zone : zone;
}
