/** The addresses of the webmail. All of them are the same page: the server answers it for whatever is below `/courrier`. */
import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { readComposeAddress } from '../compose/open.ts';
import { MailScreen } from './mail-screen.tsx';
import { readSearch, readView } from './places.ts';
import { Compose, Contacts, Settings } from './rooms.ts';
import { Shell } from './shell.tsx';

const reception = () =>
  redirect({ to: '/boite/$mailbox', params: { mailbox: 'reception' }, search: {}, replace: true });

const root = createRootRoute({
  component: Shell,
  // An address nobody knows, such as a mistyped one, leads home.
  notFoundComponent: () => null,
});
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw reception();
  },
});
/** One screen for folders and searches: it stays while the address changes. */
const mail = createRoute({ getParentRoute: () => root, id: 'mail', component: MailScreen });
const folder = createRoute({ getParentRoute: () => mail, path: '/boite/$mailbox', validateSearch: readView });
const inFolder = createRoute({ getParentRoute: () => mail, path: '/boite/$mailbox/$email', validateSearch: readView });
const readFound = (search: Record<string, unknown>) => ({ ...readSearch(search), ...readView(search) });
const found = createRoute({ getParentRoute: () => mail, path: '/recherche', validateSearch: readFound });
const inFound = createRoute({ getParentRoute: () => mail, path: '/recherche/$email', validateSearch: readFound });
const compose = createRoute({
  getParentRoute: () => root,
  path: '/ecrire',
  validateSearch: readComposeAddress,
  ...(Compose === null ? {} : { component: Compose }),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/reglages',
  ...(Settings === null ? {} : { component: Settings }),
});
const setting = createRoute({
  getParentRoute: () => root,
  path: '/reglages/$',
  ...(Settings === null ? {} : { component: Settings }),
});

const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  ...(Contacts === null ? {} : { component: Contacts }),
});

const routeTree = root.addChildren([
  home,
  mail.addChildren([folder, inFolder, found, inFound]),
  compose,
  settings,
  setting,
  contacts,
]);

/** What an address says after its `?` is plain text, as people read and copy it. */
function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}

export const router = createRouter({
  routeTree,
  basepath: '/courrier',
  scrollRestoration: false,
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: writeSearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
