import { readKeyword, readList, readMailbox } from './primitives.ts';
import type { Reader } from './reader.ts';

/** rfc/9051#6.3.11, rfc/7162#3.1.7, rfc/7889#3, rfc/8438, rfc/8474#4.3, rfc/9208#4.1; RECENT of rfc/3501#6.3.10 */
export const statusItems = [
  'APPENDLIMIT',
  'DELETED',
  'DELETED-STORAGE',
  'HIGHESTMODSEQ',
  'MAILBOXID',
  'MESSAGES',
  'RECENT',
  'SIZE',
  'UIDNEXT',
  'UIDVALIDITY',
  'UNSEEN',
] as const;

export type StatusItem = (typeof statusItems)[number];

export type Status = {
  kind: 'status';
  mailbox: string;
  items: StatusItem[];
};

export function readStatus(reader: Reader): Status {
  reader.expect(' ');
  const mailbox = readMailbox(reader);
  reader.expect(' ');
  return { kind: 'status', mailbox, items: readStatusItems(reader) };
}

export function readStatusItems(reader: Reader): StatusItem[] {
  return readList(reader, each => {
    const name = readKeyword(each);
    return statusItems.find(item => item === name) ?? each.fail('Unknown status item');
  });
}
