import { useEffect, useRef } from 'react';

type Keys = { send(): void; save(): void; close(): void };

/** Keys of the letter in view, wherever the focus is; what is open over it comes first. */
export function useLetterKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const { key, ctrlKey, metaKey } = event;
      if (event.defaultPrevented || document.querySelector('dialog[open], [popover]:popover-open') !== null) return;
      const command = ctrlKey || metaKey;
      if (command && key === 'Enter') current.current.send();
      else if (command && key === 's') current.current.save();
      else if (key === 'Escape' && !isElsewhere(event.target)) current.current.close();
      else return;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Escape in the search means the search. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, select, textarea') !== null &&
    target.closest('.write') === null
  );
}
