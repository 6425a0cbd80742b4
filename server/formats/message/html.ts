/**
 * The text of an HTML mail, for previews and search: fast, linear, and never shown as HTML. (What people see goes
 * through a real sanitiser elsewhere.)
 */

/** Elements whose content is no text. */
const silent = new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'svg',
  'math',
  'object',
  'textarea',
  'select',
]);

/** Elements that start on a line of their own. */
const blocks = new Set(
  'address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tr ul'.split(
    ' ',
  ),
);

/**
 * Text with a line feed between blocks. `quotes: 'skip'` leaves out what stands in blockquotes; once about `enough`
 * characters are found the rest is not read.
 */
export function htmlToText(
  html: string,
  { quotes = 'keep', enough = Number.POSITIVE_INFINITY }: { quotes?: 'keep' | 'skip'; enough?: number } = {},
): string {
  const tags = tagScanner(html);
  let out = '';
  let pos = 0;
  let quoted = 0;
  while (pos < html.length && out.length < enough) {
    const open = html.indexOf('<', pos);
    const end = open < 0 ? html.length : open;
    if (end > pos && (quoted === 0 || quotes === 'keep'))
      out += decodeEntities(html.slice(pos, end)).replace(/\s+/g, ' ');
    if (open < 0) break;
    const tag = tags.read(open);
    if (!tag) {
      out += '<';
      pos = open + 1;
      continue;
    }
    pos = tag.end;
    if (silent.has(tag.name) && !tag.closing) pos = tags.afterElement(tag.name, pos);
    else if (blocks.has(tag.name)) out += '\n';
    else if (tag.name === 'td' || tag.name === 'th') out += ' ';
    if (tag.name === 'blockquote') quoted = Math.max(0, quoted + (tag.closing ? -1 : 1));
  }
  return out;
}

type Tag = { name: string; closing: boolean; end: number };

/** Each kind of search that once ran to the end in vain is not tried again: that is what keeps the whole linear. */
export function tagScanner(html: string) {
  const missing = new Set<string>();
  const find = (what: string, from: number): number => {
    if (missing.has(what)) return -1;
    const at = html.indexOf(what, from);
    if (at < 0) missing.add(what);
    return at;
  };
  const orEnd = (at: number, length: number) => (at < 0 ? html.length : at + length);
  return {
    /** The tag, comment or declaration that starts at `open`, or null if that `<` is text. */
    read(open: number): Tag | null {
      if (html.startsWith('<!--', open)) return { name: '!', closing: false, end: orEnd(find('-->', open + 4), 3) };
      const head = /<(\/?)([a-z][a-z0-9:-]{0,31}|[!?])/iy;
      head.lastIndex = open;
      const match = head.exec(html);
      if (!match) return null;
      const special = /[>"'<]/g;
      special.lastIndex = head.lastIndex;
      for (let next = special.exec(html); next; next = special.exec(html)) {
        const c = next[0];
        if (c === '>') return { name: match[2]!.toLowerCase(), closing: match[1] === '/', end: next.index + 1 };
        if (c === '<') return { name: match[2]!.toLowerCase(), closing: match[1] === '/', end: next.index };
        // A quote counts where a value starts; elsewhere it is a slip of the pen.
        const close = html[next.index - 1] === '=' ? find(c, next.index + 1) : -1;
        if (close >= 0) special.lastIndex = close + 1;
      }
      return { name: match[2]!.toLowerCase(), closing: match[1] === '/', end: html.length };
    },
    afterElement(name: string, from: number): number {
      if (missing.has(name)) return from;
      const closing = new RegExp(`</${name}`, 'gi');
      closing.lastIndex = from;
      const found = closing.exec(html);
      if (found) return orEnd(find('>', found.index), 1);
      missing.add(name);
      return name === 'style' || name === 'script' ? html.length : from;
    },
  };
}

/** Names of U+00A0 to U+00FF in their order. */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );

const entities: ReadonlyMap<string, string> = new Map([
  ...latin1.map((name, i): [string, string] => [name, String.fromCharCode(0xa0 + i)]),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", euro: '€', oelig: 'œ', OElig: 'Œ' }),
  ...Object.entries({ hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“' }),
  ...Object.entries({ rdquo: '”', bdquo: '„', lsaquo: '‹', rsaquo: '›', bull: '•', trade: '™', permil: '‰' }),
  ...Object.entries({ ensp: '\u2002', emsp: '\u2003', thinsp: '\u2009', zwnj: '\u200c', zwj: '\u200d' }),
  ...Object.entries({ rarr: '→', larr: '←', uarr: '↑', darr: '↓', check: '✓', star: '☆', hearts: '♥' }),
]);

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,9}));?/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities.get(name as string) ?? whole;
    return character(decimal !== undefined ? Number(decimal) : Number.parseInt(hex as string, 16));
  });
}

const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Numbers 128 to 159 mean windows-1252, as in every browser. */
function character(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return windows1252[code - 0x80]!;
  const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return valid ? String.fromCodePoint(code) : '\ufffd';
}
