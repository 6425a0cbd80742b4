// biome-ignore-all lint/a11y/useSemanticElements: a panel of anything is no set of fields
import { type ReactNode, useId, useRef } from 'react';
import { Mark, type MarkName } from './mark.tsx';

type Props = {
  label: string;
  mark: MarkName;
  /** Written beside the drawing. */
  text?: ReactNode;
  className?: string;
  tabIndex?: number;
  /** What opens; given what closes it. */
  children: (close: () => void) => ReactNode;
};

const margin = 8;

/** A button that opens a small panel below itself: the browser closes it, on a press elsewhere or by Escape. */
export function Flyout({ label, mark, text, className, tabIndex, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  function place(): void {
    if (button.current === null || panel.current === null) return;
    const { left, right, bottom, top } = button.current.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = panel.current;
    const room = document.documentElement;
    const below = bottom + height + margin <= room.clientHeight || top < height + margin;
    const x = left + width + margin <= room.clientWidth ? left : Math.max(margin, right - width);
    panel.current.style.left = `${Math.max(margin, Math.min(x, room.clientWidth - width - margin))}px`;
    panel.current.style.top = `${below ? bottom + 4 : Math.max(margin, top - height - 4)}px`;
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={`tool ${className ?? ''}`}
        aria-label={label}
        title={label}
        popoverTarget={id}
        {...(tabIndex === undefined ? {} : { tabIndex })}
      >
        <Mark name={mark} />
        {text !== undefined && <span className="tool-text">{text}</span>}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="flyout"
        role="group"
        aria-label={label}
        onToggle={event => {
          if (event.newState !== 'open') return;
          place();
          panel.current?.querySelector<HTMLElement>('button, input, a')?.focus();
        }}
      >
        {children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}
