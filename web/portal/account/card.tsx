import { type ReactNode, useId } from 'react';
import { Icon, type IconName } from '../../design/icon.tsx';

/** One matter of the account. `id`: by which an address leads to it. */
export function Card({
  id,
  icon,
  title,
  children,
}: {
  id?: string;
  icon: IconName;
  title: string;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className="card stack" aria-labelledby={heading} {...(id === undefined ? {} : { id })}>
      <div className="card-head">
        <span className="tile-icon">
          <Icon name={icon} />
        </span>
        <h2 id={heading} tabIndex={-1}>
          {title}
        </h2>
      </div>
      {children}
    </section>
  );
}
