import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/text-field.tsx';

type Props = {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
  autoComplete: 'current-password' | 'new-password';
};

/** A password that can be shown: typing blind is how people lock themselves out. */
export function PasswordField(props: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck="false"
      capitals="none"
      isRequired
      inside={
        <Button weight="plain" onPress={() => setShown(!shown)} aria-pressed={shown}>
          {t(shown ? 'password.hide' : 'password.show')}
        </Button>
      }
    />
  );
}
