import { useTranslation } from 'react-i18next';
import { useHouse } from '../house.tsx';

/** The official support channels, and no other (R41). */
export function Channels() {
  const { t } = useTranslation();
  const { channels } = useHouse();
  const usual = (['secretary', 'support', 'referent'] as const).map(channel => ({
    title: t(`channels.${channel}.title`),
    text: t(`channels.${channel}.text`),
  }));
  return (
    <section className="stack stack-wide" aria-labelledby="channels">
      <div className="stack">
        <h2 id="channels">{t('channels.title')}</h2>
        <p className="soft">{t('channels.text')}</p>
      </div>
      <ul className="channels">
        {(channels.length > 0 ? channels : usual).map(({ title, text }) => (
          <li key={title} className="channel">
            <h3>{title}</h3>
            {text !== '' && <p>{text}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
