import { useState } from 'react';
import { prefer, usePreferences } from '../../shell/preferences.ts';
import { Tick } from '../fields.tsx';
import { useDisplayWords } from './words.ts';

/** Notifications of the computer while the webmail is open. */
export function Notifications() {
  const { t } = useDisplayWords();
  const { notify } = usePreferences();
  const able = 'Notification' in globalThis;
  const [permission, setPermission] = useState(able ? Notification.permission : 'denied');

  async function turn(wanted: boolean): Promise<void> {
    const given = wanted && permission === 'default' ? await Notification.requestPermission() : permission;
    setPermission(given);
    prefer({ notify: wanted && given === 'granted' });
  }
  return (
    <section className="settings-group">
      <h2>{t('tell')}</h2>
      {able ? (
        <Tick checked={notify && permission === 'granted'} change={wanted => void turn(wanted)} hint={t('desktopHint')}>
          {t('desktop')}
        </Tick>
      ) : (
        <p>{t('unable')}</p>
      )}
      {able && permission === 'denied' && <p className="small soft">{t('blocked')}</p>}
    </section>
  );
}
