/** What an address list is made of, and how its pieces are written together again. rfc/5322#3.2 */

/** A word, quoted string or special; `spaced` when white space or a comment stood before it. */
export type Token = { text: string; spaced: boolean; kind: 'word' | 'quoted' | 'special' | 'literal' };

/** The words of a display name or group name, spaced as they were. */
export function phrase(tokens: Token[]): string {
  return tokens
    .map((token, i) => (i > 0 && token.spaced ? ` ${token.text}` : token.text))
    .join('')
    .trim();
}

/** A local part as it is written: quoted only where its characters need it. */
export function written(tokens: Token[]): string {
  return tokens.map(token => (token.kind === 'quoted' ? quoteLocal(token.text) : token.text)).join('');
}

/** The local part between angle brackets, without the spaces and quotes it does not need. */
export function tidyLocal(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('"') || !trimmed.endsWith('"') || trimmed.length < 2) return trimmed.replace(/\s+/g, '');
  return quoteLocal(unquote(trimmed.slice(1, -1)));
}

function quoteLocal(text: string): string {
  return /^[^\s()<>[\]:;@\\,."]+(?:\.[^\s()<>[\]:;@\\,."]+)*$/.test(text)
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Offset of the quote that closes the one at `start`, or -1. */
export function closing(text: string, start: number, quote: string): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

/** Text without the backslashes that quote its characters. */
export function unquote(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/gs, '$1') : text;
}
