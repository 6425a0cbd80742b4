import { Link } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { Flyout } from '../../design/flyout.tsx';
import { Mark } from '../../design/mark.tsx';
import type { Id } from '../../jmap/objects.ts';
import { markRead } from '../actions/mark-read.ts';
import { move } from '../actions/move.ts';
import { dragType } from '../list/row.tsx';
import { useActs } from '../shell/acts.tsx';
import { useAsk } from '../shell/dialogs.tsx';
import { folderQuestion, nameOf } from '../shell/places.ts';
import { usePreferences } from '../shell/preferences.ts';
import { useStore } from '../shell/use-store.ts';
import type { Folder } from '../store/mailboxes.ts';
import { useWords } from '../words/speak.ts';
import { folderMark, folderName } from './folder-name.ts';

type Props = {
  folder: Folder;
  here: boolean;
  folded: boolean;
  fold(): void;
  /** The folder in view: what is drawn comes from there. */
  from: Id | null;
  went(): void;
};

export function FolderLine({ folder, here, folded, fold, from, went }: Props) {
  const { t } = useWords();
  const store = useStore();
  const { tell } = useActs();
  const { gathered } = usePreferences();
  const [over, setOver] = useState(false);
  const foresee = (): void => store.foresee(folderQuestion(folder.id, {}, gathered));
  const name = folderName(folder, t);
  const { role } = folder;
  const reporting = store.mailboxes.report()?.id === folder.id;
  // Of drafts, and of what waits to be thrown away, one wants to know how many there are.
  const count = role === 'drafts' ? folder.totalEmails : role === 'sent' || role === 'trash' ? 0 : folder.unreadEmails;

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const ids = JSON.parse(event.dataTransfer.getData(dragType) || '[]') as Id[];
    tell(move(store, ids, from, folder.id));
  }

  return (
    <li
      className="folder"
      data-here={here}
      data-over={over}
      style={{ paddingInlineStart: `${folder.depth * 0.875}rem` }}
      onDragOver={event => {
        if (!event.dataTransfer.types.includes(dragType) || here) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {folder.hasChildren ? (
        <button
          type="button"
          className="folder-fold"
          aria-expanded={!folded}
          aria-label={t(folded ? 'folders.expand' : 'folders.collapse', { name })}
          onClick={fold}
        >
          <Mark name={folded ? 'right' : 'down'} size={14} />
        </button>
      ) : (
        <span className="folder-fold" />
      )}
      <Link
        to="/boite/$mailbox"
        params={{ mailbox: nameOf(folder) }}
        search={{}}
        className="folder-link"
        data-unread={count > 0 && role !== 'drafts'}
        {...(here ? { 'aria-current': 'page' as const } : {})}
        onClick={went}
        onPointerEnter={foresee}
        onFocus={foresee}
      >
        <Mark name={folderMark(folder, reporting)} size={19} />
        <span className="folder-name">{name}</span>
        {count > 0 && (
          <span className="folder-count">
            {count.toLocaleString()}
            {role !== 'drafts' && <span className="unseen"> {t('folders.unread', { count })}</span>}
          </span>
        )}
      </Link>
      <FolderMenu folder={folder} name={name} />
    </li>
  );
}

function FolderMenu({ folder, name }: { folder: Folder; name: string }) {
  const { t } = useWords();
  const ask = useAsk();
  const store = useStore();
  const { tell } = useActs();
  const own = folder.role === null && folder.myRights.mayRename !== false;
  const emptied = folder.role === 'trash' || folder.role === 'junk';

  async function markAll(): Promise<void> {
    const { ids } = await store.jmap.call('Email/query', {
      filter: { inMailbox: folder.id, notKeyword: '$seen' },
      sort: [],
      collapseThreads: false,
      limit: 1000,
    });
    await Promise.all(ids.filter(id => !store.emails.has(id)).map(id => store.find(id)));
    tell(markRead(store, ids, true));
  }

  return (
    <Flyout mark="more" label={t('folders.actions', { name })} className="folder-menu">
      {close => {
        const act = (run: () => void) => () => {
          close();
          run();
        };
        return (
          <div className="menu">
            <button type="button" onClick={act(() => void markAll())} disabled={folder.unreadEmails === 0}>
              {t('folders.markAll')}
            </button>
            <button type="button" onClick={act(() => ask({ kind: 'folder', parentId: folder.id, mailbox: null }))}>
              {t('folders.newInside')}
            </button>
            {own && (
              <>
                <button
                  type="button"
                  onClick={act(() => ask({ kind: 'folder', parentId: folder.parentId, mailbox: folder }))}
                >
                  {t('folders.rename')}
                </button>
                <button type="button" onClick={act(() => ask({ kind: 'remove-folder', mailbox: folder }))}>
                  {t('folders.remove')}
                </button>
              </>
            )}
            {emptied && (
              <button type="button" onClick={act(() => ask({ kind: 'empty-folder', mailbox: folder }))}>
                {t('folders.empty')}
              </button>
            )}
          </div>
        );
      }}
    </Flyout>
  );
}
