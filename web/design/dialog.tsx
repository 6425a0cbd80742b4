import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Mark } from './mark.tsx';

type Props = {
  title: string;
  closeLabel: string;
  onClose(): void;
  /** As wide as a text, or as what it shows. */
  wide?: boolean;
  children: ReactNode;
};

/** A question that has to be answered first. The browser keeps the focus inside, and gives it back. */
export function Dialog({ title, closeLabel, onClose, wide = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before it leaves the page: a dialog that is gone gives no focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown !== null && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by the browser's own doing
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onClick={event => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="dialog-inner">
        <div className="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="tool" aria-label={closeLabel} title={closeLabel} onClick={onClose}>
            <Mark name="cross" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
