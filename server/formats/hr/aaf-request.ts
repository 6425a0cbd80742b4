/**
 * One `addRequest` as every annuaire writes it, read in one pass: some tags that are known, attributes with plain values.
 * Anything else (comments, CDATA, tags of somebody's own) is left to a whole parser: `aaf.ts`.
 */

/** Values by name of attribute in lower case, and the identifier. */
export type PlainRequest = { readonly values: Map<string, string[]>; readonly id: string | null };

const tag = /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z:]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const nameAttribute = /\sname\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/;

/** Where each tag may stand: under which other. */
const parents: Readonly<Record<string, readonly string[]>> = {
  addRequest: [''],
  operationalAttributes: ['addRequest'],
  identifier: ['addRequest'],
  attributes: ['addRequest'],
  id: ['identifier'],
  attr: ['operationalAttributes', 'attributes'],
  value: ['attr'],
};

/** Null where the fragment, well formed, is written in another way. `longest`: characters of one value. */
export function readPlainRequest(fragment: string, longest: number): PlainRequest | null {
  const values = new Map<string, string[]>();
  const open: string[] = [''];
  let id: string | null = null;
  let texts: string[] = [];
  let at = 0;
  while (at < fragment.length) {
    tag.lastIndex = at;
    const found = tag.exec(fragment);
    if (found === null) return null;
    const [whole, closes, name = '', attributes = '', alone] = found;
    const inside = open.at(-1)!;
    if (closes === '') {
      if (!parents[name]?.includes(inside)) return null;
      if (name === 'attr') {
        const [, double, single] = nameAttribute.exec(attributes) ?? [];
        const called = double ?? single ?? '';
        if (called.includes('&')) return null;
        texts = [];
        // A second attribute of one name replaces the first, as where a request is read whole.
        if (alone === '') values.set(called.toLowerCase(), texts);
      }
      if (alone === '') open.push(name);
    } else if (inside === name) open.pop();
    else return null;
    const textFrom = at + whole.length;
    const next = fragment.indexOf('<', textFrom);
    const textTo = next < 0 ? fragment.length : next;
    if (closes === '' && alone === '' && (name === 'value' || name === 'id')) {
      const text = plainText(fragment.slice(textFrom, textTo));
      if (text === null) return null;
      if (name === 'id') id = text.slice(0, longest);
      else if (text !== '') texts.push(text.slice(0, longest));
    }
    at = textTo;
  }
  for (const [name, kept] of values) if (kept.length === 0) values.delete(name);
  return { values, id };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Trimmed, with the five entities of XML and characters by number; null where there is another. */
function plainText(raw: string): string | null {
  if (!raw.includes('&')) return raw.trim();
  let unknown = false;
  const text = raw.replace(/&([^;]*);/g, (_, name: string) => {
    const character = entities[name] ?? numbered(name);
    unknown ||= character === null;
    return character ?? '';
  });
  return unknown ? null : text.trim();
}

function numbered(name: string): string | null {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : null;
}
