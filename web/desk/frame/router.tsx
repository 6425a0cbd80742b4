/** One address for each room and what it shows: the browser's history is the only truth. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  useRouter,
  useRouterState,
} from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import { type Office, useOffice } from './room.ts';
import { Rooms } from './rooms.tsx';
import { Shell } from './shell.tsx';

/** Rooms read the rest of the address themselves: a room that is added needs no route of its own. */
function makeRouter({ base }: Office) {
  const root = createRootRoute({ component: Shell, notFoundComponent: () => null });
  const home = createRoute({ getParentRoute: () => root, path: '/', component: Rooms });
  const room = createRoute({ getParentRoute: () => root, path: '$', component: Rooms });
  return createRouter({
    routeTree: root.addChildren([home, room]),
    basepath: base,
    scrollRestoration: false,
  });
}

const routers = new WeakMap<Office, ReturnType<typeof makeRouter>>();

export function Routed({ office }: { office: Office }) {
  const router = routers.get(office) ?? makeRouter(office);
  routers.set(office, router);
  return <RouterProvider router={router as never} />;
}

export type Where = {
  /** The room, '' at the start. */
  readonly room: string;
  /** What follows the room in the address. */
  readonly rest: string;
  /** What the address asks, after its question mark. */
  readonly asked: URLSearchParams;
};

export function useWhere(): Where {
  const { base } = useOffice();
  const href = useRouterState({ select: ({ location }) => location.href });
  const [path = '', query = ''] = href.split('?');
  const [room = '', ...rest] = path.replace(base, '').split('/').filter(Boolean).map(decodeURIComponent);
  return { room, rest: rest.join('/'), asked: new URLSearchParams(query) };
}

/** Goes to an address below the office's own, such as `personnes/12`. */
export function useGo(): (to: string, how?: { replace?: boolean }) => void {
  const { base } = useOffice();
  const { history } = useRouter();
  return (to, { replace = false } = {}) => {
    const href = to === '' ? `${base}/` : `${base}/${to}`;
    if (replace) history.replace(href);
    else history.push(href);
  };
}

type LinkProps = {
  to: string;
  className?: string;
  current?: boolean;
  'data-row'?: string;
  children: ReactNode;
};

/** A link inside the office; a click with a modifier is left to the browser. */
export function Link({ to, current = false, children, ...rest }: LinkProps) {
  const { base } = useOffice();
  const go = useGo();
  function follow(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  }
  return (
    <a {...rest} href={`${base}/${to}`} onClick={follow} {...(current ? { 'aria-current': 'page' as const } : {})}>
      {children}
    </a>
  );
}
