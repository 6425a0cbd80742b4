/** Where links lead: the host as a browser would reach it, and what the words of the link claim. */

export type Target = {
  /** Lower case, `http:`, `https:`, `mailto:`, `javascript:`, … */
  readonly scheme: string;
  /** Lower-case ASCII; empty where the scheme has none. */
  readonly host: string;
  /** Something stood before an `@` in the host's place. */
  readonly user: boolean;
  readonly port: string;
  readonly path: string;
};

const maxAddress = 4096;

/** Reads an address as browsers do (back slashes, tabs, numbers for hosts, missing schemes); null where it leads nowhere. */
export function readTarget(href: string): Target | null {
  const text = href.slice(0, maxAddress).trim();
  if (text === '' || text.startsWith('#')) return null;
  const whole = /^[a-z][a-z0-9+.-]{0,20}:/i.test(text)
    ? text
    : text.startsWith('//')
      ? `https:${text}`
      : `https://${text}`;
  const url = URL.parse(whole);
  if (url === null) return null;
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const path = url.pathname + url.search;
  return { scheme: url.protocol, host, user: url.username !== '', port: url.port, path };
}

/** A host that is a number: IPv4 or IPv6. */
export function isNumeric(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

const inText = /(?:https?:\/\/|www\.)[^\s<>"'«»()[\]{}|]{3,2000}/gi;

/** The web addresses that stand in a plain text, as mail programs make them clickable; at most `most`. */
export function textLinks(text: string, most: number): string[] {
  const found: string[] = [];
  for (const [address] of text.matchAll(inText)) {
    found.push(address.replace(/[.,;:!?…]{1,3}$/, ''));
    if (found.length >= most) break;
  }
  return found;
}

const claimedHost =
  /^(?:https?:\/\/)?((?:[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff-]{0,61}[a-z0-9\u00a1-\uffff])?\.){1,8}[a-z\u00a1-\uffff]{2,24})(?:[:/?#]|$)/i;

/** The host that the words of a link show, where they are an address themselves; null where they are words. */
export function hostShown(text: string): string | null {
  const shown = text.trim();
  if (shown.length > 200 || shown.includes(' ') || shown.includes('@')) return null;
  const host = claimedHost.exec(shown)?.[1];
  if (host === undefined) return null;
  return URL.parse(`https://${host}`)?.hostname ?? null;
}
