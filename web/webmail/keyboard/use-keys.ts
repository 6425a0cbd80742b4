/** Keys that act from anywhere in the page, but where somebody writes or a question is asked. Shown by `?`. */
import { useEffect, useRef } from 'react';
import { usePreferences } from '../shell/preferences.ts';

/** By the key as `KeyboardEvent.key` says it. */
export type Keys = Readonly<Record<string, () => void>>;

export function useKeys(keys: Keys): void {
  const { singleKeys } = usePreferences();
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (!singleKeys) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const act = Object.hasOwn(current.current, event.key) ? current.current[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [singleKeys]);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [popover]:popover-open') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  const field = target.closest('input, textarea, select');
  return field !== null && !(field instanceof HTMLInputElement && field.type === 'checkbox');
}
