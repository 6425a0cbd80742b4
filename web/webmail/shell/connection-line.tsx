import { useWords } from '../words/speak.ts';
import { useCell, useStore } from './use-store.ts';

/** Said only where something is not as usual: no network, or the end of the session. */
export function ConnectionLine() {
  const { t } = useWords();
  const store = useStore();
  const connection = useCell(store.connection);
  const waiting = useCell(store.waiting);
  return (
    <div role="status">
      {connection === 'offline' && (
        <p className="connection-line">
          {t('connection.offline')} {waiting > 0 && t('connection.waiting', { count: waiting })}
        </p>
      )}
      {connection === 'signed-out' && (
        <p className="connection-line" data-bad="true">
          {t('connection.signedOut')}{' '}
          <a href={`/connexion?retour=${encodeURIComponent(window.location.pathname + window.location.search)}`}>
            {t('connection.signIn')}
          </a>
        </p>
      )}
    </div>
  );
}
