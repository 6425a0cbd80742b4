/**
 * Parts of the webmail that are loaded when one goes there, each the default export of its file. A part that is not in the
 * build has no page and no button.
 */
import { type FunctionComponent, lazy } from 'react';

type Room = { readonly default: FunctionComponent };

const files = import.meta.glob<Room>([
  '../compose/compose.tsx',
  '../compose/bar.tsx',
  '../contacts/contacts.tsx',
  '../settings/settings.tsx',
]);

function room(path: string) {
  const load = files[path];
  return load === undefined ? null : lazy(load);
}

/** Has the page of writing come before one goes there. */
export function foreseeCompose(): void {
  void files['../compose/compose.tsx']?.();
}

/** Reads its address with `readComposeInit` of `compose/open.ts`. */
export const Compose = room('../compose/compose.tsx');
/** Letters being written and just sent, below every page. */
export const WritingBar = room('../compose/bar.tsx');
/** Everything below `/courrier/reglages/`. */
export const Settings = room('../settings/settings.tsx');
/** At `/courrier/contacts`. */
export const Contacts = room('../contacts/contacts.tsx');
