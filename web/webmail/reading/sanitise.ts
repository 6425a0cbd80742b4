/**
 * A stranger's HTML made harmless. Three walls, each of which holds alone: DOMPurify removes what could act; the frame that
 * shows the rest runs no script (`sandbox`) and fetches nothing (its own content policy); the page around allows neither.
 */
import DOMPurify from 'dompurify';

export type Sanitised = {
  /** The body, and the style sheets before it. */
  readonly html: string;
  /** Pictures and other files that would have been fetched from elsewhere. */
  readonly remote: number;
  /** It chooses its own colours, made for white paper. */
  readonly coloured: boolean;
  /** Content ids of the pictures it shows from its own attachments. */
  readonly cids: readonly string[];
};

const forbiddenTags = [
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'option',
  'optgroup',
  'datalist',
  'output',
  'fieldset',
  'label',
  'meta',
  'link',
  'base',
  'iframe',
  'frame',
  'frameset',
  'object',
  'embed',
  'applet',
  'audio',
  'video',
  'source',
  'track',
  'picture',
  'canvas',
  'dialog',
  'slot',
  'template',
  'noscript',
  'map',
  'area',
  'title',
  'marquee',
];

const forbiddenAttributes = [
  'srcset',
  'sizes',
  'ping',
  'target',
  'action',
  'formaction',
  'usemap',
  'poster',
  'lowsrc',
  'dynsrc',
  'autofocus',
  'tabindex',
  'accesskey',
  'contenteditable',
  'popover',
  'popovertarget',
  'command',
  'commandfor',
  'is',
  'slot',
  'part',
  'itemid',
  'itemprop',
  'itemref',
  'itemscope',
  'itemtype',
  'loading',
  'fetchpriority',
  'crossorigin',
];

/** Links lead to the web, to an address or inside the mail; pictures are remote, attached or written in. */
const allowedAddresses = /^(?:https?:|mailto:|tel:|cid:|#|data:image\/(?:png|jpe?g|gif|webp|bmp)[;,])/i;

export function sanitise(html: string): Sanitised {
  const root = DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: forbiddenTags,
    FORBID_ATTR: forbiddenAttributes,
    // What mails hide in the names of their elements must not stand in for properties of the document.
    SANITIZE_NAMED_PROPS: true,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: allowedAddresses,
    WHOLE_DOCUMENT: true,
    RETURN_DOM: true,
  }) as HTMLElement;

  const found = { remote: 0, coloured: false, cids: [] as string[] };
  for (const style of root.querySelectorAll('style')) {
    style.textContent = cleanCss(style.textContent ?? '', found);
    if (/(?:^|[^-])(?:color|background)/i.test(style.textContent)) found.coloured = true;
  }
  for (const element of root.querySelectorAll<HTMLElement>('*')) cleanElement(element, found);
  const body = root.querySelector('body');
  const styles = [...root.querySelectorAll('head style')].map(style => style.outerHTML).join('');
  return { html: `${styles}${bodyOf(body, found)}`, ...found };
}

type Found = { remote: number; coloured: boolean; cids: string[] };

function cleanElement(element: HTMLElement, found: Found): void {
  const style = element.getAttribute('style');
  if (style !== null) {
    const cleaned = cleanCss(style, found);
    element.setAttribute('style', cleaned);
    if (/(?:^|[^-])(?:color|background)/i.test(cleaned)) found.coloured = true;
  }
  if (element.hasAttribute('bgcolor') || element.hasAttribute('color')) found.coloured = true;
  const background = element.getAttribute('background');
  if (background !== null) {
    element.removeAttribute('background');
    found.remote += 1;
  }
  if (element.tagName === 'IMG') cleanImage(element, found);
  if (element.tagName === 'A') cleanLink(element);
}

function cleanImage(image: HTMLElement, found: Found): void {
  const source = image.getAttribute('src')?.trim() ?? '';
  if (/^data:/i.test(source)) return;
  image.removeAttribute('src');
  const [, cid] = /^cid:(.+)$/is.exec(source) ?? [];
  if (cid !== undefined) {
    const name = decode(cid);
    image.setAttribute('data-cid', name);
    found.cids.push(name);
    return;
  }
  // What is one point wide only tells that one has read.
  if (source !== '' && !isPoint(image)) found.remote += 1;
  if (isPoint(image)) image.remove();
  else image.setAttribute('data-blocked', '');
}

function isPoint(image: HTMLElement): boolean {
  const least = (name: string) => image.hasAttribute(name) && Number.parseInt(image.getAttribute(name) ?? '', 10) <= 2;
  return least('width') && least('height');
}

function cleanLink(link: HTMLElement): void {
  const href = link.getAttribute('href')?.trim() ?? '';
  // Only what can be followed knowingly stays a link.
  if (!/^(?:https?:|mailto:|tel:|#)/i.test(href)) link.removeAttribute('href');
  else if (!href.startsWith('#')) {
    link.setAttribute('rel', 'noopener noreferrer');
    link.setAttribute('title', href.slice(0, 300));
  }
}

/**
 * Takes out what fetches, what binds and what grows with the frame. The frame's policy forbids all fetching besides; here it
 * is counted, so that the reader can be told.
 */
function cleanCss(css: string, found: Found): string {
  return css
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '')
    .replace(/@(?:import|charset|namespace|font-face)\b[^;{]*(?:;|\{[^}]*\}|$)/gi, () => {
      found.remote += 1;
      return '';
    })
    .replace(/(?:url|src|image-set|-webkit-image-set|image|element|cross-fade)\s*\([^)]*\)?/gi, part => {
      if (/^url\(\s*["']?data:image\/(?:png|jpe?g|gif|webp)[;,]/i.test(part)) return part;
      found.remote += 1;
      return 'none';
    })
    .replace(/expression\s*\(|-moz-binding|behavior\s*:|javascript:/gi, '')
    .replace(/position\s*:\s*(?:fixed|sticky)/gi, 'position:static')
    .replace(/(\d*\.?\d+)\s*(?:vh|svh|lvh|dvh|vb)\b/gi, (_all, number: string) => `${Number(number) * 8}px`);
}

/** The body's own look goes with it, as the element it becomes. */
function bodyOf(body: HTMLElement | null, found: Found): string {
  if (body === null) return '';
  const outer = body.ownerDocument.createElement('div');
  for (const name of ['style', 'bgcolor', 'dir', 'lang', 'align'] as const) {
    const value = body.getAttribute(name);
    if (value === null) continue;
    if (name === 'bgcolor') outer.style.backgroundColor = value;
    else outer.setAttribute(name, value);
  }
  if (body.hasAttribute('bgcolor') || body.hasAttribute('text')) found.coloured = true;
  outer.innerHTML = body.innerHTML;
  return outer.outerHTML;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not written as the RFC asks: taken as it is. rfc/2392
    return text;
  }
}
