/**
 * The grammar of IMAP commands: text in, one union of data out, nothing but `BadSyntax` thrown. IMAP4rev2 (rfc/9051), IMAP4rev1
 * (rfc/3501) and the extensions each family file names.
 *
 * How a command is put together. The session reads a line; while `announcedLiteral` says the line announces one, it collects
 * the literal and the line after it, up to its own limits; `parseCommand` then reads all parts at once, without waiting. Only
 * APPEND and REPLACE carry messages too big to be kept: the session recognises them by `readHead` and `isAppend` on the first
 * line and runs `appendDialogue` instead, which hands each message over to be streamed.
 */
import { type IdentifierCommand, readIdentifierCommand, readSetAcl, type SetAcl } from './acl.ts';
import { BadSyntax } from './bad-syntax.ts';
import { type Compress, type Enable, type Preference, readCompress, readEnable, readPreference } from './enable.ts';
import { type Fetch, readFetch } from './fetch.ts';
import { readCommandName, readTag } from './head.ts';
import { type Id, readId } from './id.ts';
import { type List, type Lsub, readListCommand, readLsub } from './list.ts';
import {
  type Copy,
  type Create,
  type MailboxCommand,
  type Rename,
  readCopy,
  readCreate,
  readMailboxCommand,
  readRename,
} from './mailboxes.ts';
import { type GetMetadata, readGetMetadata, readSetMetadata, type SetMetadata } from './metadata.ts';
import { type Notify, readNotify } from './notify.ts';
import { readString } from './primitives.ts';
import { type GetQuota, readGetQuota, readSetQuota, type SetQuota } from './quota.ts';
import { Reader, type ReaderOptions } from './reader.ts';
import {
  type MultiSearch,
  readMultiSearch,
  readSearch,
  readSort,
  readThread,
  type Search,
  type Sort,
  type Thread,
} from './search.ts';
import { readSelect, type Select } from './select.ts';
import { readSequenceSet, type SequenceSet } from './sequence-set.ts';
import { type Authenticate, type Login, readAuthenticate, readLogin } from './sign-in.ts';
import { readStatus, type Status } from './status.ts';
import { readStore, type Store } from './store.ts';
import {
  type GenUrlAuth,
  type ResetKey,
  readGenUrlAuth,
  readResetKey,
  readUrlFetch,
  type UrlFetch,
} from './urlauth.ts';

/** Commands that are their name. */
export type BareCommand = {
  kind: (typeof bareCommands)[number];
};

/** With a set, UID EXPUNGE. rfc/9051#6.4.3, rfc/9051#6.4.9 */
export type Expunge = {
  kind: 'expunge';
  set?: SequenceSet;
};

/** Tags of searches whose updates are to end. rfc/5267#3.3 */
export type CancelUpdate = {
  kind: 'cancel-update';
  tags: string[];
};

export type Command =
  | Authenticate
  | BareCommand
  | CancelUpdate
  | Compress
  | Copy
  | Create
  | Enable
  | Expunge
  | Fetch
  | GenUrlAuth
  | GetMetadata
  | GetQuota
  | Id
  | IdentifierCommand
  | List
  | Login
  | Lsub
  | MailboxCommand
  | MultiSearch
  | Notify
  | Preference
  | Rename
  | ResetKey
  | Search
  | Select
  | SetAcl
  | SetMetadata
  | SetQuota
  | Sort
  | Status
  | Store
  | Thread
  | UrlFetch;

export type TaggedCommand = {
  tag: string;
  command: Command;
};

/** Parts as `Reader` has them. Throws `BadSyntax`, with the tag where it could be read. */
export function parseCommand(parts: readonly Buffer[], options: ReaderOptions): TaggedCommand {
  const reader = new Reader(parts, options);
  let tag: string | undefined;
  try {
    tag = readTag(reader);
    const name = readCommandName(reader);
    const read = commandReaders.get(name) ?? reader.fail('Unknown command');
    const command = read(reader);
    reader.end();
    return { tag, command };
  } catch (error) {
    if (error instanceof BadSyntax) error.tag = tag;
    throw error;
  }
}

const bareCommands = [
  'capability',
  'check',
  'close',
  'getjmapaccess',
  'idle',
  'logout',
  'namespace',
  'noop',
  'starttls',
  'unauthenticate',
  'unselect',
] as const;

type ReadCommand = (reader: Reader) => Command;

const commandReaders = new Map<string, ReadCommand>([
  ...bareCommands.map((kind): [string, ReadCommand] => [kind.toUpperCase(), () => ({ kind })]),
  ...withUid('COPY', (reader, uid) => readCopy(reader, 'copy', uid)),
  ...withUid('FETCH', readFetch),
  ...withUid('MOVE', (reader, uid) => readCopy(reader, 'move', uid)),
  ...withUid('SEARCH', readSearch),
  ...withUid('SORT', readSort),
  ...withUid('STORE', readStore),
  ...withUid('THREAD', readThread),
  ['AUTHENTICATE', readAuthenticate],
  ['CANCELUPDATE', readCancelUpdate],
  ['COMPARATOR', reader => readPreference(reader, 'comparator')],
  ['COMPRESS', readCompress],
  ['CREATE', readCreate],
  ['DELETE', reader => readMailboxCommand(reader, 'delete')],
  ['DELETEACL', reader => readIdentifierCommand(reader, 'delete-acl')],
  ['ENABLE', readEnable],
  ['ESEARCH', readMultiSearch],
  ['EXAMINE', reader => readSelect(reader, true)],
  ['EXPUNGE', () => ({ kind: 'expunge' })],
  ['GENURLAUTH', readGenUrlAuth],
  ['GETACL', reader => readMailboxCommand(reader, 'get-acl')],
  ['GETMETADATA', readGetMetadata],
  ['GETQUOTA', readGetQuota],
  ['GETQUOTAROOT', reader => readMailboxCommand(reader, 'get-quota-root')],
  ['ID', readId],
  ['LANGUAGE', reader => readPreference(reader, 'language')],
  ['LIST', readListCommand],
  ['LISTRIGHTS', reader => readIdentifierCommand(reader, 'list-rights')],
  ['LOGIN', readLogin],
  ['LSUB', readLsub],
  ['MYRIGHTS', reader => readMailboxCommand(reader, 'my-rights')],
  ['NOTIFY', readNotify],
  ['RENAME', readRename],
  ['RESETKEY', readResetKey],
  ['SELECT', reader => readSelect(reader, false)],
  ['SETACL', readSetAcl],
  ['SETMETADATA', readSetMetadata],
  ['SETQUOTA', readSetQuota],
  ['STATUS', readStatus],
  ['SUBSCRIBE', reader => readMailboxCommand(reader, 'subscribe')],
  ['UID EXPUNGE', readUidExpunge],
  ['UNSUBSCRIBE', reader => readMailboxCommand(reader, 'unsubscribe')],
  ['URLFETCH', readUrlFetch],
]);

function withUid(name: string, read: (reader: Reader, uid: boolean) => Command): [string, ReadCommand][] {
  return [
    [name, reader => read(reader, false)],
    [`UID ${name}`, reader => read(reader, true)],
  ];
}

function readUidExpunge(reader: Reader): Expunge {
  reader.expect(' ');
  return { kind: 'expunge', set: readSequenceSet(reader) };
}

function readCancelUpdate(reader: Reader): CancelUpdate {
  const tags: string[] = [];
  do {
    reader.expect(' ');
    tags.push(readString(reader));
  } while (reader.nextIs(' '));
  return { kind: 'cancel-update', tags };
}
