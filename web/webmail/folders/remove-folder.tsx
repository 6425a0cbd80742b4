import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import type { Mailbox } from '../../jmap/objects.ts';
import { useActs } from '../shell/acts.tsx';
import { Sure } from '../shell/sure.tsx';
import { useStore } from '../shell/use-store.ts';
import { useWords } from '../words/speak.ts';
import { folderName } from './folder-name.ts';

type Props = { mailbox: Mailbox; close: () => void };

/** A folder goes when it is empty: nobody loses mail by a click on its folder. */
export function RemoveFolder({ mailbox, close }: Props) {
  const { t } = useWords();
  const store = useStore();
  const navigate = useNavigate();
  const [refused, setRefused] = useState(mailbox.totalEmails > 0);

  async function remove(): Promise<void> {
    const answer = await store.jmap.call('Mailbox/set', { destroy: [mailbox.id] });
    if (Object.keys(answer.notDestroyed ?? {}).length > 0) return setRefused(true);
    await store.sync();
    close();
    void navigate({ to: '/boite/$mailbox', params: { mailbox: 'reception' }, search: {} });
  }

  return (
    <Dialog title={t('folders.removeTitle', { name: mailbox.name })} closeLabel={t('close')} onClose={close}>
      {refused && <p role="alert">{t('folders.removeText')}</p>}
      <div className="row dialog-acts">
        {!refused && (
          <button type="button" className="button button-danger" onClick={() => void remove()}>
            {t('folders.remove')}
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={close}>
          {t('cancel')}
        </button>
      </div>
    </Dialog>
  );
}

/** Emails destroyed in one question to the server. */
const most = 500;

export function EmptyFolder({ mailbox, close }: Props) {
  const { t } = useWords();
  const store = useStore();
  const { tell } = useActs();
  const name = folderName(mailbox, t);

  async function empty(): Promise<void> {
    let count = 0;
    for (let more = true; more; ) {
      const filter = { inMailbox: mailbox.id };
      const { ids } = await store.jmap.call('Email/query', { filter, sort: [], collapseThreads: false, limit: most });
      if (ids.length > 0) await store.jmap.call('Email/set', { destroy: ids });
      count += ids.length;
      more = ids.length === most;
    }
    await store.sync();
    if (count > 0) tell({ verb: 'destroy', count, undo: null });
  }

  return (
    <Sure title={t('folders.emptyTitle', { name })} act={t('folders.empty')} close={close} run={() => void empty()}>
      <p>{t('folders.emptyText')}</p>
    </Sure>
  );
}
