/** The page after signing in: where one goes from here, what is due, and the last sign-ins. */
import { useTranslation } from 'react-i18next';
import { Heading } from '../../design/heading.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import { Due } from '../account/due.tsx';
import { useAccount } from '../account/use-account.ts';
import { Channels } from '../help/channels.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { Link } from '../navigation.tsx';
import { RefusalNotice } from '../refusal-notice.tsx';
import { Quota } from './quota.tsx';
import { RecentSignIns } from './recent-sign-ins.tsx';

export default function Launcher() {
  const { t } = useTranslation();
  const { account, failure, read } = useAccount();
  if (account === null) return <RefusalNotice failure={failure} own={{}} />;
  return (
    <div className="stack home">
      <div className="hero">
        <Heading>{t('launcher.hello', { name: account.givenName || account.address })}</Heading>
        <p className="lead">{t('launcher.lead')}</p>
      </div>
      <Due account={account} changed={read} />
      <nav aria-label={t('launcher.services')}>
        <ul className="services">
          <Service icon="letter" title={t('launcher.mail')} text={t('launcher.mailText')} href="/courrier/" />
          <Service icon="person" title={t('account.title')} text={t('launcher.account')} to="/compte" />
          <Service
            icon="device"
            title={t('launcher.devices')}
            text={t('launcher.devicesText')}
            to="/compte#appareils"
          />
          <Service icon="list" title={t('launcher.journal')} text={t('launcher.journalText')} to="/compte#journal" />
          <Service icon="help" title={t('guide.title')} text={t('launcher.guideText')} to="/aide" />
          {account.applications.map(({ name, uri }) => (
            <Service key={uri} icon="leave" title={name} text={t('launcher.other')} href={uri} />
          ))}
        </ul>
      </nav>
      <div className="cards">
        <Quota {...account.quota} />
        <RecentSignIns account={account} />
      </div>
      <NeverAsked />
      <Channels />
    </div>
  );
}

type ServiceProps = { icon: IconName; title: string; text: string } & ({ to: string } | { href: string });

function Service({ icon, title, text, ...where }: ServiceProps) {
  const inside = (
    <>
      <span className="tile-icon">
        <Icon name={icon} />
      </span>
      <span>
        <strong>{title}</strong>
        <span className="line-more">{text}</span>
      </span>
    </>
  );
  return (
    <li>
      {'to' in where ? (
        <Link to={where.to} className="card service">
          {inside}
        </Link>
      ) : (
        <a href={where.href} className="card service" rel="noreferrer">
          {inside}
        </a>
      )}
    </li>
  );
}
