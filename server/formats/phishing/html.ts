/**
 * What a reader of an HTML mail meets: its words, where its links lead and what they claim, its forms, its pictures. One
 * pass, linear, bounded; never shown as HTML. What the sender hides by style is not read.
 */
import { decodeEntities, tagScanner } from '../message/html.ts';

export type HtmlLink = {
  /** As written, entities decoded. */
  readonly href: string;
  /** The words it is clicked by; empty for a picture. */
  readonly text: string;
};

export type HtmlReading = {
  readonly text: string;
  readonly links: readonly HtmlLink[];
  /** Links met, those not kept included. */
  readonly linkCount: number;
  readonly forms: readonly { readonly action: string }[];
  /** A field for a password, or one named like it, stands in the page. */
  readonly asksPassword: boolean;
  readonly images: number;
  readonly scripts: number;
  /** Where the page would go by itself: `<meta http-equiv=refresh>`. */
  readonly refresh: string | null;
};

/** Links kept of one page. */
export const maxLinks = 1000;
const maxLinkText = 300;
const maxForms = 20;
/** Characters of one tag whose attributes are read. */
const maxAttributes = 8192;

const silent = new Set(['script', 'style', 'title', 'template', 'noscript', 'svg', 'math', 'object', 'select']);
const blocks = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th tr ul'.split(
    ' ',
  ),
);
const withAttributes = new Set(['a', 'area', 'form', 'input', 'base', 'meta', 'img']);
const withoutEnd = new Set(['area', 'base', 'br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'wbr']);

/** `drawing`: the text is an SVG file, whose scripts and links stand inside what a mail would only show. */
export function readHtml(html: string, drawing = false): HtmlReading {
  const tags = tagScanner(html);
  const links: HtmlLink[] = [];
  const forms: { action: string }[] = [];
  let text = '';
  let pos = 0;
  let base = '';
  let refresh: string | null = null;
  let [linkCount, images, scripts] = [0, 0, 0];
  let asksPassword = false;
  let anchor: { href: string; words: string } | null = null;
  let hidden: { name: string; depth: number } | null = null;
  const closeAnchor = () => {
    if (anchor === null) return;
    linkCount++;
    const words = anchor.words.slice(0, maxLinkText).replace(/\s+/g, ' ').trim();
    if (links.length < maxLinks) links.push({ href: anchor.href, text: words });
    anchor = null;
  };
  while (pos < html.length) {
    const open = html.indexOf('<', pos);
    const end = open < 0 ? html.length : open;
    if (end > pos && hidden === null) {
      const words = decodeEntities(html.slice(pos, end)).replace(/\s+/g, ' ');
      text += words;
      if (anchor !== null && anchor.words.length < maxLinkText) anchor.words += words;
    }
    if (open < 0) break;
    const tag = tags.read(open);
    if (!tag) {
      text += '<';
      pos = open + 1;
      continue;
    }
    pos = tag.end;
    const { name, closing } = tag;
    if (name === 'script' && !closing) scripts++;
    if (hidden !== null) {
      // Only elements of the same name count: whatever nests in it closes before it.
      if (name === hidden.name) hidden.depth += closing ? -1 : 1;
      if (hidden.depth === 0) hidden = null;
      continue;
    }
    if (silent.has(name) && !closing && !(drawing && name === 'svg')) {
      pos = tags.afterElement(name, pos);
      continue;
    }
    if (blocks.has(name)) {
      text += '\n\n';
      if (anchor !== null && anchor.words.length < maxLinkText) anchor.words += ' ';
    }
    if (name === 'br') text += '\n';
    if (closing) {
      if (name === 'a') closeAnchor();
      continue;
    }
    const styled =
      tag.end - open > name.length + 10 && hides(html.slice(open, Math.min(tag.end, open + maxAttributes)));
    if (styled && !withoutEnd.has(name)) {
      hidden = { name, depth: 1 };
      continue;
    }
    if (!withAttributes.has(name)) continue;
    const attributes = readAttributes(html.slice(open + name.length + 1, Math.min(tag.end, open + maxAttributes)));
    if (name === 'base') base = attributes.get('href') ?? base;
    else if (name === 'img') images++;
    else if (name === 'a' || name === 'area') {
      closeAnchor();
      const href = attributes.get('href');
      if (href !== undefined) anchor = { href: resolve(base, href), words: '' };
      if (name === 'area') closeAnchor();
    } else if (name === 'form' && forms.length < maxForms) {
      forms.push({ action: resolve(base, attributes.get('action') ?? '') });
    } else if (name === 'input') {
      asksPassword ||=
        attributes.get('type')?.trim().toLowerCase() === 'password' || secretField(attributes.get('name'));
    } else if (name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'refresh') {
      const content = attributes.get('content') ?? '';
      const at = content.toLowerCase().indexOf('url=');
      if (at >= 0) refresh = content.slice(at + 4).trim();
    }
  }
  closeAnchor();
  return { text, links, linkCount, forms, asksPassword, images, scripts, refresh };
}

function secretField(name: string | undefined): boolean {
  return name !== undefined && /^(?:pass(?:word|wd|e)?|pwd|mdp|mot_?de_?passe|numen)$/i.test(name);
}

function hides(tag: string): boolean {
  if (!/style\s{0,9}=/i.test(tag)) return false;
  const style = tag.replace(/\s+/g, '').toLowerCase();
  return /display:none|visibility:hidden|font-size:0(?:px|pt|em|%)?[;"'!]|max-height:0(?:px)?[;"'!]/.test(style);
}

const attribute = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** Attributes by lower-case name; the first of two of the same name counts. */
function readAttributes(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single, bare] of text.matchAll(attribute)) {
    const key = name!.toLowerCase();
    const value = double ?? single ?? bare;
    if (value !== undefined && !found.has(key)) found.set(key, decodeEntities(value).trim());
  }
  return found;
}

function resolve(base: string, href: string): string {
  if (base === '' || /^[a-z][a-z0-9+.-]{0,20}:/i.test(href)) return href;
  return URL.parse(href, base)?.href ?? href;
}
