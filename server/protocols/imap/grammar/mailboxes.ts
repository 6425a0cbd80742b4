import { readAtom, readList, readMailbox } from './primitives.ts';
import type { Reader } from './reader.ts';
import { readSequenceSet, type SequenceSet } from './sequence-set.ts';

/** Commands whose argument is a mailbox. */
export type MailboxCommand = {
  kind: 'delete' | 'subscribe' | 'unsubscribe' | 'get-acl' | 'my-rights' | 'get-quota-root';
  mailbox: string;
};

/** rfc/9051#6.3.4; `use` holds special-use attributes as spelled. rfc/6154#3 */
export type Create = {
  kind: 'create';
  mailbox: string;
  use: string[];
};

/** rfc/9051#6.3.6 */
export type Rename = {
  kind: 'rename';
  from: string;
  to: string;
};

/** rfc/9051#6.4.7, rfc/9051#6.4.8 */
export type Copy = {
  kind: 'copy' | 'move';
  uid: boolean;
  set: SequenceSet;
  mailbox: string;
};

export function readMailboxCommand(reader: Reader, kind: MailboxCommand['kind']): MailboxCommand {
  reader.expect(' ');
  return { kind, mailbox: readMailbox(reader) };
}

export function readCreate(reader: Reader): Create {
  reader.expect(' ');
  const mailbox = readMailbox(reader);
  if (!reader.skip(' (USE ')) return { kind: 'create', mailbox, use: [] };
  const use = readList(reader, readUse, 0);
  reader.expect(')');
  return { kind: 'create', mailbox, use };
}

export function readRename(reader: Reader): Rename {
  reader.expect(' ');
  const from = readMailbox(reader);
  reader.expect(' ');
  return { kind: 'rename', from, to: readMailbox(reader) };
}

export function readCopy(reader: Reader, kind: Copy['kind'], uid: boolean): Copy {
  reader.expect(' ');
  const set = readSequenceSet(reader);
  reader.expect(' ');
  return { kind, uid, set, mailbox: readMailbox(reader) };
}

/** Attributes this server knows come back in their canonical case, others as they are, to be refused with USEATTR. */
function readUse(reader: Reader): string {
  reader.expect('\\');
  const name = readAtom(reader);
  return `\\${specialUses.find(use => use.toUpperCase() === name.toUpperCase()) ?? name}`;
}

/** rfc/6154#2, rfc/8457#4 */
const specialUses = ['All', 'Archive', 'Drafts', 'Flagged', 'Important', 'Junk', 'Sent', 'Trash'];
