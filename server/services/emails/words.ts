/** The words of a text filter: parted by white space, quoted where they are one. rfc/8621#4.4.1 */
import { fold } from '../../formats/message/fold.ts';

/** Words of one question: more say nothing more. */
const mostWords = 50;

/** Folded for comparison; a backslash before a quote or a backslash is itself. */
export function readWords(text: string): string[] {
  const words: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/"((?:[^"\\]|\\.)*)"?|([^\s"]+)/gs)) {
    const word = fold((quoted ?? plain!).replace(/\\(["\\])/g, '$1'))
      .replace(/\s+/g, ' ')
      .trim();
    if (word !== '' && !words.includes(word)) words.push(word);
    if (words.length >= mostWords) break;
  }
  return words;
}

/** Every word is in the text, which is folded already. */
export function holdsAll(text: string, words: readonly string[]): boolean {
  return words.every(word => text.includes(word));
}
