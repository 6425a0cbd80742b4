import { type ReactNode, useId } from 'react';
import { Icon, type IconName } from '../../design/icon.tsx';

/** One matter of the account. */
export function Card({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="card stack" aria-labelledby={id}>
      <div className="row">
        <span className="tile-icon">
          <Icon name={icon} />
        </span>
        <h2 id={id}>{title}</h2>
      </div>
      {children}
    </section>
  );
}
