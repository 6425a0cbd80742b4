/**
 * What an address names. A person sees their own home and nobody else's; the directory stands in it as one more book.
 *
 *     /dav/                                        where discovery begins
 *     /dav/principals/<address>/                   the person
 *     /dav/addressbooks/<address>/                 their books
 *     /dav/addressbooks/<address>/<book>/<card>
 *     /dav/addressbooks/<address>/annuaire/<card>  the staff directory
 */
import type { Actor } from '../../services/actor.ts';

export const directorySegment = 'annuaire';

export type Place =
  | { readonly kind: 'root' }
  | { readonly kind: 'principals' }
  | { readonly kind: 'principal' }
  | { readonly kind: 'homes' }
  | { readonly kind: 'home' }
  | { readonly kind: 'book'; readonly book: string }
  | { readonly kind: 'card'; readonly book: string; readonly card: string }
  | { readonly kind: 'directory' }
  | { readonly kind: 'colleague'; readonly card: string };

/** Null where it names nothing of theirs. */
export function readPlace(path: string, { address }: Pick<Actor, 'address'>): Place | null {
  const parts = path
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(part => part !== '')
    .map(decode);
  if (parts.some(part => part === null || part.includes('/') || part.includes('\0')) || parts[0] !== 'dav') return null;
  const [, area, owner, book, card, more] = parts as string[];
  if (area === undefined) return { kind: 'root' };
  if (area !== 'principals' && area !== 'addressbooks') return null;
  if (owner === undefined) return { kind: area === 'principals' ? 'principals' : 'homes' };
  if (owner.toLowerCase() !== address.toLowerCase() || more !== undefined) return null;
  if (area === 'principals') return book === undefined ? { kind: 'principal' } : null;
  if (book === undefined) return { kind: 'home' };
  if (book === directorySegment) return card === undefined ? { kind: 'directory' } : { kind: 'colleague', card };
  return card === undefined ? { kind: 'book', book } : { kind: 'card', book, card };
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    // No such percent sign: then it names nothing.
    return null;
  }
}

const encode = (part: string): string => encodeURIComponent(part).replaceAll('%40', '@');

/** The one address of a place. */
export function writePlace(place: Place, { address }: Pick<Actor, 'address'>): string {
  const home = `/dav/addressbooks/${encode(address)}/`;
  switch (place.kind) {
    case 'root':
      return '/dav/';
    case 'principals':
      return '/dav/principals/';
    case 'principal':
      return `/dav/principals/${encode(address)}/`;
    case 'homes':
      return '/dav/addressbooks/';
    case 'home':
      return home;
    case 'book':
      return `${home}${encode(place.book)}/`;
    case 'card':
      return `${home}${encode(place.book)}/${encode(place.card)}`;
    case 'directory':
      return `${home}${directorySegment}/`;
    case 'colleague':
      return `${home}${directorySegment}/${encode(place.card)}`;
  }
}
