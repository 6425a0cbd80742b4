/** One address for each room and what it shows: the browser's history is the only truth. */
import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import type { Office } from './room.ts';
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
