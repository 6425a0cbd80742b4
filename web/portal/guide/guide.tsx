/** Help on one page: the four questions that everybody asks (R42), the settings of mail programs, whom to ask. */
import { useTranslation } from 'react-i18next';
import { Heading } from '../../design/heading.tsx';
import { Channels } from '../help/channels.tsx';
import { MailSettings } from '../help/mail-settings.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { Link } from '../navigation.tsx';
import { useSession } from '../session.tsx';

const questions = ['first', 'lost', 'device', 'strange', 'leave'] as const;
const paths = {
  first: '/activation',
  lost: '/oubli',
  device: '/compte#appareils',
  strange: '/compte#journal',
} as const;

export default function Guide() {
  const { t } = useTranslation();
  const { address } = useSession();
  return (
    <div className="page-narrow stack home">
      <div className="hero">
        <Heading>{t('guide.title')}</Heading>
        <p className="lead">{t('guide.lead')}</p>
      </div>
      <div className="stack">
        {questions.map(each => (
          <details key={each} className="card question">
            <summary>{t(`guide.${each}.question`)}</summary>
            <p>{t(`guide.${each}.answer`)}</p>
            {each !== 'leave' && (
              <p>
                <Link to={paths[each]}>{t(`guide.${each}.act`)}</Link>
              </p>
            )}
          </details>
        ))}
      </div>
      <section className="stack" aria-labelledby="settings">
        <h2 id="settings">{t('home.settings')}</h2>
        <p className="soft">{t('home.settingsText')}</p>
        <MailSettings {...(address ? { address } : {})} />
      </section>
      <NeverAsked />
      <Channels />
    </div>
  );
}
