/** Formatting: one stop of the Tab key, arrows inside. WAI-ARIA toolbar. */
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Dialog } from '../../../design/dialog.tsx';
import { useWords } from '../../words/speak.ts';
import { useComposeWords } from '../words/use-compose-words.ts';
import type { EditorHandle } from './editor.tsx';
import type { Format } from './format.ts';

type Props = { editor: () => EditorHandle | null; format: Format; addPictures(files: readonly File[]): void };

const drawings = {
  bold: 'M7 5h5.5a3.3 3.3 0 0 1 0 6.7H7z M7 11.7h6.3a3.6 3.6 0 0 1 0 7.3H7z',
  italic: 'M10.5 5h6 M7.5 19h6 M14 5l-4 14',
  underline: 'M7 4.5v7a5 5 0 0 0 10 0v-7 M6 20h12',
  strike:
    'M16.5 7.5C15.8 5.8 14.2 5 12 5c-2.6 0-4.5 1.3-4.5 3.3 0 1.7 1.2 2.7 3 3.2 M4.5 12h15 M7 16c.6 2 2.4 3 5 3 2.8 0 4.7-1.4 4.7-3.5 0-1.5-.8-2.6-2-3.3',
  bullets: 'M9.5 6h10 M9.5 12h10 M9.5 18h10 M5 6v.1 M5 12v.1 M5 18v.1',
  numbers: 'M10 6h10 M10 12h10 M10 18h10 M4 5l1.5-1v4.5 M4 15.500c.3-1.3 2.5-1.3 2.5.1 0 1-2.5 2-2.5 3.400h2.7',
  quote: 'M5 7h14 M9 12h10 M9 17h10 M5 11.500v6',
  link: 'M10 13.500a3.5 3.5 0 0 0 5 0l3.5-3.500a3.5 3.5 0 0 0-5-5l-1.3 1.3 M14 10.500a3.5 3.5 0 0 0-5 0L5.5 14a3.5 3.5 0 0 0 5 5l1.3-1.3',
  picture: 'M4 5.500h16v13H4z M4 15l4.5-4.5 4.5 4.5 2.5-2.5 4.5 4 M15.5 9v.1',
  clear: 'M7 5h11 M12.5 5 10 15 M5 19.500h6 M14.5 15l5 5 M19.5 15l-5 5',
  undo: 'M9 6 4.5 10.5 9 15 M4.5 10.500H14a5 5 0 0 1 0 9h-3',
  redo: 'M15 6l4.5 4.500L15 15 M19.5 10.500H10a5 5 0 0 0 0 9h3',
} as const;

export function Toolbar({ editor, format, addPictures }: Props) {
  const { t } = useComposeWords();
  const bar = useRef<HTMLDivElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [stop, setStop] = useState(0);
  const [linking, setLinking] = useState(false);
  const squire = () => editor()?.squire() ?? null;

  const acts: readonly (readonly [keyof typeof drawings, string, boolean | null, () => void])[] = [
    ['bold', 'Ctrl+B', format.bold, () => (format.bold ? squire()?.removeBold() : squire()?.bold())],
    ['italic', 'Ctrl+I', format.italic, () => (format.italic ? squire()?.removeItalic() : squire()?.italic())],
    [
      'underline',
      'Ctrl+U',
      format.underline,
      () => (format.underline ? squire()?.removeUnderline() : squire()?.underline()),
    ],
    ['strike', '', format.strike, () => (format.strike ? squire()?.removeStrikethrough() : squire()?.strikethrough())],
    ['bullets', '', format.bullets, () => (format.bullets ? squire()?.removeList() : squire()?.makeUnorderedList())],
    ['numbers', '', format.numbers, () => (format.numbers ? squire()?.removeList() : squire()?.makeOrderedList())],
    ['quote', '', format.quote, () => (format.quote ? squire()?.decreaseQuoteLevel() : squire()?.increaseQuoteLevel())],
    ['link', 'Ctrl+K', format.link, () => setLinking(true)],
    ['picture', '', null, () => file.current?.click()],
    ['clear', '', null, () => squire()?.removeAllFormatting()],
    ['undo', 'Ctrl+Z', null, () => squire()?.undo()],
    ['redo', 'Ctrl+Y', null, () => squire()?.redo()],
  ];

  function onKeyDown({ key }: KeyboardEvent): void {
    const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = (stop + by + acts.length) % acts.length;
    setStop(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  }

  return (
    <>
      <div ref={bar} className="tools write-tools" role="toolbar" aria-label={t('tools.label')} onKeyDown={onKeyDown}>
        {acts.map(([name, keys, pressed, run], at) => (
          <FormatButton
            key={name}
            label={keys === '' ? t(`tools.${name}`) : `${t(`tools.${name}`)} (${keys})`}
            pressed={pressed}
            tabIndex={at === stop ? 0 : -1}
            run={() => {
              setStop(at);
              run();
            }}
          >
            <svg width={19} height={19} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
              <path
                d={drawings[name]}
                stroke="currentColor"
                strokeWidth={name === 'bullets' ? 2 : 1.8}
                strokeLinecap="round"
                strokeLinejoin="round"
              />
            </svg>
          </FormatButton>
        ))}
        <input
          ref={file}
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp"
          multiple
          hidden
          onChange={event => {
            addPictures([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      {linking && <LinkDialog editor={editor} linked={format.link} close={() => setLinking(false)} />}
    </>
  );
}

type ButtonProps = { label: string; pressed: boolean | null; tabIndex: number; run(): void; children: ReactNode };

function FormatButton({ label, pressed, tabIndex, run, children }: ButtonProps) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={label}
      title={label}
      tabIndex={tabIndex}
      {...(pressed === null ? {} : { 'aria-pressed': pressed })}
      // The text keeps its selection.
      onPointerDown={event => event.preventDefault()}
      onClick={run}
    >
      {children}
    </button>
  );
}

function LinkDialog({
  editor,
  linked,
  close,
}: {
  editor: () => EditorHandle | null;
  linked: boolean;
  close: () => void;
}) {
  const { t } = useComposeWords();
  const { t: tell } = useWords();
  const [address, setAddress] = useState('');
  const squire = editor()?.squire() ?? null;
  function put(): void {
    const url = address.trim();
    if (url === '') return;
    const whole = /^(?:https?:|mailto:|tel:)/i.test(url) ? url : url.includes('@') ? `mailto:${url}` : `https://${url}`;
    close();
    squire?.makeLink(whole);
    squire?.focus();
  }
  return (
    <Dialog title={t('link.title')} closeLabel={tell('close')} onClose={close}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault();
          put();
        }}
      >
        <label className="field">
          <span className="field-label">{t('link.address')}</span>
          <input
            className="field-input"
            type="text"
            inputMode="url"
            value={address}
            onChange={event => setAddress(event.target.value)}
          />
        </label>
        <div className="row dialog-acts">
          <button type="submit" className="button button-main">
            {t('link.put')}
          </button>
          {linked && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                close();
                squire?.removeLink();
              }}
            >
              {t('link.remove')}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
