/** The search of people, in the head of every room: `/` goes there, arrows go on into what was found. */
import { useEffect, useRef, useState } from 'react';
import { Mark } from '../../design/mark.tsx';
import { useGo, useWhere } from '../frame/router.tsx';
import { useStanding } from '../frame/standing.ts';
import { useWords } from '../words/words.ts';
import { focusRow } from './rows.ts';

/** Milliseconds without a key before the address follows what is typed. */
const pause = 180;

export function SearchField() {
  const { t } = useWords();
  const { may } = useStanding();
  const { room, asked } = useWhere();
  const go = useGo();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(asked.get('q') ?? '');
  const sent = useRef(typed);
  const query = asked.get('q') ?? '';
  const uai = asked.get('uai');

  // The back button is right: what the address asks is what the field shows.
  useEffect(() => {
    if (query !== sent.current) {
      sent.current = query;
      setTyped(query);
    }
  }, [query]);

  useEffect(() => {
    function toField(event: KeyboardEvent): void {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    }
    document.addEventListener('keydown', toField);
    return () => document.removeEventListener('keydown', toField);
  }, []);

  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => search(typed), pause);
    return () => clearTimeout(timer);
  });

  function search(words: string): void {
    sent.current = words;
    const address = new URLSearchParams({ ...(words === '' ? {} : { q: words }), ...(uai === null ? {} : { uai }) });
    const searching = room === 'personnes';
    go(`personnes${address.size > 0 ? `?${address}` : ''}`, { replace: searching });
  }

  if (!may('see')) return null;
  return (
    <search className="find">
      <Mark name="search" />
      <input
        ref={field}
        type="search"
        className="find-field"
        aria-label={t('find.label')}
        aria-keyshortcuts="/"
        placeholder={t('find.hint')}
        value={typed}
        autoComplete="off"
        spellCheck="false"
        onChange={event => setTyped(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            focusRow(0);
          }
          if (event.key === 'Enter') {
            if (typed !== sent.current) search(typed);
            else focusRow(0);
          }
        }}
      />
      <span className="find-key" aria-hidden="true">
        /
      </span>
    </search>
  );
}

function isWriting(target: EventTarget | null): boolean {
  const dialog = document.querySelector('dialog[open]');
  return dialog !== null || (target instanceof HTMLElement && target.matches('input, textarea, select'));
}
