/** Responses about mailboxes, one line each. */
import { hierarchyDelimiter } from '../../../model/mailbox.ts';
import type { StatusItem } from './status.ts';
import { literalHeader, writeAstring, writeMailbox, writeNstring, writeString } from './write.ts';

/** rfc/9051#7.3.1, rfc/5258#6 */
export type ListData = {
  name: string;
  /** With their backslash. */
  attributes: readonly string[];
  oldName?: string;
  /** The selection options that children met, for RECURSIVEMATCH. */
  childInfo?: readonly string[];
};

export function writeList(command: 'LIST' | 'LSUB', data: ListData, utf8: boolean): string {
  const extended: string[] = [];
  if (data.childInfo) extended.push(`"CHILDINFO" (${data.childInfo.map(each => `"${each}"`).join(' ')})`);
  if (data.oldName !== undefined) extended.push(`"OLDNAME" (${writeMailbox(data.oldName, utf8)})`);
  const more = extended.length > 0 ? ` (${extended.join(' ')})` : '';
  return `* ${command} (${data.attributes.join(' ')}) "${hierarchyDelimiter}" ${writeMailbox(data.name, utf8)}${more}\r\n`;
}

/** The answer to `LIST "" ""`, by which a client asks for the delimiter. */
export const writeDelimiter = (command: 'LIST' | 'LSUB'): string =>
  `* ${command} (\\Noselect) "${hierarchyDelimiter}" ""\r\n`;

/** Values in the order they were asked; MAILBOXID a string, APPENDLIMIT null where there is none. rfc/9051#7.3.5 */
export type StatusValues = readonly (readonly [StatusItem, number | string | null])[];

export function writeStatus(name: string, values: StatusValues, utf8: boolean): string {
  const spelled = values.map(
    ([item, value]) => `${item} ${typeof value === 'string' ? `(${value})` : (value ?? 'NIL')}`,
  );
  return `* STATUS ${writeMailbox(name, utf8)} (${spelled.join(' ')})\r\n`;
}

/** Prefixes of the three kinds; null where there is none of the kind. rfc/9051#7.3.3 */
export function writeNamespace(
  personal: string | null,
  others: string | null,
  shared: string | null,
  utf8: boolean,
): string {
  const spelled = [personal, others, shared].map(prefix =>
    prefix === null ? 'NIL' : `((${writeString(prefix, utf8)} "${hierarchyDelimiter}"))`,
  );
  return `* NAMESPACE ${spelled.join(' ')}\r\n`;
}

/** rfc/4314#3.6 */
export function writeAcl(
  mailbox: string,
  entries: readonly { identifier: string; rights: string }[],
  utf8: boolean,
): string {
  const spelled = entries.map(({ identifier, rights }) => ` ${writeAstring(identifier, utf8)} ${writeRights(rights)}`);
  return `* ACL ${writeMailbox(mailbox, utf8)}${spelled.join('')}\r\n`;
}

/** `groups`: rights always granted first, then those that go together. rfc/4314#3.7 */
export function writeListRights(mailbox: string, identifier: string, groups: readonly string[], utf8: boolean): string {
  const spelled = groups.map(writeRights).join(' ');
  return `* LISTRIGHTS ${writeMailbox(mailbox, utf8)} ${writeAstring(identifier, utf8)} ${spelled}\r\n`;
}

/** rfc/4314#3.8 */
export const writeMyRights = (mailbox: string, rights: string, utf8: boolean): string =>
  `* MYRIGHTS ${writeMailbox(mailbox, utf8)} ${writeRights(rights)}\r\n`;

/** STORAGE in units of 1024 octets. rfc/9208#4.2.1 */
export type QuotaUse = {
  resource: string;
  used: number;
  limit: number;
};

export function writeQuota(root: string, uses: readonly QuotaUse[], utf8: boolean): string {
  const spelled = uses.map(({ resource, used, limit }) => `${resource} ${used} ${limit}`);
  return `* QUOTA ${writeAstring(root, utf8)} (${spelled.join(' ')})\r\n`;
}

export function writeQuotaRoot(mailbox: string, roots: readonly string[], utf8: boolean): string {
  return `* QUOTAROOT ${[writeMailbox(mailbox, utf8), ...roots.map(root => writeAstring(root, utf8))].join(' ')}\r\n`;
}

/** rfc/5464#4.4.1; the empty name is the server. Values must be UTF-8 text without NUL. */
export function writeMetadata(
  mailbox: string,
  entries: readonly { name: string; value: string | null }[],
  utf8: boolean,
): string {
  const spelled = entries.map(({ name, value }) => `${writeAstring(name, utf8)} ${writeValue(value)}`);
  return `* METADATA ${writeMailbox(mailbox, utf8)} (${spelled.join(' ')})\r\n`;
}

/** Entries that changed, unasked. rfc/5464#4.4.2 */
export function writeMetadataChanged(mailbox: string, names: readonly string[], utf8: boolean): string {
  return `* METADATA ${writeMailbox(mailbox, utf8)} ${names.map(name => writeAstring(name, utf8)).join(' ')}\r\n`;
}

/** rfc/2971#3.2 */
export function writeId(fields: readonly (readonly [string, string | null])[]): string {
  const spelled = fields.map(([name, value]) => `${writeString(name, false)} ${writeNstring(value, false)}`);
  return `* ID ${spelled.length > 0 ? `(${spelled.join(' ')})` : 'NIL'}\r\n`;
}

/** Values always go as literals: they may hold line ends. */
const writeValue = (value: string | null) =>
  value === null ? 'NIL' : `${literalHeader(Buffer.byteLength(value))}${value}`;

const writeRights = (rights: string) => (rights === '' ? '""' : rights);
