/** Spellings of what FETCH asks for. */
import type { FetchItem } from './fetch.ts';
import type { Section, SectionText } from './section.ts';
import { list, maybe, means, oneOf, phrase, row, type Spelling, word } from './spelling.arbitrary.ts';
import { astring, given, nz, octetRange } from './strings.arbitrary.ts';

const path = row(nz, '.', { minLength: 1, maxLength: 4 });
const headerFields: Spelling<SectionText> = means(
  phrase`HEADER.FIELDS${maybe(word('.NOT', true as const))} ${list(astring)}`,
  ([not, names]) => ({ kind: 'header-fields', not: not ?? false, names }),
);
const sectionText = oneOf<SectionText>(
  headerFields,
  word('HEADER', { kind: 'header' }),
  word('TEXT', { kind: 'text' }),
);
const section: Spelling<Section> = oneOf<Section>(
  word('[]', { path: [] }),
  means(phrase`[${sectionText}]`, ([text]) => ({ path: [], text })),
  means(phrase`[${path}]`, ([path]) => ({ path })),
  means(phrase`[${path}.${oneOf<SectionText>(sectionText, word('MIME', { kind: 'mime' }))}]`, ([path, text]) => ({
    path,
    text,
  })),
);
const binarySection = oneOf(
  word<number[]>('[]', []),
  means(phrase`[${path}]`, ([path]) => path),
);
const peek = means(maybe(word('.PEEK', true as const)), each => each ?? false);

const simpleItem = oneOf<FetchItem>(
  ...(
    [
      ['BODY', 'body'],
      ['BODYSTRUCTURE', 'body-structure'],
      ['EMAILID', 'email-id'],
      ['ENVELOPE', 'envelope'],
      ['FLAGS', 'flags'],
      ['INTERNALDATE', 'internal-date'],
      ['MODSEQ', 'modseq'],
      ['RFC822.SIZE', 'size'],
      ['SAVEDATE', 'save-date'],
      ['THREADID', 'thread-id'],
      ['UID', 'uid'],
    ] as const
  ).map(([name, kind]) => word<FetchItem>(name, { kind })),
);
export const fetchItem: Spelling<FetchItem> = oneOf<FetchItem>(
  simpleItem,
  word('RFC822', { kind: 'rfc822', part: 'whole' }),
  word('RFC822.HEADER', { kind: 'rfc822', part: 'header' }),
  word('rfc822.text', { kind: 'rfc822', part: 'text' }),
  word('PREVIEW', { kind: 'preview', lazy: false }),
  word('PREVIEW (LAZY)', { kind: 'preview', lazy: true }),
  means(phrase`BODY${peek}${section}${octetRange}`, ([peek, section, range]) =>
    given({ kind: 'section', peek, section, range }),
  ),
  means(phrase`BINARY${peek}${binarySection}${octetRange}`, ([peek, path, range]) =>
    given({ kind: 'binary', peek, path, range }),
  ),
  means(phrase`BINARY.SIZE${binarySection}`, ([path]) => ({ kind: 'binary-size', path })),
);

const fast: FetchItem[] = [{ kind: 'flags' }, { kind: 'internal-date' }, { kind: 'size' }];
export const fetchItems = oneOf<FetchItem[]>(
  list(fetchItem),
  means(fetchItem, item => [item]),
  word('FAST', fast),
  word('all', [...fast, { kind: 'envelope' }]),
  word('FULL', [...fast, { kind: 'envelope' }, { kind: 'body' }]),
);
