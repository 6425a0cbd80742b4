import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import { Icon } from './icon.tsx';

type Props = { isSelected: boolean; onChange: (selected: boolean) => void; isInvalid?: boolean; children: ReactNode };

export function Check({ children, isInvalid = false, ...rest }: Props) {
  return (
    <Checkbox {...rest} isInvalid={isInvalid} className="check">
      <span className="check-box">
        <Icon name="check" size={18} />
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
