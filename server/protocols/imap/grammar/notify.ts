import { type FetchItem, readFetchItem } from './fetch.ts';
import { type MailboxFilter, readMailboxFilter } from './mailbox-filter.ts';
import { readAtom, readList } from './primitives.ts';
import type { Reader } from './reader.ts';

/** No groups: the client wants to hear of nothing. rfc/5465#3 */
export type Notify = {
  kind: 'notify';
  /** Send the STATUS of the mailboxes concerned at once. */
  status: boolean;
  groups: { filter: MailboxFilter; events: NotifyEvent[] }[];
};

/** rfc/5465#5. An event unknown here is answered with BADEVENT. */
export type NotifyEvent =
  | { kind: 'MessageNew'; items: FetchItem[] }
  | { kind: KnownEvent }
  | { kind: 'unknown'; name: string };

type KnownEvent = (typeof knownEvents)[number];

const knownEvents = [
  'MessageExpunge',
  'FlagChange',
  'AnnotationChange',
  'MailboxName',
  'SubscriptionChange',
  'MailboxMetadataChange',
  'ServerMetadataChange',
] as const;

export function readNotify(reader: Reader): Notify {
  reader.expect(' ');
  if (reader.skip('NONE')) return { kind: 'notify', status: false, groups: [] };
  reader.expect('SET');
  const status = reader.skip(' STATUS');
  const groups: Notify['groups'] = [];
  do {
    reader.expect(' (');
    const filter = readMailboxFilter(reader);
    reader.expect(' ');
    groups.push({ filter, events: reader.skip('NONE') ? [] : readEvents(reader) });
    reader.expect(')');
  } while (reader.nextIs(' '));
  return { kind: 'notify', status, groups };
}

/**
 * MessageNew and MessageExpunge come together, FlagChange only with them. The syntax has parentheses around the events, the
 * examples have none: both are taken. rfc/5465#8
 */
function readEvents(reader: Reader): NotifyEvent[] {
  const events = reader.nextIs('(') ? readList(reader, readEvent) : readBareEvents(reader);
  const has = (kind: NotifyEvent['kind']) => events.some(event => event.kind === kind);
  if (has('MessageNew') !== has('MessageExpunge')) reader.fail('MessageNew and MessageExpunge go together');
  if (has('FlagChange') && !has('MessageNew')) reader.fail('FlagChange needs MessageNew and MessageExpunge');
  return events;
}

function readBareEvents(reader: Reader): NotifyEvent[] {
  const events: NotifyEvent[] = [];
  do events.push(readEvent(reader));
  while (reader.skip(' '));
  return events;
}

function readEvent(reader: Reader): NotifyEvent {
  const name = readAtom(reader);
  if (name.toLowerCase() !== 'messagenew') {
    const kind = knownEvents.find(event => event.toLowerCase() === name.toLowerCase());
    return kind ? { kind } : { kind: 'unknown', name };
  }
  if (!reader.nextIs(' (')) return { kind: 'MessageNew', items: [] };
  reader.expect(' ');
  return { kind: 'MessageNew', items: readList(reader, readFetchItem) };
}
