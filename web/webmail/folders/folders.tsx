/** The folders, the searches that are kept, and the room that is left. */
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Mark } from '../../design/mark.tsx';
import { Tool } from '../../design/tool.tsx';
import type { Id } from '../../jmap/objects.ts';
import { forgetSearch, useKeptSearches } from '../search/kept.ts';
import { useAsk } from '../shell/dialogs.tsx';
import { mailboxNamed } from '../shell/places.ts';
import type { Place } from '../shell/use-place.ts';
import { useCell, useMailboxes, useStore } from '../shell/use-store.ts';
import { inTree } from '../store/mailboxes.ts';
import { size } from '../words/dates.ts';
import { useWords } from '../words/speak.ts';
import { FolderLine } from './folder-line.tsx';

export function Folders({ place, went }: { place: Place; went: () => void }) {
  const { t, language } = useWords();
  const ask = useAsk();
  const { mailboxes } = useStore();
  const all = useMailboxes();
  const [folded, setFolded] = useState<ReadonlySet<Id>>(new Set());
  const tree = useMemo(() => inTree(all, language), [all, language]);
  const here = place.kind === 'folder' ? (mailboxNamed(mailboxes, place.name)?.id ?? null) : null;
  const kept = useKeptSearches();

  const hidden = new Set<Id>();
  for (const { id, parentId } of tree)
    if (parentId !== null && (folded.has(parentId) || hidden.has(parentId))) hidden.add(id);

  function fold(id: Id): void {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  }

  return (
    <nav className="folders" aria-label={t('folders.title')}>
      <ul className="folder-list">
        {tree
          .filter(({ id }) => !hidden.has(id))
          .map(folder => (
            <FolderLine
              key={folder.id}
              folder={folder}
              here={folder.id === here}
              folded={folded.has(folder.id)}
              fold={() => fold(folder.id)}
              from={here}
              went={went}
            />
          ))}
      </ul>
      <Tool
        mark="write"
        className="folder-new"
        label={t('folders.new')}
        onPress={() => ask({ kind: 'folder', parentId: null, mailbox: null })}
      >
        {t('folders.new')}
      </Tool>
      {kept.length > 0 && (
        <section className="kept-searches">
          <h2>{t('folders.saved')}</h2>
          <ul className="folder-list">
            {kept.map(q => (
              <li key={q} className="folder" data-here={place.kind === 'search' && place.q === q}>
                <span className="folder-fold" />
                <Link to="/recherche" search={{ q }} className="folder-link" onClick={went}>
                  <Mark name="kept" size={19} />
                  <span className="folder-name">{q}</span>
                </Link>
                <Tool
                  mark="cross"
                  className="folder-menu"
                  label={t('folders.forget', { name: q })}
                  onPress={() => forgetSearch(q)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Room />
    </nav>
  );
}

function Room() {
  const { t, language } = useWords();
  const quota = useCell(useStore().quota);
  if (quota === null) return null;
  const part = Math.min(1, quota.used / quota.hardLimit);
  const text = t('folders.room', { used: size(quota.used, language), allowed: size(quota.hardLimit, language) });
  return (
    <div className="room">
      <meter
        className="room-meter"
        min={0}
        max={1}
        high={0.9}
        value={part}
        aria-label={t('folders.roomLabel')}
        aria-valuetext={text}
      />
      <span className="small soft">{text}</span>
    </div>
  );
}
