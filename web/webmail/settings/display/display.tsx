/** How the webmail looks and answers on this machine: everything acts at once. */
import { Heading } from '../../../design/heading.tsx';
import { useAsk } from '../../shell/dialogs.tsx';
import { prefer, usePreferences } from '../../shell/preferences.ts';
import { turnTheme, useTheme } from '../../shell/theme.ts';
import { turnTo } from '../../words/speak.ts';
import { Choice, Tick } from '../fields.tsx';
import { Notifications } from './notifications.tsx';
import { useDisplayWords } from './words.ts';

export default function Display() {
  const { t, language } = useDisplayWords();
  const ask = useAsk();
  const theme = useTheme();
  const { density, gathered, singleKeys } = usePreferences();
  return (
    <div className="stack stack-wide">
      <Heading>{t('title')}</Heading>
      <p className="soft">{t('intro')}</p>
      <section className="settings-group">
        <h2>{t('look')}</h2>
        <div className="settings-pair">
          <Choice
            label={t('theme')}
            value={theme}
            choices={[
              ['light', t('light')],
              ['dark', t('dark')],
            ]}
            change={turnTheme}
          />
          <Choice
            label={t('language')}
            value={language}
            choices={[
              ['fr', t('french')],
              ['en', t('english')],
            ]}
            change={chosen => void turnTo(chosen)}
          />
        </div>
      </section>
      <section className="settings-group">
        <h2>{t('list')}</h2>
        <div className="settings-pair">
          <Choice
            label={t('density')}
            value={density}
            choices={[
              ['airy', t('airy')],
              ['dense', t('dense')],
            ]}
            change={chosen => prefer({ density: chosen })}
          />
        </div>
        <Tick checked={gathered} change={chosen => prefer({ gathered: chosen })} hint={t('gatherHint')}>
          {t('gather')}
        </Tick>
        <p className="small soft">{t('order')}</p>
      </section>
      <Notifications />
      <section className="settings-group">
        <h2>{t('keyboard')}</h2>
        <Tick checked={singleKeys} change={chosen => prefer({ singleKeys: chosen })} hint={t('keysHint')}>
          {t('keys')}
        </Tick>
        <div className="row">
          <button type="button" className="button button-quiet" onClick={() => ask({ kind: 'keyboard' })}>
            {t('show')}
          </button>
        </div>
      </section>
    </div>
  );
}
