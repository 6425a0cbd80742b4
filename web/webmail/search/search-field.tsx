/** The search field: a combobox whose list tells the operators, the people and the folders as one types. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Mark } from '../../design/mark.tsx';
import { Tool } from '../../design/tool.tsx';
import { folderName } from '../folders/folder-name.ts';
import type { Place, Ways } from '../shell/use-place.ts';
import { useMailboxes, useStore } from '../shell/use-store.ts';
import { useWords } from '../words/speak.ts';
import { recentSearches, rememberSearch } from './kept.ts';
import { type Suggestion, suggest } from './suggest.ts';

/** Milliseconds after the last key before it is searched: what is typed fast is one question. */
const pause = 250;

export function SearchField({ place, ways }: { place: Place; ways: Ways }) {
  const { t, language } = useWords();
  const { emails } = useStore();
  const mailboxes = useMailboxes();
  const asked = place.kind === 'search' ? place.q : '';
  const [text, setText] = useState(asked);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();

  // The address tells what is asked, but while somebody writes.
  useEffect(() => {
    if (document.activeElement !== input.current) setText(asked);
  }, [asked]);

  const folders = mailboxes.map(mailbox => ({ mailbox, name: folderName(mailbox, t) }));
  const recent = text === '' ? recentSearches().map((q): Suggestion => ({ text: q, label: q, hint: null })) : [];
  const suggestions = open
    ? [...recent, ...suggest(text, { heads: headsOf(emails), folders, language })].slice(0, 12)
    : [];

  function search(q: string, now: boolean): void {
    clearTimeout(timer.current);
    const wanted = q.trim();
    if (wanted === '' || wanted === asked) return;
    if (now) rememberSearch(wanted);
    timer.current = setTimeout(() => ways.search(wanted), now ? 0 : pause);
  }
  function take({ text: taken }: Suggestion): void {
    setText(taken);
    setAt(-1);
    // An operator that waits for its value keeps the field open.
    if (taken.endsWith(':')) return;
    setOpen(false);
    search(taken, true);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setOpen(true);
      const step = key === 'ArrowDown' ? 1 : -1;
      setAt(((at + 1 + step + suggestions.length + 1) % (suggestions.length + 1)) - 1);
    } else if (key === 'Enter') {
      const chosen = suggestions[at];
      if (chosen !== undefined) take(chosen);
      else {
        setOpen(false);
        search(text, true);
      }
    } else if (key === 'Escape') {
      if (open) setOpen(false);
      else clear();
    } else return;
    event.preventDefault();
  }
  function clear(): void {
    clearTimeout(timer.current);
    setText('');
    setOpen(false);
    if (place.kind === 'search') ways.folder('reception');
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: `search` is not known to every browser we serve
    <form
      role="search"
      className="search"
      onSubmit={event => event.preventDefault()}
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <span className="search-mark">
        <Mark name="search" size={18} />
      </span>
      <input
        ref={input}
        id="search"
        type="text"
        role="combobox"
        className="search-input"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        aria-expanded={suggestions.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        {...(at >= 0 ? { 'aria-activedescendant': `${id}-${at}` } : {})}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        value={text}
        onChange={({ target: { value } }) => {
          setText(value);
          setOpen(true);
          setAt(-1);
          search(value, false);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      {text !== '' && <Tool mark="cross" className="search-clear" label={t('search.clear')} onPress={clear} />}
      <div
        id={id}
        role="listbox"
        aria-label={t('search.suggestions')}
        className="search-list"
        hidden={suggestions.length === 0}
      >
        {suggestions.map((each, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field answers the keyboard for its list
          <div
            key={`${each.text}${each.hint}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="search-option"
            onPointerDown={event => event.preventDefault()}
            onClick={() => take(each)}
          >
            <span className={each.hint === null ? '' : 'fixed'}>{each.label}</span>
            {each.hint !== null && <span className="soft small">{t(`search.${each.hint}`)}</span>}
          </div>
        ))}
      </div>
    </form>
  );
}

function* headsOf(emails: ReturnType<typeof useStore>['emails']) {
  for (const id of emails.ids()) {
    const head = emails.get(id);
    if (head !== undefined) yield head;
  }
}
