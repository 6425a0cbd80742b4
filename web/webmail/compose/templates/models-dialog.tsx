import { useEffect, useState } from 'react';
import { Dialog } from '../../../design/dialog.tsx';
import { JmapFault } from '../../../jmap/fault.ts';
import type { Id } from '../../../jmap/objects.ts';
import { useStore } from '../../shell/use-store.ts';
import { useWords } from '../../words/speak.ts';
import { useComposeWords } from '../words/use-compose-words.ts';
import { listModels, type Model } from './models.ts';

/** Chooses a model. */
export function ModelsDialog({ choose, close }: { choose(id: Id): void; close(): void }) {
  const { t } = useComposeWords();
  const { t: tell } = useWords();
  const store = useStore();
  const [models, setModels] = useState<readonly Model[] | 'failed' | null>(null);
  useEffect(() => {
    listModels(store).then(setModels, (error: unknown) => {
      if (!(error instanceof JmapFault)) throw error;
      setModels('failed');
    });
  }, [store]);
  return (
    <Dialog title={t('models.title')} closeLabel={tell('close')} onClose={close}>
      {models === null && <p className="soft">{t('models.loading')}</p>}
      {models === 'failed' && <p role="alert">{t('models.failed')}</p>}
      {Array.isArray(models) && models.length === 0 && <p>{t('models.none')}</p>}
      {Array.isArray(models) && (
        <ul className="later-moments">
          {(models as Model[]).map(({ id, subject, preview }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => {
                  close();
                  choose(id);
                }}
              >
                <strong>{subject || t('desk.untitled')}</strong>
                <span className="soft small">{preview}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
