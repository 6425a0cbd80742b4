import type { ReactNode } from 'react';
import { Mark, type MarkName } from './mark.tsx';

type Props = {
  mark: MarkName;
  /** Said to everybody who points at it or hears it; the drawing alone never carries the meaning. */
  label: string;
  /** Written beside the drawing where there is room. */
  children?: ReactNode;
  onPress(): void;
  /** It is switched on. */
  pressed?: boolean;
  disabled?: boolean;
  className?: string;
  /** `-1` where the keyboard has another way to the same. */
  tabIndex?: number;
  /** The key that does the same, such as `e`. */
  shortcut?: string;
};

/** A small button of a row of tools. */
export function Tool({ mark, label, children, onPress, pressed, disabled, className, tabIndex, shortcut }: Props) {
  return (
    <button
      type="button"
      className={`tool ${className ?? ''}`}
      aria-label={label}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      onClick={onPress}
      disabled={disabled}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
    >
      <Mark name={mark} filled={pressed === true && mark === 'flag'} />
      {children !== undefined && <span className="tool-text">{children}</span>}
    </button>
  );
}
