import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

export type Weight = 'main' | 'quiet' | 'plain' | 'danger';

type Props = Omit<ButtonProps, 'className' | 'children' | 'isPending'> & {
  weight?: Weight;
  /** Its act is under way: it looks so and keeps the focus; the act itself refuses to run twice. */
  isPending?: boolean;
  className?: string;
  children: ReactNode;
};

export function Button({ weight = 'main', isPending = false, className = '', children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={`button button-${weight} ${isPending ? 'button-pending' : ''} ${className}`}>
      {children}
    </AriaButton>
  );
}
