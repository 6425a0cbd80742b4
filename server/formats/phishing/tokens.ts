/** Text into words. An empty token parts sentences. */
import { undisguised } from './letters.ts';

/** Letters written apart that are joined to one word. */
const longestApart = 24;

/** Words read of one text: past them nobody reads either. */
export const maxTokens = 20_000;

const piece = /[a-z0-9$]+|[.!?;\u2022]+|\n\s*|[^a-z0-9$.!?;\n\u2022]+/g;

/**
 * The words of a folded text (`foldLetters`), digits worn as letters undone, letters written apart (`u r g e n t`) joined.
 * Web addresses are left out: they are links, not words.
 */
export function tokenise(folded: string, limit: number = maxTokens): string[] {
  const tokens: string[] = [];
  let apart = 0;
  piece.lastIndex = 0;
  for (let match = piece.exec(folded); match && tokens.length < limit; match = piece.exec(folded)) {
    const text = match[0];
    if (!isWord(text.charCodeAt(0))) {
      if (!endsSentence(text, folded, piece.lastIndex) || tokens.at(-1) === '') continue;
      tokens.push('');
      apart = 0;
    } else if ((text === 'http' || text === 'https') && folded.startsWith('://', piece.lastIndex)) {
      piece.lastIndex = endOfAddress(folded, piece.lastIndex);
    } else {
      tokens.push(text.length > 3 && /[0-9$]/.test(text) ? undisguised(text) : text);
      if (text.length > 1) apart = 0;
      else if (++apart === 4) tokens.push(tokens.splice(-4).join(''));
      else if (apart > 4 && apart <= longestApart) tokens.push(tokens.splice(-2).join(''));
      else if (apart > longestApart) apart = 1;
    }
  }
  return tokens;
}

function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 36;
}

/** A mark before white space, or a blank line: plain text is wrapped, so that a single line end says nothing. */
function endsSentence(text: string, folded: string, next: number): boolean {
  const first = text.charCodeAt(0);
  if (first === 10) return text.indexOf('\n', 1) > 0;
  if (!'.!?;\u2022'.includes(text[0]!)) return false;
  return next >= folded.length || folded.charCodeAt(next) <= 32 || folded.charCodeAt(next) === 0xa0;
}

function endOfAddress(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) > 32) at++;
  return at;
}
