/** One letter, to be written: head, text, files, and what is done with it. */
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Mark } from '../../design/mark.tsx';
import { Notice } from '../../design/notice.tsx';
import { Tool } from '../../design/tool.tsx';
import { useActs } from '../shell/acts.tsx';
import { Sure } from '../shell/sure.tsx';
import { useCell, useStore } from '../shell/use-store.ts';
import { Check } from './before-sending/check-dialog.tsx';
import { Later } from './before-sending/later-dialog.tsx';
import { findWarnings, type Warning } from './before-sending/warnings.ts';
import type { Desk } from './desk/desk.ts';
import { wordsOfRefusal } from './desk/refusal-words.ts';
import type { Writing } from './desk/writing.ts';
import { Editor, type EditorHandle } from './editor/editor.tsx';
import { noFormat } from './editor/format.ts';
import { Toolbar } from './editor/toolbar.tsx';
import { FileList } from './files/file-list.tsx';
import { useFiles } from './files/use-files.ts';
import { useOwnPictures } from './files/use-own-pictures.ts';
import { Head, type HeadHandle } from './head.tsx';
import type { Letter } from './letter/letter.ts';
import { writtenText } from './letter/render.ts';
import type { ComposeInit } from './open.ts';
import { Options } from './options.tsx';
import { SaveLine } from './save-line.tsx';
import { spelling } from './spelling.ts';
import { useHouse } from './use-house.ts';
import { useLetterKeys } from './use-letter-keys.ts';
import { useComposeWords } from './words/use-compose-words.ts';

type Props = { desk: Desk; writing: Writing; mode: ComposeInit['mode']; leave(): void };

type Asked =
  | { readonly kind: 'check'; readonly warnings: readonly Warning[]; readonly at: Date | null }
  | { readonly kind: 'later' }
  | { readonly kind: 'discard' };

export function Sheet({ desk, writing, mode, leave }: Props) {
  const { t } = useComposeWords();
  const { say } = useActs();
  const store = useStore();
  const letter = useCell(writing.letter);
  const uploads = useCell(writing.uploads.state);
  const language = useCell(spelling);
  const editor = useRef<EditorHandle>(null);
  const head = useRef<HeadHandle>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [format, setFormat] = useState(noFormat);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const house = useHouse();
  const pictures = useOwnPictures(writing, letter.files);
  const files = useFiles(writing, house.mostOctets, (cid, url, name) => editor.current?.insertPicture(cid, url, name));
  const [over, setOver] = useState(false);

  // Who answers begins with the text; who begins, with whom it is for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the cursor stands first, once
  useEffect(() => {
    const answering = letter.to.length > 0;
    const timer = setTimeout(() => (answering ? editor.current?.focus('start') : head.current?.focus('to')), 0);
    return () => clearTimeout(timer);
  }, []);

  function look(at: Date | null): void {
    if (sending) return;
    editor.current?.collect();
    // What is typed in a field of recipients counts when the field is left.
    (document.activeElement as HTMLElement | null)?.blur();
    setTimeout(() => {
      const now = writing.letter.get();
      const warnings = findWarnings(now, writtenText(now), uploads.size, house);
      if (warnings.length > 0) setAsked({ kind: 'check', warnings, at });
      else void send(at);
    }, 0);
  }

  async function send(at: Date | null): Promise<void> {
    setSending(true);
    setRefused(null);
    const outcome = await desk.send(writing, at);
    setSending(false);
    if (outcome.kind === 'sent') leave();
    else setRefused(wordsOfRefusal(outcome, writing.state.get().kind === 'signed-out', t));
  }

  function mend(warning: Warning): void {
    const now = writing.letter.get();
    const without = (gone: readonly { email: string }[]) => (list: Letter['to']) =>
      list.filter(each => !gone.some(({ email }) => email === each.email));
    switch (warning.kind) {
      case 'no-recipient':
      case 'wrong-recipient':
        head.current?.focus('to');
        break;
      case 'no-subject':
        head.current?.focus('subject');
        break;
      case 'no-attachment':
        picker.current?.click();
        break;
      case 'outsiders': {
        const take = without(warning.outsiders);
        writing.change({ to: take(now.to), cc: take(now.cc), bcc: take(now.bcc) });
        break;
      }
      case 'many':
        writing.change({ to: [], cc: [], bcc: [...now.bcc, ...now.to, ...now.cc] });
        break;
      case 'uploading':
      case 'too-large':
        document.querySelector<HTMLElement>('.write-files button')?.focus();
    }
  }

  async function close(): Promise<void> {
    editor.current?.collect();
    (document.activeElement as HTMLElement | null)?.blur();
    leave();
    const taken = await desk.close(writing);
    if (!taken) say(t('state.offline'));
  }

  useLetterKeys({
    send: () => look(null),
    save() {
      editor.current?.collect();
      void writing.save();
    },
    close: () => void close(),
  });

  function onDrag(event: DragEvent): void {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'dragleave') setOver(event.currentTarget.contains(event.relatedTarget as Node | null));
    else if (event.type === 'drop') {
      setOver(false);
      files.attach([...event.dataTransfer.files]);
    } else setOver(true);
  }

  const title = t(`title.${mode === 'reply-all' ? 'reply' : mode}`);
  const mayHold = house.longestHold > 0;
  return (
    <div
      className="write"
      // Where the link to the content leads, on every page.
      id="messages"
      tabIndex={-1}
      data-over={over}
      onDragEnterCapture={onDrag}
      onDragOverCapture={onDrag}
      onDragLeaveCapture={onDrag}
      onDropCapture={onDrag}
      onPasteCapture={event => {
        const others = [...event.clipboardData.files].filter(({ type }) => !type.startsWith('image/'));
        if (others.length === 0 || event.clipboardData.types.includes('text/html')) return;
        event.preventDefault();
        event.stopPropagation();
        files.attach([...event.clipboardData.files]);
      }}
    >
      <header className="write-head">
        <h1>{title}</h1>
        <SaveLine writing={writing} />
        <div className="tools">
          <Tool mark="down" label={t('bar.reduce')} onPress={leave} />
          <Tool mark="cross" label={t('bar.close')} shortcut="Escape" onPress={() => void close()} />
        </div>
      </header>
      <div className="write-scroll">
        {refused !== null && (
          <Notice tone="bad" live>
            <p>
              <strong>{t('refused.title')}</strong>
            </p>
            <p>{refused}</p>
          </Notice>
        )}
        {writing.restored && <p className="write-restored small">{t('state.restored')}</p>}
        <Head
          ref={head}
          current={() => {
            editor.current?.collect();
            return writing.letter.get();
          }}
          desk={desk}
          letter={letter}
          change={writing.change}
          domain={house.domain}
          language={language}
        />
        {letter.plain ? (
          <textarea
            className="write-plain"
            aria-label={t('fields.text')}
            placeholder={t('fields.placeholder')}
            lang={language}
            spellCheck
            value={letter.text}
            onChange={event => writing.change({ text: event.target.value })}
          />
        ) : (
          <>
            <Toolbar editor={() => editor.current} format={format} addPictures={files.insert} />
            <Editor
              handle={editor}
              html={letter.html}
              change={html => writing.change({ html })}
              pictures={pictures}
              pastePictures={files.insert}
              formatted={setFormat}
              label={t('fields.text')}
              placeholder={t('fields.placeholder')}
              language={language}
            />
          </>
        )}
        {files.complaints.map(each => (
          <Notice key={each} tone="warn" live>
            <p className="small">{each}</p>
          </Notice>
        ))}
        <FileList writing={writing} files={letter.files.filter(each => each.cid === null)} />
      </div>
      <footer className="write-foot">
        <button
          type="button"
          className={sending ? 'button button-main button-pending' : 'button button-main'}
          aria-keyshortcuts="Control+Enter"
          title={t('bar.sendKeys')}
          onClick={() => look(null)}
        >
          <Mark name="sent" size={18} />
          {t(sending ? 'bar.sending' : 'bar.send')}
        </button>
        {mayHold && <Tool mark="calendar" label={t('bar.later')} onPress={() => setAsked({ kind: 'later' })} />}
        <span className="tools-gap" />
        <Tool
          mark="clip"
          className="tool-wordy write-attach"
          label={t('files.addLong')}
          onPress={() => picker.current?.click()}
        >
          {t('files.add')}
        </Tool>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t('files.addLong')}
          onChange={event => {
            files.attach([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Options desk={desk} writing={writing} letter={letter} editor={() => editor.current} store={store} />
        <span className="write-end">
          <Tool mark="trash" label={t('bar.discard')} onPress={() => setAsked({ kind: 'discard' })} />
        </span>
      </footer>
      {over && <p className="write-drop">{t('files.drop')}</p>}
      {asked?.kind === 'check' && (
        <Check warnings={asked.warnings} mend={mend} send={() => void send(asked.at)} close={() => setAsked(null)} />
      )}
      {asked?.kind === 'later' && <Later longest={house.longestHold} choose={look} close={() => setAsked(null)} />}
      {asked?.kind === 'discard' && (
        <Sure
          title={t('discard.title')}
          act={t('discard.act')}
          close={() => setAsked(null)}
          run={() => {
            leave();
            void desk.discard(writing);
          }}
        >
          <p>{t('discard.text')}</p>
        </Sure>
      )}
    </div>
  );
}
