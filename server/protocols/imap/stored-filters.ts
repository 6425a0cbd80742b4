/**
 * Searches that a person has stored under a name, among the annotations of the server: `FILTER name` in a search stands
 * for what is stored, which may name others in its turn. rfc/5466
 */
import { readNotes } from '../../services/mailboxes/annotate.ts';
import { BadSyntax } from './grammar/bad-syntax.ts';
import { parseStoredSearch, type SearchKey } from './grammar/search-key.ts';
import { actorOf, type Session } from './session.ts';

/** The search names a filter that is not there, is no search, or leads back to itself. */
export class UndefinedFilter extends Error {
  readonly filter: string;

  constructor(filter: string) {
    super(`undefined filter ${filter}`);
    this.filter = filter;
  }
}

const values = '/filters/values/';
/** Filters within filters, and filters that one search may come to. rfc/5466#3.1 asks for three passes at least. */
const maxDepth = 8;
const maxFilters = 100;

/** The search with what is stored in the place of each name. @throws UndefinedFilter */
export async function withStoredFilters(session: Session, key: SearchKey): Promise<SearchKey> {
  if (!namesFilter(key)) return key;
  const notes = await readNotes(session.house, actorOf(session), '');
  let left = maxFilters;
  const replace = (each: SearchKey, depth: number): SearchKey => {
    if (each.kind === 'not') return { kind: 'not', key: replace(each.key, depth) };
    if (each.kind === 'and') return { kind: 'and', keys: each.keys.map(inner => replace(inner, depth)) };
    if (each.kind === 'or') return { kind: 'or', keys: [replace(each.keys[0], depth), replace(each.keys[1], depth)] };
    if (each.kind !== 'filter') return each;
    const name = each.name.toLowerCase();
    const stored = notes.get(`/private${values}${name}`) ?? notes.get(`/shared${values}${name}`);
    const meant = stored === undefined || depth === maxDepth || left-- <= 0 ? null : parsed(stored);
    if (meant === null) throw new UndefinedFilter(each.name);
    return replace(meant, depth + 1);
  };
  return replace(key, 0);
}

/** May this be noted under this name? What is stored as a filter has to be a whole search. rfc/5466#3.2 */
export function isFitToStore(name: string, value: Buffer | null): boolean {
  const isFilter = /^\/(?:private|shared)\/filters\/values\/[^/]+$/.test(name);
  return !isFilter || value === null || parsed(value) !== null;
}

function parsed(value: Buffer): SearchKey | null {
  try {
    return parseStoredSearch(value);
  } catch (error) {
    if (error instanceof BadSyntax) return null;
    throw error;
  }
}

function namesFilter(key: SearchKey): boolean {
  if (key.kind === 'not') return namesFilter(key.key);
  if (key.kind === 'and' || key.kind === 'or') return key.keys.some(namesFilter);
  return key.kind === 'filter';
}
