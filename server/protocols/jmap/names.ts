/** Ids of clients and numbers of the house, for the account of a call. */
import { type ObjectLetter, readObjectId, writeObjectId } from '../../formats/object-id/object-id.ts';
import type { BookId, CardId } from '../../model/contact.ts';
import type { EmailId, ThreadId } from '../../model/email.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import type { Context } from './method.ts';

type Of = Pick<Context, 'access'>;

const write =
  (letter: ObjectLetter) =>
  ({ access }: Of, id: number) =>
    writeObjectId(letter, access.accountId, id);
const read =
  <Id extends number>(letter: ObjectLetter) =>
  ({ access }: Of, text: string) =>
    readObjectId(letter, access.accountId, text) as Id | null;

export const mailboxName = write('M');
export const emailName = write('E');
export const threadName = write('T');
export const identityName = write('I');
export const submissionName = write('S');
export const noticeName = write('N');
export const scriptName = write('V');
export const pushName = write('W');

export const bookName = write('K');
export const cardName = write('C');

export const mailboxIdOf = read<MailboxId>('M');
export const emailIdOf = read<EmailId>('E');
export const threadIdOf = read<ThreadId>('T');
export const identityIdOf = read<number>('I');
export const submissionIdOf = read<number>('S');
export const noticeIdOf = read<number>('N');
export const scriptIdOf = read<number>('V');
export const pushIdOf = read<number>('W');
export const bookIdOf = read<BookId>('K');
export const cardIdOf = read<CardId>('C');

/** The id that a creation id of this request became; any other id is itself; null where nothing was created so. */
export function resolveCreation({ createdIds }: Pick<Context, 'createdIds'>, id: string): string | null {
  return id.startsWith('#') ? (createdIds.get(id.slice(1)) ?? null) : id;
}
