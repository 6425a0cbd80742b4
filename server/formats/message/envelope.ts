/**
 * The envelope of a message, as IMAP understands it. rfc/9051#7.5.2. Texts are kept as the message has them (encoded
 * words and all, which is what IMAP sends); {@link decodeWords} makes them readable. Plain JSON, stored with the message.
 */
import type { ListedAddress } from '../address/parse.ts';
import { parseAddressList } from '../address/parse.ts';
import type { Field } from './header.ts';
import { allFields, rawHeader, rawValue } from './header.ts';

export type Envelope = {
  date: string | null;
  subject: string | null;
  from: ListedAddress[];
  /** `from` where the message has no Sender; likewise `replyTo`. */
  sender: ListedAddress[];
  replyTo: ListedAddress[];
  to: ListedAddress[];
  cc: ListedAddress[];
  bcc: ListedAddress[];
  inReplyTo: string | null;
  messageId: string | null;
};

export function readEnvelope(bytes: Buffer, fields: readonly Field[]): Envelope {
  const text = (name: string) => rawHeader(bytes, fields, name);
  const from = readAddresses(bytes, fields, 'from');
  const orFrom = (list: ListedAddress[]) => (list.length > 0 ? list : from);
  return {
    date: text('date'),
    subject: text('subject'),
    from,
    sender: orFrom(readAddresses(bytes, fields, 'sender')),
    replyTo: orFrom(readAddresses(bytes, fields, 'reply-to')),
    to: readAddresses(bytes, fields, 'to'),
    cc: readAddresses(bytes, fields, 'cc'),
    bcc: readAddresses(bytes, fields, 'bcc'),
    inReplyTo: text('in-reply-to'),
    messageId: text('message-id'),
  };
}

/** The addresses of every field of that (lower-case) name, one after the other. */
export function readAddresses(bytes: Buffer, fields: readonly Field[], name: string): ListedAddress[] {
  return allFields(fields, name).flatMap(field => parseAddressList(rawValue(bytes, field)));
}

/** At most this many ids of one field are kept: the newest, which stand last. */
const maxIds = 1000;

/** The message ids (with their angle brackets) of a References, In-Reply-To or Message-ID field, each once. rfc/5322#3.6.4 */
export function readMessageIds(bytes: Buffer, fields: readonly Field[], name: string): string[] {
  const text = rawHeader(bytes, fields, name) ?? '';
  const ids = text.match(/<[^<>\s]+>/g) ?? [];
  return [...new Set(ids.slice(-maxIds))];
}

/** The identifier of the mailing list, lower case and without its brackets, or null. rfc/2919#2 */
export function readListId(bytes: Buffer, fields: readonly Field[]): string | null {
  const text = rawHeader(bytes, fields, 'list-id');
  const [, id] = /<([^<>]+)>\s*$/.exec(text?.slice(-512) ?? '') ?? [];
  return id?.trim().toLowerCase() ?? null;
}
