import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

export type Weight = 'main' | 'quiet' | 'plain' | 'danger';

type Props = Omit<ButtonProps, 'className' | 'children'> & {
  weight?: Weight;
  className?: string;
  children: ReactNode;
};

/** A button; `isPending` keeps it focusable and says that it works. */
export function Button({ weight = 'main', className = '', children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={`button button-${weight} ${className}`}>
      {children}
    </AriaButton>
  );
}
