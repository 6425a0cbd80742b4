import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'plain' | 'warn' | 'bad' | 'good';

const icons: Record<Tone, IconName> = { plain: 'help', warn: 'shield', bad: 'alert', good: 'check' };

/** A passage set apart. `live` ones are read out when they appear. */
export function Notice({
  tone = 'plain',
  live = false,
  children,
}: {
  tone?: Tone;
  live?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} {...(live ? { role: 'alert' } : {})}>
      <span className="notice-icon">
        <Icon name={icons[tone]} />
      </span>
      <div className="stack">{children}</div>
    </div>
  );
}
