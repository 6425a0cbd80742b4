/** Address books as clients see them. rfc/9610#2 */

import { contactLimits } from '../../../model/contact.ts';
import type { Book, BookShape } from '../../../services/contacts/books.ts';
import { invalidProperties, SetFault } from '../faults.ts';
import type { Context } from '../method.ts';
import { bookName } from '../names.ts';
import { bool, InvalidArgument, nullable, plainObject, text, unsigned } from '../read.ts';

export const bookProperties = [
  ...['id', 'name', 'description', 'sortOrder', 'isDefault', 'isSubscribed', 'shareWith', 'myRights'],
] as const;

export function describeBook(
  context: Context,
  { id, name, description, sortOrder, role }: Book,
): Record<string, unknown> {
  return {
    id: bookName(context, id),
    name,
    description: description === '' ? null : description,
    sortOrder,
    isDefault: role === 'default',
    isSubscribed: true,
    shareWith: null,
    myRights: { mayRead: true, mayWrite: true, mayShare: false, mayDelete: role === null },
  };
}

const readers = {
  name(value: unknown, path: string): string {
    const read = text(value, path).normalize('NFC');
    if (
      read.trim() === '' ||
      Buffer.byteLength(read) > 255 ||
      read.length > contactLimits.nameLength ||
      /[\p{Cc}]/u.test(read)
    ) {
      throw new InvalidArgument(path, 'must have 1 to 255 octets');
    }
    return read;
  },
  description(value: unknown, path: string): string {
    const read = nullable(text)(value, path) ?? '';
    if (read.length > 5000 || read.includes('\0')) throw new InvalidArgument(path, 'must have at most 5000 characters');
    return read;
  },
  sortOrder(value: unknown, path: string): number {
    const read = unsigned(value, path);
    if (read >= 2 ** 31) throw new InvalidArgument(path, 'must be less than 2^31');
    return read;
  },
  /** Everybody sees all of their own books. */
  isSubscribed(value: unknown, path: string): true {
    if (!bool(value, path)) throw new SetFault('forbidden', { description: 'Everybody sees all of their own books.' });
    return true;
  },
  /** Nobody has `mayShare`, which rfc/9610#2 asks of whoever would set it. */
  shareWith(value: unknown, path: string): null {
    if (nullable(plainObject)(value, path) !== null)
      throw new SetFault('forbidden', { description: 'Address books are not shared here.' });
    return null;
  },
};

/** @throws SetFault invalidProperties, forbidden; InvalidArgument */
export function readBookShape(given: ReadonlyMap<string, unknown>): BookShape {
  const wrong = [...given.keys()].filter(name => !Object.hasOwn(readers, name));
  if (wrong.length > 0) throw invalidProperties(wrong);
  const read = Object.fromEntries(
    [...given].map(([name, value]) => [name, readers[name as keyof typeof readers](value, name)]),
  ) as BookShape;
  const { name, description, sortOrder } = read;
  return { name, description, sortOrder };
}
