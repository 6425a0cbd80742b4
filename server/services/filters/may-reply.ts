/**
 * Whether a message may be answered by itself: never lists, robots, bounces or oneself. rfc/5230#4.5, rfc/5230#4.6 and
 * RFC 3834, whose rules are kept to the letter and a little beyond, since one wrong answer starts a loop.
 */
import { listMailboxes } from '../../formats/address/parse.ts';
import { readAddresses } from '../../formats/message/envelope.ts';
import { decodedValue, type Field, rawHeader } from '../../formats/message/header.ts';

/** Why there is no answer. */
export type NoReply = 'bounce' | 'oneself' | 'robot' | 'list' | 'automatic' | 'bulk' | 'suppressed' | 'not-addressed';

export type Asked = {
  readonly bytes: Buffer;
  readonly fields: readonly Field[];
  /** The reverse path; '' for a bounce. */
  readonly sender: string;
  /** The owner's addresses, those the script adds included. */
  readonly own: readonly string[];
};

/** @returns null where an answer may go to the reverse path */
export function whyNoReply({ bytes, fields, sender, own }: Asked): NoReply | null {
  const mine = new Set(own.map(plainAddress));
  if (sender === '' || !sender.includes('@')) return 'bounce';
  if (mine.has(plainAddress(sender))) return 'oneself';
  if (robot.test(sender)) return 'robot';
  if (fields.some(field => listFields.test(field.name))) return 'list';
  const value = (name: string) => rawHeader(bytes, fields, name)?.toLowerCase() ?? '';
  if (isAutomatic(bytes, fields)) return 'automatic';
  if (/^\s*(?:bulk|list|junk|auto_reply)\b/.test(value('precedence'))) return 'bulk';
  if (/\b(?:all|oof|autoreply)\b/.test(value('x-auto-response-suppress'))) return 'suppressed';
  if (fields.some(field => markFields.has(field.name))) return 'automatic';
  if (value('x-spam-flag').startsWith('yes')) return 'bulk';
  if (/^\s*multipart\/report\b/.test(value('content-type'))) return 'automatic';
  return isAddressed({ bytes, fields, mine }) ? null : 'not-addressed';
}

/** Whether a program says it wrote the message. RFC 3834 */
export function isAutomatic(bytes: Buffer, fields: readonly Field[]): boolean {
  const value = rawHeader(bytes, fields, 'auto-submitted') ?? '';
  return !/^\s*(?:no\s*(?:;.*)?)?$/is.test(value);
}

/** Local parts nobody reads behind. */
const robot =
  /^(?:owner-|(?:.*[-_.+])?(?:no-?reply|do-?not-?reply|ne-?pas-?repondre|nepasrepondre|noreponse|bounces?|daemon)(?:[-_.+=].*)?@|mailer-daemon@|mailerdaemon@|listserv@|majordomo@|postmaster@|news@|uucp@)|(?:-request|-owner|-bounces?)@/i;

const listFields =
  /^(?:list-(?:id|help|subscribe|unsubscribe|unsubscribe-post|post|owner|archive)|mailing-list|x-mailing-list|x-list|x-mailman-version|x-beenthere)$/;

/** Left by programs that answer by themselves without the standard mark. */
const markFields = new Set([
  'x-autoreply',
  'x-autorespond',
  'x-auto-response',
  'x-autoresponder',
  'x-cron-env',
  'x-loop',
]);

const addressed = ['to', 'cc', 'bcc', 'resent-to', 'resent-cc', 'resent-bcc'];

/** The owner must be among those the message was written to. rfc/5230#4.5 */
function isAddressed({ bytes, fields, mine }: { bytes: Buffer; fields: readonly Field[]; mine: ReadonlySet<string> }) {
  return addressed.some(name =>
    listMailboxes(readAddresses(bytes, fields, name)).some(({ address }) => mine.has(plainAddress(address))),
  );
}

/** As addresses of a house are compared: without case, without what stands after a plus. */
function plainAddress(address: string): string {
  return address.toLowerCase().replace(/^([^+@]+)\+[^@]*@/, '$1@');
}

/** The value for people of the first such field. */
export function shownValue(bytes: Buffer, fields: readonly Field[], name: string): string {
  const field = fields.find(one => one.name === name);
  return field ? decodedValue(bytes, field) : '';
}
