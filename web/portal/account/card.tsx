import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon, type IconName } from '../../design/icon.tsx';

/**
 * One matter of the account. `id`: by which an address leads to it. Where the button or field that held the focus goes
 * away, the title of the card has it: nobody is sent back to the top of the page.
 */
export function Card({
  id,
  icon,
  title: words,
  children,
}: {
  id?: string;
  icon: IconName;
  title: string;
  children: ReactNode;
}) {
  const heading = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const within = useRef(false);
  // After each change of what the card shows; a field that takes the focus by itself has had it by now.
  useEffect(() => {
    if (within.current && document.activeElement === document.body) title.current?.focus();
  });
  return (
    <section
      className="card stack"
      aria-labelledby={heading}
      onFocus={() => {
        within.current = true;
      }}
      onBlur={() => {
        within.current = false;
      }}
      {...(id === undefined ? {} : { id })}
    >
      <div className="card-head">
        <span className="tile-icon">
          <Icon name={icon} />
        </span>
        <h2 ref={title} id={heading} tabIndex={-1}>
          {words}
        </h2>
      </div>
      {children}
    </section>
  );
}
