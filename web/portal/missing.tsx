import { useTranslation } from 'react-i18next';
import { Heading } from '../design/heading.tsx';
import { Link } from './navigation.tsx';

export function Missing() {
  const { t } = useTranslation();
  return (
    <div className="page-narrow stack">
      <Heading>{t('missing.title')}</Heading>
      <p className="lead">{t('missing.text')}</p>
      <p>
        <Link to="/">{t('missing.home')}</Link>
      </p>
    </div>
  );
}
