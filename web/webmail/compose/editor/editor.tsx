/** The text being written, with its formatting. Squire does the editing; what comes in by pasting is cleaned as a stranger's. */
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import Squire from 'squire-rte';
import { cleanHtml, collected, editable } from '../letter/render.ts';
import { type Format, noFormat, readFormat } from './format.ts';

export type EditorHandle = {
  focus(where: 'start' | 'end'): void;
  /** Gives what was typed in the last moment. */
  collect(): void;
  insert(html: string): void;
  insertPicture(cid: string, url: string, alt: string): void;
  squire(): Squire | null;
};

type Props = {
  html: string;
  change(html: string): void;
  /** Where its own pictures are shown from, by content id. */
  pictures: ReadonlyMap<string, string>;
  pastePictures(files: readonly File[]): void;
  formatted(format: Format): void;
  label: string;
  placeholder: string;
  language: string;
  handle: Ref<EditorHandle>;
};

const pause = 250;

export function Editor(props: Props) {
  const { html, label, placeholder, language, pictures, handle } = props;
  const root = useRef<HTMLDivElement>(null);
  const squire = useRef<Squire | null>(null);
  const current = useRef(props);
  current.current = props;
  /** The letter's text that the editor shows. */
  const shown = useRef<string | null>(null);
  const trusted = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [empty, setEmpty] = useState(false);

  const collect = useCallback(() => {
    clearTimeout(timer.current);
    // The page may have let go of the element already: the editor has not.
    if (squire.current === null) return;
    const next = collected(squire.current.getHTML());
    if (next === shown.current) return;
    shown.current = next;
    current.current.change(next);
  }, []);

  /** Runs what puts in HTML of our own, that is clean already. */
  const trusting = useCallback((run: () => void) => {
    trusted.current = true;
    run();
    trusted.current = false;
  }, []);

  useEffect(() => {
    if (root.current === null) return;
    const element = root.current;
    const editor = new Squire(element, {
      blockTag: 'DIV',
      tagAttributes: { blockquote: { type: 'cite' } },
      undo: { documentSizeThreshold: 500_000, undoLimit: 200 },
      sanitizeToDOMFragment(text) {
        const safe = trusted.current ? text : editable(cleanHtml(text), current.current.pictures);
        const template = document.createElement('template');
        template.innerHTML = safe;
        return document.importNode(template.content, true);
      },
    });
    // The key that goes on to the next field always does.
    editor.setKeyHandler('Tab', null);
    editor.setKeyHandler('Shift-Tab', null);
    squire.current = editor;
    const onInput = () => {
      setEmpty(isEmpty(element));
      takeOutPictures(element, files => current.current.pastePictures(files));
      clearTimeout(timer.current);
      timer.current = setTimeout(collect, document.hidden ? 0 : pause);
    };
    const onPath = () => current.current.formatted(readFormat(editor));
    editor.addEventListener('input', onInput);
    editor.addEventListener('pathChange', onPath);
    editor.addEventListener('select', onPath);
    editor.addEventListener('undoStateChange', onPath);
    editor.addEventListener('pasteImage', event => {
      const { clipboardData } = (event as CustomEvent<{ clipboardData: DataTransfer }>).detail;
      current.current.pastePictures([...clipboardData.files].filter(({ type }) => type.startsWith('image/')));
    });
    const leave = () => collect();
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', leave);
    return () => {
      collect();
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', leave);
      editor.destroy();
      squire.current = null;
      shown.current = null;
      current.current.formatted(noFormat);
    };
  }, [collect]);

  // Changed from elsewhere: another signature, a model.
  useEffect(() => {
    if (squire.current === null || root.current === null || html === shown.current) return;
    trusting(() => squire.current?.setHTML(editable(html, current.current.pictures)));
    shown.current = html;
    setEmpty(isEmpty(root.current));
  }, [html, trusting]);

  // Pictures that arrive.
  useEffect(() => {
    for (const image of root.current?.querySelectorAll<HTMLImageElement>('img[data-cid]') ?? []) {
      const url = pictures.get(image.dataset.cid ?? '');
      if (url !== undefined && image.getAttribute('src') !== url) image.src = url;
    }
  }, [pictures]);

  useImperativeHandle(
    handle,
    () => ({
      focus(where) {
        const editor = squire.current;
        if (editor === null) return;
        editor.focus();
        if (where === 'start') editor.moveCursorToStart();
        else editor.moveCursorToEnd();
      },
      collect,
      insert(more) {
        trusting(() => squire.current?.insertHTML(editable(more, current.current.pictures)));
      },
      insertPicture(cid, url, alt) {
        squire.current?.insertImage(url, { 'data-cid': cid, alt });
      },
      squire: () => squire.current,
    }),
    [collect, trusting],
  );

  return (
    // biome-ignore lint/a11y/useSemanticElements: no field of HTML holds formatted text
    // biome-ignore lint/a11y/useKeyWithClickEvents: where the keyboard puts the cursor is the arrows' doing
    <div
      ref={root}
      className="write-text"
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-label={label}
      contentEditable
      suppressContentEditableWarning
      spellCheck
      lang={language}
      data-empty={empty}
      data-placeholder={placeholder}
      onClick={event => {
        if (root.current === null || event.target !== root.current || squire.current === null) return;
        putCursor(squire.current, root.current);
      }}
    />
  );
}

/** A press on the white below means what one writes oneself: not the signature, nor what is quoted. */
function putCursor(editor: Squire, root: HTMLElement): void {
  if (!(window.getSelection()?.isCollapsed ?? true)) return;
  const children = [...root.children];
  const end = children.findIndex(each => each.matches('.signature, .quoted, .forwarded'));
  if (end < 0) return;
  const own = children.slice(0, end);
  const line = own.findLast(each => (each.textContent ?? '') !== '' || each.querySelector('img') !== null) ?? own[0];
  if (line === undefined) return;
  const range = document.createRange();
  range.selectNodeContents(line);
  range.collapse(line.textContent === '');
  editor.setSelection(range);
}

function isEmpty(root: HTMLElement): boolean {
  const [first] = root.children;
  // An empty first line, with at most a signature or a quotation below it.
  if (root.children.length === 0) return true;
  const own = [...root.children].filter(each => !each.matches('.signature, .quoted, .forwarded'));
  return (
    (first?.textContent ?? '') === '' &&
    own.every(each => (each.textContent ?? '') === '' && each.querySelector('img') === null)
  );
}

/** Pictures that came written into pasted HTML become files of their own: most programs refuse them otherwise. */
function takeOutPictures(root: HTMLElement, give: (files: File[]) => void): void {
  const files: File[] = [];
  for (const image of root.querySelectorAll<HTMLImageElement>('img[src^="data:"]')) {
    const [, type, data] = /^data:(image\/[a-z]+);base64,(.+)$/.exec(image.src) ?? [];
    image.remove();
    if (type === undefined || data === undefined) continue;
    const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
    files.push(new File([bytes], `image.${type.slice(6)}`, { type }));
  }
  if (files.length > 0) give(files);
}
