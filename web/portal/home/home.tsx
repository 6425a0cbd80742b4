import { useTranslation } from 'react-i18next';
import { Icon } from '../../design/icon.tsx';
import { Channels } from '../help/channels.tsx';
import { MailSettings } from '../help/mail-settings.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { Link } from '../navigation.tsx';

export function Home() {
  const { t } = useTranslation();
  return (
    <div className="stack home">
      <div className="hero">
        <h1>{t('home.title')}</h1>
        <p className="lead">{t('home.lead')}</p>
      </div>
      <div className="tiles">
        <section className="card tile" aria-labelledby="first">
          <span className="tile-icon">
            <Icon name="letter" />
          </span>
          <h2 id="first">{t('home.first.title')}</h2>
          <p>{t('home.first.text')}</p>
          <div>
            <Link to="/activation" className="button button-main">
              {t('home.first.act')}
            </Link>
          </div>
        </section>
        <section className="card tile" aria-labelledby="known">
          <span className="tile-icon">
            <Icon name="key" />
          </span>
          <h2 id="known">{t('home.known.title')}</h2>
          <p>{t('home.known.text')}</p>
          <div className="row">
            <Link to="/connexion" className="button button-main">
              {t('signIn.act')}
            </Link>
            <Link to="/oubli">{t('signIn.forgotten')}</Link>
          </div>
        </section>
      </div>
      <NeverAsked />
      <section className="stack" aria-labelledby="settings">
        <h2 id="settings">{t('home.settings')}</h2>
        <p className="soft">{t('home.settingsText')}</p>
        <MailSettings />
      </section>
      <Channels />
    </div>
  );
}
