/** The frame that shows a stranger's HTML: no script, no form, nothing fetched; as high as what it shows. */
import regular from '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff2?url';
import bold from '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-700-normal.woff2?url';
import { useEffect, useRef } from 'react';
import type { Theme } from '../shell/theme.ts';

type Props = {
  html: string;
  title: string;
  theme: Theme;
  /** Made for white paper: shown on it, whatever the theme. */
  coloured: boolean;
  /** What its pictures of content ids are. */
  pictures: ReadonlyMap<string, string>;
  follow(url: string, text: string): void;
};

/** The house's own letters are the only file that is fetched: DOMPurify's care has taken every other face away. */
const policy = `default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; font-src ${location.origin}/assets/; form-action 'none'; base-uri 'none'`;

export function Frame({ html, title, theme, coloured, pictures, follow }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const followed = useRef(follow);
  followed.current = follow;

  useEffect(() => {
    const shown = frame.current;
    if (shown === null) return;
    let stop = (): void => {};
    function onLoad(): void {
      const inside = shown?.contentDocument;
      if (!shown || !inside?.body) return;
      stop();
      stop = attend(shown, inside, (url, text) => followed.current(url, text));
    }
    shown.addEventListener('load', onLoad);
    onLoad();
    return () => {
      shown.removeEventListener('load', onLoad);
      stop();
    };
  }, []);

  useEffect(() => {
    const shown = frame.current;
    if (shown === null) return;
    const put = (): void => {
      for (const image of shown.contentDocument?.querySelectorAll<HTMLImageElement>('img[data-cid]') ?? []) {
        const url = pictures.get(image.dataset.cid ?? '');
        if (url !== undefined && image.src !== url) image.src = url;
      }
    };
    put();
    shown.addEventListener('load', put);
    return () => shown.removeEventListener('load', put);
  }, [pictures]);

  return (
    <iframe
      ref={frame}
      title={title}
      className={coloured ? 'mail-frame mail-frame-paper' : 'mail-frame'}
      // Same origin, so that this page can measure it and ask before a link is followed; without scripts it can do nothing
      // with that. Popups are for browsers that follow links without asking us.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={documentOf(html, coloured ? 'light' : theme, coloured)}
    />
  );
}

function documentOf(html: string, scheme: Theme, coloured: boolean): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<base target="_blank"><style>${ground(scheme, coloured)}</style></head><body>${html}<style>${last}</style></body></html>`;
}

/** Under what the mail itself says. */
function ground(scheme: Theme, coloured: boolean): string {
  const ink = scheme === 'dark' ? '#eaeff1' : '#1c2529';
  const link = scheme === 'dark' ? '#7ec4d1' : '#14505c';
  const paper = coloured ? '#ffffff' : 'transparent';
  return `${face(regular, 400)}${face(bold, 700)}:root{color-scheme:${scheme}}body{margin:0;padding:${coloured ? '16px' : '0'};background:${paper};color:${ink};
font:16px/1.6 "Atkinson Hyperlegible",system-ui,sans-serif;overflow-wrap:break-word}a{color:${link}}img{border:0}
blockquote{margin:0 0 0 .25em;padding-left:1em;border-left:3px solid ${scheme === 'dark' ? '#34414a' : '#ddd7cb'}}`;
}

function face(url: string, weight: number): string {
  return `@font-face{font-family:"Atkinson Hyperlegible";font-weight:${weight};src:url("${location.origin}${url}")}`;
}

/** Over what it says: nothing is as high as the frame, for the frame is as high as it; nothing leaves it. */
const last = `html,body{height:auto!important;min-height:0!important;max-height:none!important;position:static!important}
html{overflow-x:auto!important;overflow-y:hidden!important}body{display:flow-root!important;width:auto!important}
img{max-width:100%!important;height:auto}img:not([src]){display:inline-block;min-width:24px;min-height:24px;
border:1px dashed #8a8577;border-radius:4px}table{max-width:100%}pre{white-space:pre-wrap}`;

/** Keeps the frame as high as its content, and asks before a link is followed. @returns what ends it */
function attend(frame: HTMLIFrameElement, inside: Document, follow: (url: string, text: string) => void): () => void {
  const { body, documentElement: root } = inside;
  const measure = (): void => {
    const scrollbar = root.scrollWidth > root.clientWidth ? 16 : 0;
    frame.style.height = `${Math.ceil(body.getBoundingClientRect().height) + scrollbar}px`;
  };
  const observer = new ResizeObserver(measure);
  observer.observe(body);
  measure();

  function onClick(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.('a[href]');
    if (!link) return;
    event.preventDefault();
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith('#')) inside.getElementById(`user-content-${href.slice(1)}`)?.scrollIntoView();
    else follow(href, link.textContent ?? '');
  }
  // Keys of the page act while the frame has the focus.
  function onKeyDown(event: KeyboardEvent): void {
    const copy = new KeyboardEvent('keydown', { ...keyOf(event), bubbles: true, cancelable: true });
    if (!document.dispatchEvent(copy)) event.preventDefault();
  }
  inside.addEventListener('click', onClick);
  inside.addEventListener('auxclick', onClick);
  inside.addEventListener('keydown', onKeyDown);
  return () => {
    observer.disconnect();
    inside.removeEventListener('click', onClick);
    inside.removeEventListener('auxclick', onClick);
    inside.removeEventListener('keydown', onKeyDown);
  };
}

function keyOf({ key, code, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): KeyboardEventInit {
  return { key, code, shiftKey, ctrlKey, metaKey, altKey };
}
