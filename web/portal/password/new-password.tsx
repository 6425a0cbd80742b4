import { compose, passwordLengths } from '@vaguemestre/contract/password-composition.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { TextField } from '../../design/text-field.tsx';

type Props = { label: string; hint?: string; value: string; onChange: (value: string) => void; least: number };

/** A new password with its rules told while it is typed. The server judges more: names, dates, common words. */
export function NewPassword({ label, hint, value, onChange, least }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const composition = compose(value, least);
  const other = composition.met === 'three-classes' || composition.met === 'phrase' ? composition.met : null;
  return (
    <div className="stack">
      <TextField
        label={label}
        hint={hint}
        value={value}
        onChange={onChange}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck="false"
        capitals="none"
        isRequired
        inside={
          <Button weight="plain" onPress={() => setShown(!shown)} aria-pressed={shown}>
            {t(shown ? 'password.hide' : 'password.show')}
          </Button>
        }
      />
      <ul className="rules">
        {composition.rules.map(({ rule, ok }) => (
          <li key={rule} className="rule" data-state={ok ? 'ok' : 'not-yet'}>
            <Icon name={ok ? 'check' : 'dot'} size={18} />
            <span>
              {t(`password.rules.${rule}`, { least })}
              <span className="unseen"> ({t(ok ? 'password.ok' : 'password.notYet')})</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="small soft" aria-live="polite">
        {other === null
          ? t('password.others', { three: Math.max(passwordLengths.threeClasses, least) })
          : t(`password.met.${other}`)}
      </p>
    </div>
  );
}
