import { type KeyboardEvent, useMemo, useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { Mark } from '../../design/mark.tsx';
import type { Id } from '../../jmap/objects.ts';
import { move } from '../actions/move.ts';
import { folderMark, folderName } from '../folders/folder-name.ts';
import { fold } from '../search/terms.ts';
import { useActs } from '../shell/acts.tsx';
import { useMailboxes, useStore } from '../shell/use-store.ts';
import { inTree } from '../store/mailboxes.ts';
import { useWords } from '../words/speak.ts';

type Props = { ids: readonly Id[]; from: Id | null; after?: () => void; close: () => void };

/** “Déplacer vers…”: a few letters of the folder's name, and Enter. */
export function MoveQuestion({ ids, from, after, close }: Props) {
  const { t, language } = useWords();
  const store = useStore();
  const { tell } = useActs();
  const mailboxes = useMailboxes();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const report = store.mailboxes.report()?.id;
  const found = useMemo(
    () =>
      inTree(mailboxes, language)
        .map(folder => ({ folder, name: folderName(folder, t) }))
        .filter(({ folder, name }) => folder.id !== from && folder.id !== report && fold(name).includes(fold(typed))),
    [mailboxes, language, t, from, report, typed],
  );

  function take(index: number): void {
    const chosen = found[index];
    if (chosen === undefined) return;
    close();
    after?.();
    tell(move(store, ids, from, chosen.folder.id));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') take(at);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title={t('move.title')} closeLabel={t('close')} onClose={close}>
      <input
        type="text"
        role="combobox"
        className="field-input"
        aria-label={t('move.find')}
        placeholder={t('move.find')}
        aria-expanded="true"
        aria-controls="move-folders"
        aria-autocomplete="list"
        {...(found.length > 0 ? { 'aria-activedescendant': `move-${at}` } : {})}
        autoComplete="off"
        autoFocus
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="move-folders" role="listbox" aria-label={t('folders.title')} className="pick-list">
        {found.map(({ folder, name }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field answers the keyboard for its list
          <div
            key={folder.id}
            id={`move-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="pick"
            style={{ paddingInlineStart: `${0.75 + (typed === '' ? folder.depth : 0)}rem` }}
            onClick={() => take(index)}
          >
            <Mark name={folderMark(folder, false)} size={18} />
            {name}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="soft">{t('move.none')}</p>}
    </Dialog>
  );
}
