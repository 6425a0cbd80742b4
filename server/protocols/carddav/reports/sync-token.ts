/** Tokens of a book's history: the book, and the moment in the account's. rfc/6578#4 */
import { readNumber } from '../../../formats/object-id/object-id.ts';
import type { ModSeq } from '../../../model/change.ts';
import type { Moment } from '../../../services/emails/history.ts';

export function writeSyncToken(bookId: number, { modseq, id }: Moment): string {
  return `urn:vaguemestre:sync:${bookId.toString(36)}:${modseq}${id === null ? '' : `-${id}`}`;
}

/** Null where it is none that this book gave. */
export function readSyncToken(token: string, bookId: number): Moment | null {
  const [, book, modseq, id] =
    /^urn:vaguemestre:sync:([0-9a-z]{1,11}):(\d{1,15})(?:-(\d{1,15}))?$/.exec(token.trim()) ?? [];
  if (book === undefined || readNumber(book) !== bookId) return null;
  return { modseq: Number(modseq) as ModSeq, id: id === undefined ? null : Number(id) };
}
