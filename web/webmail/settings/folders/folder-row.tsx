import type { FolderFacts } from '@vaguemestre/contract/folders.ts';
import { Flyout } from '../../../design/flyout.tsx';
import { Tool } from '../../../design/tool.tsx';
import { useAsk } from '../../shell/dialogs.tsx';
import type { Folder } from '../../store/mailboxes.ts';
import { size } from '../../words/dates.ts';
import { useFolderWords } from './words.ts';

type Props = {
  folder: Folder;
  /** As it is shown. */
  name: string;
  facts: FolderFacts | undefined;
  siblings: readonly Folder[];
  move: (by: -1 | 1) => void;
  turn: () => void;
  makePrivate: () => void;
  share: () => void;
};

export function FolderRow({ folder, name, facts, siblings, move, turn, makePrivate, share }: Props) {
  const { t, language } = useFolderWords();
  const ask = useAsk();
  const { id, role, depth, isSubscribed, totalEmails } = folder;
  const shares = facts?.shares.length ?? 0;
  const fixed = role !== null;
  return (
    <li style={{ paddingInlineStart: `calc(var(--space-3) + ${depth} * 1.25rem)` }}>
      <span className="settings-name">
        <strong>{name}</strong> {facts?.private && <span className="settings-badge">{t('private')}</span>}{' '}
        {!isSubscribed && !fixed && <span className="settings-badge">{t('hidden')}</span>}{' '}
        {shares > 0 && <span className="settings-badge">{t('shared', { count: shares })}</span>}
        <span className="line-more">
          {t('count', { count: totalEmails })}
          {facts !== undefined && `, ${size(facts.bytes, language)}`}
          {fixed && `, ${t('role')}`}
        </span>
      </span>
      <span className="tools">
        {!fixed && (
          <>
            <Tool
              mark="back"
              className="turn-up"
              label={t('up', { name })}
              disabled={siblings[0]?.id === id}
              onPress={() => move(-1)}
            />
            <Tool
              mark="down"
              label={t('down', { name })}
              disabled={siblings.at(-1)?.id === id}
              onPress={() => move(1)}
            />
            <Tool
              mark="draft"
              label={t('rename', { name })}
              onPress={() => ask({ kind: 'folder', parentId: folder.parentId, mailbox: folder })}
            />
          </>
        )}
        <Flyout mark="more" label={t('more', { name })}>
          {close => (
            <div className="menu">
              {!fixed && (
                <button
                  type="button"
                  onClick={() => {
                    close();
                    turn();
                  }}
                >
                  {t(isSubscribed ? 'hide' : 'show')}
                </button>
              )}
              {!fixed && facts?.private === false && (
                <button
                  type="button"
                  onClick={() => {
                    close();
                    makePrivate();
                  }}
                >
                  {t('makePrivate')}
                </button>
              )}
              <button
                type="button"
                onClick={() => {
                  close();
                  share();
                }}
              >
                {t('share')}
              </button>
            </div>
          )}
        </Flyout>
      </span>
    </li>
  );
}
