import type { ListedAddress } from '../../formats/address/parse.ts';
import { decodeWords } from '../../formats/message/words.ts';

/** Who wrote a message, in a word: the name given, else the address; '' where neither is. */
export function writtenAuthor(author: ListedAddress | null): string {
  if (author === null) return '';
  const { name, mailbox, host } = author;
  return decodeWords(name ?? '') || (host ? `${mailbox}@${host}` : (mailbox ?? ''));
}
