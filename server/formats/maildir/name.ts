/** Maildir as paths: `…/cur/1700000000.M1P2.host:2,FS` in `.Folder.Sub`, or nested folders as some programs keep them. */
import { flagBits } from '../../model/email.ts';

const letters: Record<string, number> = {
  S: flagBits.seen,
  R: flagBits.answered,
  F: flagBits.flagged,
  D: flagBits.draft,
  T: flagBits.deleted,
};

export type MaildirName = { readonly folder: string; readonly flags: number; readonly receivedAt: Date | null };

/** What a path says of its message; null where it is no message of a Maildir. */
export function readMaildirPath(path: string): MaildirName | null {
  const match = /^(?:(.*)\/)?(?:cur|new)\/([^/]+)$/.exec(path);
  if (match === null) return null;
  const [, directory = '', name = ''] = match;
  const marks = /[:;!]2,([A-Za-z]*)$/.exec(name)?.[1] ?? '';
  const seconds = Number(/^(\d{9,10})\./.exec(name)?.[1] ?? Number.NaN);
  return {
    folder: folderOf(directory),
    flags: [...marks].reduce((bits, letter) => bits | (letters[letter] ?? 0), 0),
    receivedAt: Number.isNaN(seconds) ? null : new Date(seconds * 1000),
  };
}

/** `Maildir/.Archives.2024` is Archives/2024; the root is INBOX. */
function folderOf(directory: string): string {
  const levels = directory.split('/').filter(level => level !== '' && !/^maildir$/i.test(level));
  const dotted = levels.findIndex(level => level.startsWith('.'));
  const path = dotted < 0 ? levels : levels.slice(dotted).flatMap(level => level.split('.').filter(Boolean));
  return path.length === 0 ? 'INBOX' : path.join('/');
}
