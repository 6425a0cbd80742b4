import { compose, passwordLengths } from '@vaguemestre/contract/password-composition.ts';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../design/icon.tsx';
import { PasswordField } from './password-field.tsx';

type Props = { label: string; hint?: string; value: string; onChange: (value: string) => void; least: number };

/** A new password with its rules told while it is typed. The server judges more: names, dates, common words. */
export function NewPassword({ least, ...field }: Props) {
  const { t } = useTranslation();
  const composition = compose(field.value, least);
  const other = composition.met === 'three-classes' || composition.met === 'phrase' ? composition.met : null;
  return (
    <div className="stack">
      <PasswordField {...field} autoComplete="new-password" />
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
