import { type FormEvent, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { JmapFault } from '../../jmap/fault.ts';
import type { Id, Mailbox } from '../../jmap/objects.ts';
import { useStore } from '../shell/use-store.ts';
import { useWords } from '../words/speak.ts';

type Props = { parentId: Id | null; mailbox: Mailbox | null; close: () => void };

/** Makes a folder, or gives one another name. */
export function FolderQuestion({ parentId, mailbox, close }: Props) {
  const { t } = useWords();
  const store = useStore();
  const [name, setName] = useState(mailbox?.name ?? '');
  const [failure, setFailure] = useState<string | null>(null);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return;
    try {
      const answer = await store.jmap.call('Mailbox/set', {
        ...(mailbox === null
          ? { create: { new: { name: wanted, parentId, isSubscribed: true } } }
          : { update: { [mailbox.id]: { name: wanted } } }),
      });
      const [refused] = [...Object.values(answer.notCreated ?? {}), ...Object.values(answer.notUpdated ?? {})];
      if (refused !== undefined) return setFailure(t(isTaken(refused) ? 'folders.taken' : 'folders.refused'));
      await store.sync();
      close();
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      setFailure(t('closed.unreachable'));
    }
  }

  return (
    <Dialog
      title={mailbox === null ? t(parentId === null ? 'folders.new' : 'folders.newInside') : t('folders.rename')}
      closeLabel={t('close')}
      onClose={close}
    >
      <form className="stack" onSubmit={event => void save(event)}>
        <label className="field">
          <span className="field-label">{t('folders.name')}</span>
          <input
            type="text"
            className="field-input"
            maxLength={120}
            autoFocus
            value={name}
            aria-invalid={failure !== null}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        {failure !== null && (
          <p role="alert" className="field-error">
            {failure}
          </p>
        )}
        <div className="row dialog-acts">
          <button type="submit" className="button button-main">
            {t(mailbox === null ? 'folders.create' : 'folders.save')}
          </button>
          <button type="button" className="button button-quiet" onClick={close}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function isTaken({ type, properties }: { type: string; properties?: readonly string[] }): boolean {
  return type === 'alreadyExists' || (type === 'invalidProperties' && properties?.includes('name') === true);
}
