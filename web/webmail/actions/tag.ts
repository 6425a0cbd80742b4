import type { Id } from '../../jmap/objects.ts';
import { pathOf } from '../store/patch.ts';
import { type Act, type Acting, patchEach } from './act.ts';

/** Keywords that are no tag of a person: those of the RFCs begin with `$`, and a few programs have their own. */
const ofPrograms = new Set(['nonjunk', 'junk', 'notjunk', 'forwarded', 'mdnsent', 'redirected']);

export function isTag(keyword: string): boolean {
  return !keyword.startsWith('$') && !ofPrograms.has(keyword.toLowerCase());
}

/** A name as a keyword can hold it, or null: keywords are ASCII without spaces (rfc/8621#4.1.1), so that accents are lost. */
export function tagOf(name: string): string | null {
  const tag = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[^!-~]|[(){\]%*"\\]/g, '');
  return tag === '' || tag.length > 60 || !isTag(tag) ? null : tag;
}

export function tag(store: Acting, ids: readonly Id[], name: string, present: boolean): Act | null {
  return patchEach(store, ids, 'tag', ({ keywords }) =>
    (keywords[name] === true) === present ? null : { [pathOf('keywords', name)]: present ? true : null },
  );
}
