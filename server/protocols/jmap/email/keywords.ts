/** Keywords: the names JMAP gives, the bits and names that are stored. rfc/8621#4.1.1 */

import type { Marks } from '../../../services/emails/change.ts';
import { type Keyword, keywordBits } from '../../../services/emails/filter.ts';
import { InvalidArgument, text } from '../read.ts';

/** A keyword in lower case. @throws InvalidArgument */
export function readKeyword(value: unknown, path: string): string {
  const keyword = text(value, path);
  if (!/^[!-~]{1,255}$/.test(keyword) || /[(){\]%*"\\]/.test(keyword)) throw new InvalidArgument(path, 'is no keyword');
  return keyword.toLowerCase();
}

export function storedKeyword(keyword: string): Keyword {
  const bit = keywordBits[keyword];
  return bit === undefined ? { name: keyword } : { bit };
}

/** The keywords of an email, as a set of JMAP. */
export function writeKeywords({ bits, keywords }: Marks): Record<string, true> {
  const system = Object.entries(keywordBits).flatMap(([name, bit]) => ((bits & bit) === 0 ? [] : [name]));
  return Object.fromEntries([...system, ...keywords].map(name => [name, true]));
}

export function marksOf(keywords: Iterable<string>): Marks {
  return changeMarks({ bits: 0, keywords: [] }, keywords, []);
}

export function changeMarks(before: Marks, added: Iterable<string>, removed: Iterable<string>): Marks {
  let { bits } = before;
  const names = new Set(before.keywords);
  for (const keyword of added) {
    if (keywordBits[keyword] === undefined) names.add(keyword);
    else bits |= keywordBits[keyword];
  }
  for (const keyword of removed) {
    if (keywordBits[keyword] === undefined) names.delete(keyword);
    else bits &= ~keywordBits[keyword];
  }
  return { bits, keywords: [...names].sort() };
}
