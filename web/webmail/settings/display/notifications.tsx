import { useState } from 'react';
import { JmapFault } from '../../../jmap/fault.ts';
import { prefer, usePreferences } from '../../shell/preferences.ts';
import { isPushed, pushKey, startPush, stopPush } from '../../shell/push.ts';
import { useStore } from '../../shell/use-store.ts';
import { Tick } from '../fields.tsx';
import { useDisplayWords } from './words.ts';

/** Notifications of the computer: while the webmail is open, and where house and browser can, while it is closed. */
export function Notifications() {
  const { t } = useDisplayWords();
  const { jmap } = useStore();
  const { notify } = usePreferences();
  const able = 'Notification' in globalThis;
  const [permission, setPermission] = useState(able ? Notification.permission : 'denied');
  const [pushed, setPushed] = useState(isPushed);
  const [failed, setFailed] = useState(false);
  const key = pushKey(jmap);

  async function allowed(): Promise<boolean> {
    const given = permission === 'default' ? await Notification.requestPermission() : permission;
    setPermission(given);
    return given === 'granted';
  }
  async function turn(wanted: boolean): Promise<void> {
    prefer({ notify: wanted && (await allowed()) });
  }
  async function turnPush(wanted: boolean): Promise<void> {
    setFailed(false);
    try {
      if (!wanted) await stopPush(jmap);
      else if (key !== null && (await allowed())) await startPush(jmap, key);
    } catch (error) {
      if (!(error instanceof JmapFault || error instanceof DOMException)) throw error;
      setFailed(true);
    }
    setPushed(isPushed());
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
      {able && key !== null && (
        <Tick checked={pushed} change={wanted => void turnPush(wanted)} hint={t('awayHint')}>
          {t('away')}
        </Tick>
      )}
      <div role="status">{failed && <p className="field-error">{t('pushFailed')}</p>}</div>
      {able && permission === 'denied' && <p className="small soft">{t('blocked')}</p>}
    </section>
  );
}
