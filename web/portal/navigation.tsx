/** The few paths of the portal, by the browser's own history: a page is a path. */
import { type MouseEvent, type ReactNode, useEffect, useSyncExternalStore } from 'react';

const moved = 'portal-moved';

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(moved, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(moved, changed);
  };
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

export function goTo(path: string): void {
  window.history.pushState(null, '', path);
  window.dispatchEvent(new Event(moved));
  if (window.location.hash === '') window.scrollTo(0, 0);
}

/** Goes to the part of the page that the address names, once it is there. */
export function useAnchor(): void {
  useEffect(() => {
    const named = document.getElementById(window.location.hash.slice(1));
    named?.scrollIntoView();
    named?.querySelector<HTMLElement>('h2')?.focus();
  }, []);
}

/** A link inside the portal; a click with a modifier is left to the browser. */
export function Link({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  function follow(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
  }
  return (
    <a href={to} onClick={follow} {...(className === undefined ? {} : { className })}>
      {children}
    </a>
  );
}
