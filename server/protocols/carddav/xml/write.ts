/** XML we send: nodes made of names and texts, written with the prefixes of `names.ts` declared on the root. */
import { prefixes } from './names.ts';

/** Written already. */
export type Xml = string & { readonly xml: unique symbol };

export function element(
  name: string,
  content: readonly Xml[] | string = [],
  attributes: Readonly<Record<string, string>> = {},
): Xml {
  const { tag, declared } = tagOf(name);
  const said = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  const inner = typeof content === 'string' ? escapeXml(content) : content.join('');
  return (inner === '' ? `<${tag}${declared}${said}/>` : `<${tag}${declared}${said}>${inner}</${tag}>`) as Xml;
}

/** A name of another's namespace declares it where it stands. */
function tagOf(name: string): { tag: string; declared: string } {
  const [, space = '', local = ''] = /^\{([^}]*)\}(.*)$/s.exec(name) ?? [];
  const prefix = prefixes[space];
  if (prefix !== undefined) return { tag: `${prefix}:${local}`, declared: '' };
  return { tag: local, declared: ` xmlns="${escapeXml(space)}"` };
}

export function document(root: string, content: readonly Xml[]): string {
  const spaces = Object.fromEntries(Object.entries(prefixes).map(([space, prefix]) => [`xmlns:${prefix}`, space]));
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, content, spaces)}\n`;
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Characters that XML has no way to say are left out. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"\r]/g, mark => marks[mark]!);
}
