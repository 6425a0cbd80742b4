import { useTranslation } from 'react-i18next';

/** The official support channels, and no other (R41). */
export function Channels() {
  const { t } = useTranslation();
  return (
    <section className="stack stack-wide" aria-labelledby="channels">
      <div className="stack">
        <h2 id="channels">{t('channels.title')}</h2>
        <p className="soft">{t('channels.text')}</p>
      </div>
      <ul className="channels">
        {(['secretary', 'support', 'referent'] as const).map(channel => (
          <li key={channel} className="channel">
            <h3>{t(`channels.${channel}.title`)}</h3>
            <p>{t(`channels.${channel}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
