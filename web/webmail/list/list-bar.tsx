/** Above the list: what it is, how it is shown and, once rows are selected, what can be done with them. */
import { Tool } from '../../design/tool.tsx';
import type { Id } from '../../jmap/objects.ts';
import { keepSearch, useKeptSearches } from '../search/kept.ts';
import { useActs } from '../shell/acts.tsx';
import type { View } from '../shell/places.ts';
import type { Mail } from '../shell/use-mail.ts';
import type { Place, Ways } from '../shell/use-place.ts';
import { useRows, useStore } from '../shell/use-store.ts';
import type { Verbs } from '../shell/use-verbs.ts';
import { useWords } from '../words/speak.ts';
import { ViewMenu } from './view-menu.tsx';

type Props = {
  mail: Mail;
  place: Place;
  ways: Ways;
  verbs: Verbs;
  selected: readonly Id[];
  allSelected: boolean;
  selectAll(): void;
  unselect(): void;
};

export function ListBar({ mail, place, ways, verbs, selected, allSelected, selectAll, unselect }: Props) {
  const { t } = useWords();
  const rows = useRows(mail.list);
  const count = rows.ids?.length;
  const view: View = place.kind === 'elsewhere' ? {} : place.view;
  return (
    <div className="list-bar">
      <input
        type="checkbox"
        className="list-bar-all"
        aria-label={t(allSelected ? 'list.unselect' : 'list.selectAll')}
        title={t(allSelected ? 'list.unselect' : 'list.selectAll')}
        checked={allSelected}
        ref={box => {
          if (box !== null) box.indeterminate = selected.length > 0 && !allSelected;
        }}
        onChange={() => (selected.length > 0 ? unselect() : selectAll())}
      />
      {selected.length > 0 ? (
        <Selected mail={mail} verbs={verbs} selected={selected} />
      ) : (
        <>
          <div className="list-bar-title">
            <h1>{mail.title}</h1>
            <p className="small soft" role={place.kind === 'search' ? 'status' : undefined}>
              {count === undefined ? '\u00a0' : t(mail.gathered ? 'list.conversations' : 'list.count', { count })}
            </p>
          </div>
          {place.kind === 'search' && place.q !== '' && <KeepSearch q={place.q} />}
          <ViewMenu view={view} show={ways.show} searching={place.kind === 'search'} />
        </>
      )}
    </div>
  );
}

function Selected({ mail, verbs, selected }: Pick<Props, 'mail' | 'verbs' | 'selected'>) {
  const { t } = useWords();
  const { emails } = useStore();
  const unread = selected.some(id => emails.get(id)?.keywords.$seen !== true);
  const junk = mail.box?.role === 'junk';
  return (
    <>
      <p className="list-bar-selected" role="status">
        {t('list.selected', { count: selected.length })}
      </p>
      <div className="tools" role="toolbar" aria-label={t('list.selected', { count: selected.length })}>
        <Tool mark="archive" label={t('verbs.archive')} shortcut="e" onPress={() => verbs.archive(selected)} />
        <Tool mark="trash" label={t('verbs.delete')} shortcut="#" onPress={() => verbs.remove(selected)} />
        <Tool
          mark="unread"
          label={t(unread ? 'verbs.read' : 'verbs.unread')}
          shortcut="u"
          onPress={() => verbs.markRead(selected, unread)}
        />
        <Tool mark="move" label={t('verbs.move')} shortcut="v" onPress={() => verbs.move(selected)} />
        <Tool mark="tag" label={t('verbs.tag')} shortcut="t" onPress={() => verbs.tag(selected)} />
        <Tool
          mark="junk"
          label={t(junk ? 'verbs.notJunk' : 'verbs.junk')}
          shortcut="!"
          onPress={() => verbs.junk(selected)}
        />
      </div>
    </>
  );
}

function KeepSearch({ q }: { q: string }) {
  const { t } = useWords();
  const { say } = useActs();
  const kept = useKeptSearches().includes(q);
  return (
    <Tool
      mark="kept"
      label={t(kept ? 'search.kept' : 'search.keep')}
      pressed={kept}
      disabled={kept}
      onPress={() => {
        keepSearch(q);
        say(t('search.kept'));
      }}
    />
  );
}
