import { readAstring, readMailbox } from './primitives.ts';
import type { Reader } from './reader.ts';

/** `rights` one letter each, as spelled, the old `c` and `d` included. rfc/4314#3.1 */
export type SetAcl = {
  kind: 'set-acl';
  mailbox: string;
  identifier: string;
  mode: 'replace' | 'add' | 'remove';
  rights: string;
};

/** rfc/4314#3.2, rfc/4314#3.4 */
export type IdentifierCommand = {
  kind: 'delete-acl' | 'list-rights';
  mailbox: string;
  identifier: string;
};

export function readSetAcl(reader: Reader): SetAcl {
  const { mailbox, identifier } = readIdentifierCommand(reader, 'list-rights');
  reader.expect(' ');
  const text = readAstring(reader);
  const mode = text.startsWith('+') ? 'add' : text.startsWith('-') ? 'remove' : 'replace';
  const rights = mode === 'replace' ? text : text.slice(1);
  if (!/^[a-z0-9]*$/.test(rights)) reader.fail('Rights are small letters and digits');
  return { kind: 'set-acl', mailbox, identifier, mode, rights };
}

export function readIdentifierCommand(reader: Reader, kind: IdentifierCommand['kind']): IdentifierCommand {
  reader.expect(' ');
  const mailbox = readMailbox(reader);
  reader.expect(' ');
  return { kind, mailbox, identifier: readAstring(reader) };
}
