/** How any page of the webmail asks for writing. What it opens is in this folder; who asks needs to know no more. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Id } from '../../jmap/objects.ts';

export type ComposeInit =
  | { readonly mode: 'new'; readonly to?: string; readonly subject?: string; readonly body?: string }
  | { readonly mode: 'reply' | 'reply-all' | 'forward' | 'draft'; readonly emailId: Id };

/** What stands in the address of the page: `/courrier/ecrire?mode=reply&message=E12`. */
export type ComposeAddress = {
  readonly mode?: ComposeInit['mode'];
  readonly message?: Id;
  readonly a?: string;
  readonly objet?: string;
  readonly texte?: string;
};

const modes = ['new', 'reply', 'reply-all', 'forward', 'draft'] as const;

export function readComposeAddress(search: Readonly<Record<string, unknown>>): ComposeAddress {
  const text = (name: string) => (search[name] === undefined ? {} : { [name]: String(search[name]) });
  const mode = modes.find(each => each === search.mode) ?? 'new';
  return { mode, ...text('message'), ...text('a'), ...text('objet'), ...text('texte') };
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
