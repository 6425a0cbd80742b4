import { useTranslation } from 'react-i18next';
import { Heading } from '../../design/heading.tsx';
import { Notice } from '../../design/notice.tsx';
import { MailSettings } from '../help/mail-settings.tsx';
import { Link } from '../navigation.tsx';

export function DoneStep({ address }: { address: string }) {
  const { t } = useTranslation();
  return (
    <div className="card stack stack-wide">
      <Heading>{t('activation.done.title')}</Heading>
      <Notice tone="good">
        <p>{t('activation.done.lead', { address })}</p>
      </Notice>
      <section className="stack" aria-labelledby="next">
        <h2 id="next">{t('activation.done.next')}</h2>
        <ol className="plain-list">
          {t('activation.done.nextList', { returnObjects: true }).map(each => (
            <li key={each}>{each}</li>
          ))}
        </ol>
      </section>
      <p>
        <Link to="/" className="button button-main">
          {t('activation.done.act')}
        </Link>
      </p>
      <section className="stack" aria-labelledby="settings">
        <h2 id="settings">{t('activation.done.settings')}</h2>
        <MailSettings address={address} />
      </section>
    </div>
  );
}
