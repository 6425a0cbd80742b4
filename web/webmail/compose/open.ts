/** How any page of the webmail asks for writing. What it opens is in this folder; who asks needs to know no more. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Id } from '../../jmap/objects.ts';
import { createCell } from '../store/watchers.ts';

export type ComposeInit =
  | { readonly mode: 'new'; readonly to?: string; readonly subject?: string; readonly body?: string }
  | { readonly mode: 'reply' | 'reply-all' | 'forward' | 'draft'; readonly emailId: Id };

/** What stands in the address of the page: `/courrier/ecrire?mode=reply&message=E12`. */
export type ComposeAddress = {
  readonly mode?: ComposeInit['mode'];
  /** A letter that is on the desk already. */
  readonly ecrit?: string;
  readonly message?: Id;
  readonly a?: string;
  readonly objet?: string;
  readonly texte?: string;
};

const modes = ['new', 'reply', 'reply-all', 'forward', 'draft'] as const;

export function readComposeAddress(search: Readonly<Record<string, unknown>>): ComposeAddress {
  const text = (name: string) => (search[name] === undefined ? {} : { [name]: String(search[name]) });
  const mode = modes.find(each => each === search.mode) ?? 'new';
  return { mode, ...text('message'), ...text('ecrit'), ...text('a'), ...text('objet'), ...text('texte') };
}

/** What the address asks for; a reply to nothing is a new message. */
export function readComposeInit({ mode = 'new', message, a, objet, texte }: ComposeAddress): ComposeInit {
  if (mode !== 'new' && message !== undefined) return { mode, emailId: message };
  return {
    mode: 'new',
    ...(a === undefined ? {} : { to: a }),
    ...(objet === undefined ? {} : { subject: objet }),
    ...(texte === undefined ? {} : { body: texte }),
  };
}

export function composeAddress(init: ComposeInit): ComposeAddress {
  if (init.mode !== 'new') return { mode: init.mode, message: init.emailId };
  const { to, subject, body } = init;
  return {
    mode: 'new',
    ...(to === undefined ? {} : { a: to }),
    ...(subject === undefined ? {} : { objet: subject }),
    ...(body === undefined ? {} : { texte: body }),
  };
}

/** The gesture itself. The page before stays in the history: closing goes back to it. */
export function useOpenCompose(): (init: ComposeInit) => void {
  const navigate = useNavigate();
  return useCallback(init => void navigate({ to: '/ecrire', search: composeAddress(init) }), [navigate]);
}

const mark = 'courrier-ecrits';

/**
 * Whether something is being written, was sent a moment ago, or waits for its hour: then the bar that tells so is loaded, with
 * the page or later; for all others it costs nothing.
 */
export const hasWritings = createCell(localStorage.getItem(mark) !== null);

export function markWritings(some: boolean): void {
  if (some) localStorage.setItem(mark, '1');
  else localStorage.removeItem(mark);
  hasWritings.set(some);
}

/** What is to be done with what is being written before the session ends. */
export const beforeLeaving = createCell<() => Promise<unknown>>(async () => {});

/** Removes from this machine what was being written: with the end of the session. */
export function forgetWritings(): void {
  localStorage.removeItem(mark);
  globalThis.indexedDB?.deleteDatabase('courrier-ecrits');
}
