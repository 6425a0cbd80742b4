/** Writing strings into a script. rfc/5228#2.4.2 */

/** A quoted string. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** One string, or a list in brackets. */
export function quoteList(texts: readonly string[]): string {
  return texts.length === 1 ? quote(texts[0]!) : `[${texts.map(quote).join(', ')}]`;
}

/** A string whose wildcards mean themselves, for `:matches`. */
export function quoteWildcards(text: string): string {
  return text.replace(/[*?\\]/g, '\\$&');
}
