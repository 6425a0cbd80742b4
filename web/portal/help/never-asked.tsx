import { useTranslation } from 'react-i18next';
import { Notice } from '../../design/notice.tsx';

/** The sentence that is said wherever a password is near (R19). */
export function NeverAsked() {
  const { t } = useTranslation();
  return (
    <Notice tone="warn">
      <p>
        <strong>{t('never')}</strong> {t('neverMore')}
      </p>
    </Notice>
  );
}
