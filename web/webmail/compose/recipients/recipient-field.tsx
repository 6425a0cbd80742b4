/** Recipients as tags one can walk through, correct and remove, and a field that proposes people. WAI-ARIA combobox. */
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { useComposeWords } from '../words/use-compose-words.ts';
import { parseRecipients, type Recipient, withRecipients, writeRecipient } from './parse.ts';
import { nameOf, Option, Tag } from './recipient-parts.tsx';
import type { Suggest, Suggestion } from './suggest.ts';

export type RecipientFieldHandle = { focus(): void };

type Props = {
  /** What stands before it, and what it is called where that is short. */
  label: string;
  longLabel: string;
  list: readonly Recipient[];
  change(list: readonly Recipient[]): void;
  suggest: Suggest;
  domain: string;
  handle?: Ref<RecipientFieldHandle>;
  children?: React.ReactNode;
};

const pause = 120;

export function RecipientField({ label, longLabel, list, change, suggest, domain, handle, children }: Props) {
  const { t } = useComposeWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const tags = useRef<HTMLUListElement>(null);
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const { found, active, setActive, close } = useSuggestions(text, list, suggest);
  useImperativeHandle(handle, () => ({ focus: () => input.current?.focus() }), []);
  const current = found[active];
  const typed = useRef({ text, list, change });
  typed.current = { text, list, change };
  // What is typed and not yet a tag is kept when the page goes.
  useEffect(
    () => () => {
      const { text: rest, list: known, change: put } = typed.current;
      if (rest.trim() !== '') put(withRecipients(known, parseRecipients(rest)));
    },
    [],
  );

  function add(more: readonly Recipient[]): void {
    if (more.length === 0) return;
    change(withRecipients(list, more));
    setText('');
    close();
    setSaid(
      more.length === 1
        ? t('recipients.added', { name: nameOf(more[0]!) })
        : t('recipients.addedMany', { count: more.length }),
    );
  }

  function commit(): void {
    add(parseRecipients(text));
  }

  function remove(at: number): void {
    const gone = list[at];
    if (gone === undefined) return;
    change(list.filter((_each, index) => index !== at));
    setSaid(t('recipients.removed', { name: nameOf(gone) }));
    const next = list.length > 1 ? Math.min(at, list.length - 2) : -1;
    requestAnimationFrame(() => (next < 0 ? input.current?.focus() : focusTag(next)));
  }

  /** Back to letters, where it was. */
  function edit(at: number): void {
    const taken = list[at];
    if (taken === undefined) return;
    change(list.filter((_each, index) => index !== at));
    setText(taken.wrong === undefined ? writeRecipient(taken) : taken.email);
    input.current?.focus();
  }

  function focusTag(at: number): void {
    tags.current?.querySelectorAll<HTMLElement>('.tag')[at]?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const { key } = event;
    if (key === 'ArrowDown' && found.length > 0) setActive((active + 1) % found.length);
    else if (key === 'ArrowUp' && found.length > 0) setActive((active - 1 + found.length) % found.length);
    else if (key === 'Escape' && found.length > 0) close();
    else if (key === 'Enter' && !event.ctrlKey && !event.metaKey && current !== undefined) add([current]);
    else if ((key === 'Enter' && !event.ctrlKey && !event.metaKey) || key === ';') {
      commit();
    } else if (key === ',' && text.includes('@')) commit();
    else if (key === 'Tab' && !event.shiftKey && current !== undefined && text.trim() !== '') add([current]);
    else if ((key === 'Backspace' || key === 'ArrowLeft') && text === '' && list.length > 0) focusTag(list.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onTagKey(event: KeyboardEvent, at: number): void {
    const { key } = event;
    if (key === 'Delete' || key === 'Backspace') remove(at);
    else if (key === 'ArrowLeft') focusTag(Math.max(0, at - 1));
    else if (key === 'ArrowRight' && at < list.length - 1) focusTag(at + 1);
    else if (key === 'ArrowRight') input.current?.focus();
    else if (key === 'Home') focusTag(0);
    else return;
    event.preventDefault();
  }

  const wrong = list.filter(each => each.wrong !== undefined);
  return (
    <div className="write-row recipient-field">
      <label className="write-label" htmlFor={id} title={longLabel}>
        {label}
      </label>
      <div
        className="tags"
        onPointerDown={event => {
          // A press beside the tags means the field.
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          input.current?.focus();
        }}
      >
        {list.length > 0 && (
          <ul ref={tags} aria-label={longLabel}>
            {list.map((each, at) => (
              <li key={each.email}>
                <Tag
                  recipient={each}
                  domain={domain}
                  edit={() => edit(at)}
                  remove={() => remove(at)}
                  onKey={event => onTagKey(event, at)}
                />
              </li>
            ))}
          </ul>
        )}
        <input
          ref={input}
          id={id}
          className="tag-input"
          type="text"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-describedby={`${id}-hint${wrong.length > 0 ? ` ${id}-wrong` : ''}`}
          aria-invalid={wrong.length > 0}
          {...(current === undefined ? {} : { 'aria-activedescendant': `${id}-${active}` })}
          value={text}
          onChange={event => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            close();
            commit();
          }}
          onPaste={event => {
            const pasted = parseRecipients(event.clipboardData.getData('text/plain'));
            const whole = pasted.length > 1 || pasted.some(each => each.wrong === undefined);
            if (text.trim() !== '' || !whole) return;
            event.preventDefault();
            add(pasted);
          }}
        />
        <div
          id={`${id}-list`}
          className="suggestions"
          role="listbox"
          aria-label={t('recipients.suggestions')}
          hidden={found.length === 0}
        >
          {found.map((each, at) => (
            <Option
              key={each.email}
              id={`${id}-${at}`}
              suggestion={each}
              selected={at === active}
              domain={domain}
              choose={() => {
                add([each]);
                input.current?.focus();
              }}
            />
          ))}
        </div>
      </div>
      {children !== undefined && <div className="write-row-end">{children}</div>}
      <span id={`${id}-hint`} hidden>
        {t('recipients.hint')}
      </span>
      <span className="unseen" role="status">
        {said}
      </span>
      {wrong.length > 0 && (
        <div id={`${id}-wrong`} className="write-wrong small">
          {wrong.map(each => (
            <p key={each.email}>
              {t('recipients.wrongTitle', { typed: each.email, why: t(`recipients.wrong.${each.wrong!}`, { domain }) })}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

/** What is proposed for a text, a moment after it was typed; who is there already is not. */
function useSuggestions(text: string, list: readonly Recipient[], suggest: Suggest) {
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  const [active, setActive] = useState(0);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(async () => {
      const people = await suggest(text);
      if (!wanted) return;
      setFound(people);
      setActive(0);
    }, pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, suggest]);
  const known = new Set(list.map(({ email }) => email.toLowerCase()));
  const shown = text.trim() === '' ? [] : found.filter(({ email }) => !known.has(email.toLowerCase()));
  return {
    found: shown,
    active: Math.min(active, Math.max(0, shown.length - 1)),
    setActive,
    close: () => setFound([]),
  };
}
