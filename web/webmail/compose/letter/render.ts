/** What needs a document to be read: the HTML of a letter, in the editor and as it leaves. */
import { sanitise } from '../../reading/sanitise.ts';
import { htmlToText } from './html-to-text.ts';
import type { Letter } from './letter.ts';
import { type Texts, wholeHtml } from './outgoing.ts';

/** Inert: nothing in it is run or fetched. */
export function parseHtml(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, 'text/html').body;
}

/** The parts of a letter that this page marks; of a stranger's mail every class is taken off. */
const ownClasses = new Set(['signature', 'quoted', 'forwarded']);

/**
 * Another's HTML, harmless and without what could take hold of this page: no style sheets, no names, no classes. Its own
 * pictures are `cid:` again; remote ones are gone, as in reading: sending them on would have the next one read told of.
 */
export function cleanHtml(html: string, whose: 'own' | 'other' = 'other'): string {
  const body = parseHtml(sanitise(html).html);
  for (const style of body.querySelectorAll('style')) style.remove();
  for (const blocked of body.querySelectorAll('img[data-blocked]')) {
    const alt = blocked.getAttribute('alt') ?? '';
    blocked.replaceWith(alt);
  }
  for (const element of body.querySelectorAll<HTMLElement>('*')) {
    for (const name of ['id', 'name', 'title', 'rel'] as const) element.removeAttribute(name);
    if (whose === 'other' || !ownClasses.has(element.className)) element.removeAttribute('class');
    const cid = element.dataset.cid;
    if (cid === undefined) continue;
    element.removeAttribute('data-cid');
    element.setAttribute('src', `cid:${cid}`);
  }
  // What the sanitiser put around the body.
  const [only] = body.children;
  const lone = body.children.length === 1 && only?.tagName === 'DIV' && only.attributes.length === 0;
  return lone ? only.innerHTML : body.innerHTML;
}

/** For the editor: its pictures shown from where they are now, by content id. */
export function editable(html: string, pictures: ReadonlyMap<string, string>): string {
  const body = parseHtml(html);
  for (const image of body.querySelectorAll('img')) {
    const [, cid] = /^cid:(.+)$/.exec(image.getAttribute('src') ?? '') ?? [];
    if (cid === undefined) continue;
    image.setAttribute('data-cid', cid);
    const url = pictures.get(cid);
    if (url === undefined) image.removeAttribute('src');
    else image.setAttribute('src', url);
  }
  return body.innerHTML;
}

/** What the editor holds, as a letter keeps it. */
export function collected(html: string): string {
  const body = parseHtml(html);
  for (const image of body.querySelectorAll<HTMLImageElement>('img[data-cid]')) {
    image.setAttribute('src', `cid:${image.dataset.cid}`);
    image.removeAttribute('data-cid');
  }
  return body.innerHTML;
}

const quotedLook = 'margin:0 0 0 0.5em;padding-left:0.75em;border-left:2px solid #b9c2c6';

/** Both versions of the text, as they leave. */
export function textsOf(letter: Pick<Letter, 'html' | 'text' | 'plain'>, language: string): Texts {
  if (letter.plain) return { text: letter.text, html: null };
  const body = parseHtml(letter.html);
  const text = htmlToText(body);
  // Not every program draws a quotation by itself.
  for (const quote of body.querySelectorAll<HTMLElement>('blockquote')) {
    if (!quote.hasAttribute('style')) quote.setAttribute('style', quotedLook);
  }
  return { text, html: wholeHtml(body.innerHTML, language) };
}

/** What the person wrote: without signature and without what is quoted. */
export function writtenText(letter: Pick<Letter, 'html' | 'text' | 'plain'>): string {
  if (letter.plain) {
    const [own = ''] = letter.text.split(/^-- $/m);
    return own.replace(/^>.*$/gm, '').trim();
  }
  const body = parseHtml(letter.html);
  for (const other of body.querySelectorAll('.signature, .quoted, .forwarded, blockquote')) other.remove();
  return htmlToText(body);
}

/** Puts another signature in the place of the one there is; where somebody took it out, it stays out. */
export function changeSignature(html: string, signature: string, had: boolean): string {
  const body = parseHtml(html);
  const place = body.querySelector('.signature');
  if (place !== null) {
    if (signature === '') place.remove();
    else place.outerHTML = signature;
  } else if (!had && signature !== '') {
    const quoted = body.querySelector('.quoted, .forwarded');
    if (quoted === null) body.insertAdjacentHTML('beforeend', `<div><br></div>${signature}`);
    else quoted.insertAdjacentHTML('beforebegin', `${signature}<div><br></div>`);
  }
  return body.innerHTML;
}
