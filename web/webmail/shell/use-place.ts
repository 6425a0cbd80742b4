/** Where one is, read from the address, and the ways from there. The address is the only truth: the back button is right. */
import { useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Id } from '../../jmap/objects.ts';
import { readSearch, readView, type View } from './places.ts';

export type Place =
  | { readonly kind: 'folder'; readonly name: string; readonly view: View; readonly emailId: Id | null }
  | { readonly kind: 'search'; readonly q: string; readonly view: View; readonly emailId: Id | null }
  | { readonly kind: 'elsewhere' };

export function usePlace(): Place {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { mailbox, email } = useParams({ strict: false }) as { mailbox?: string; email?: Id };
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  return useMemo(() => {
    const [, kind] = path.replace(/^\/courrier/, '').split('/');
    const view = readView(search);
    const emailId = email ?? null;
    if (kind === 'boite' && mailbox !== undefined) return { kind: 'folder', name: mailbox, view, emailId };
    if (kind === 'recherche') return { kind: 'search', q: readSearch(search).q, view, emailId };
    return { kind: 'elsewhere' };
  }, [path, mailbox, email, search]);
}

export type Ways = {
  /** Opens a message of the list in view, or closes it. A message after another takes its place in the history. */
  open(id: Id | null, how?: { replace?: boolean }): void;
  show(view: View): void;
  folder(name: string): void;
  search(q: string): void;
};

export function useWays(place: Place): Ways {
  const navigate = useNavigate();
  const open = useCallback<Ways['open']>(
    (id, { replace = false } = {}) => {
      if (place.kind === 'folder') {
        const { name: mailbox, view: search } = place;
        if (id === null) void navigate({ to: '/boite/$mailbox', params: { mailbox }, search, replace });
        else void navigate({ to: '/boite/$mailbox/$email', params: { mailbox, email: id }, search, replace });
      } else if (place.kind === 'search') {
        const search = { q: place.q, ...place.view };
        if (id === null) void navigate({ to: '/recherche', search, replace });
        else void navigate({ to: '/recherche/$email', params: { email: id }, search, replace });
      }
    },
    [navigate, place],
  );
  const show = useCallback<Ways['show']>(
    view => {
      if (place.kind === 'folder')
        void navigate({ to: '/boite/$mailbox', params: { mailbox: place.name }, search: view, replace: true });
      if (place.kind === 'search') void navigate({ to: '/recherche', search: { q: place.q, ...view }, replace: true });
    },
    [navigate, place],
  );
  const folder = useCallback<Ways['folder']>(
    mailbox => void navigate({ to: '/boite/$mailbox', params: { mailbox }, search: {} }),
    [navigate],
  );
  // A question that grows letter by letter is one step of the history.
  const searching = place.kind === 'search';
  const search = useCallback<Ways['search']>(
    q => void navigate({ to: '/recherche', search: { q }, replace: searching }),
    [navigate, searching],
  );
  return useMemo(() => ({ open, show, folder, search }), [open, show, folder, search]);
}
