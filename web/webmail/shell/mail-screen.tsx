/** Folders, list and message: three panes where there is room, one after the other where there is not. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import type { Id } from '../../jmap/objects.ts';
import { useOpenCompose } from '../compose/open.ts';
import { useMailKeys } from '../keyboard/use-mail-keys.ts';
import { EmptyList } from '../list/empty-list.tsx';
import { ListBar } from '../list/list-bar.tsx';
import { type ListHandle, MessageList } from '../list/message-list.tsx';
import { extend, nothingSelected, selectAll, toggle, within } from '../list/selection.ts';
import { useWords } from '../words/speak.ts';
import { Compose } from './rooms.ts';
import { useMail } from './use-mail.ts';
import { usePlace, useWays } from './use-place.ts';
import { useRows, useStore } from './use-store.ts';
import { useVerbs } from './use-verbs.ts';

const loadReading = () => import('../reading/reading.tsx');
const Reading = lazy(loadReading);

export function MailScreen() {
  const { t } = useWords();
  const place = usePlace();
  const ways = useWays(place);
  const { emails } = useStore();
  const openCompose = useOpenCompose();
  const mail = useMail(place);
  const { ids } = useRows(mail.list);
  const rows = useMemo(() => ids ?? [], [ids]);
  const [chosen, setChosen] = useState(nothingSelected);
  const [cursor, setCursor] = useState<Id | null>(null);
  const list = useRef<ListHandle>(null);
  const focusList = useCallback(() => void requestAnimationFrame(() => list.current?.focus()), []);
  const unselect = useCallback(() => setChosen(nothingSelected), []);
  const openId = place.kind === 'elsewhere' ? null : place.emailId;
  const selection = within(chosen, rows);
  const selected = useMemo(() => [...selection.ids], [selection]);

  // What reading needs comes while the list is looked at.
  useEffect(() => void loadReading(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another selection
  useEffect(() => {
    setChosen(nothingSelected);
    setCursor(openId);
  }, [mail.list]);

  const open = useCallback(
    (id: Id | null) => {
      if (id !== null) setCursor(id);
      // A draft is opened to be written on.
      if (id !== null && Compose !== null && emails.get(id)?.keywords.$draft === true) {
        return openCompose({ mode: 'draft', emailId: id });
      }
      ways.open(id, { replace: openId !== null && id !== null });
      if (id === null) focusList();
    },
    [ways, openId, focusList, emails, openCompose],
  );
  /** The message after the one that leaves is opened in its stead, so that one can go through a folder without the mouse. */
  const left = useCallback(
    (gone: readonly Id[]) => {
      setChosen(nothingSelected);
      const leaving = new Set(gone);
      if (openId !== null && leaving.has(openId)) {
        const at = rows.indexOf(openId);
        const next = rows.slice(at + 1).find(id => id === undefined || !leaving.has(id)) ?? null;
        ways.open(isWide() ? (next ?? rows[at - 1] ?? null) : null, { replace: true });
        setCursor(next ?? rows[at - 1] ?? null);
      } else if (cursor !== null && leaving.has(cursor)) {
        const at = rows.indexOf(cursor);
        const next = rows.slice(at + 1).find(id => id !== undefined && !leaving.has(id)) ?? rows[at - 1] ?? null;
        setCursor(next);
        if (document.activeElement?.closest('[role=grid]')) focusList();
      }
    },
    [rows, openId, cursor, ways, focusList],
  );
  const verbs = useVerbs(mail.box, mail.gathered, left);

  const acts = useMemo(
    () => ({
      open,
      focus: setCursor,
      select: (id: Id, range: boolean) => setChosen(now => (range ? extend(now, id, rows) : toggle(now, id))),
      extendTo: (id: Id) =>
        setChosen(now => extend(now.anchor === null && cursor !== null ? toggle(now, cursor) : now, id, rows)),
      all: () => setChosen(selectAll(rows)),
      archive: (id: Id) => verbs.archive([id]),
      remove: (id: Id) => verbs.remove([id]),
      flag: (id: Id, flagged: boolean) => verbs.flag([id], flagged),
      drag: (id: Id) => (selection.ids.has(id) ? selected : [id]),
    }),
    [open, rows, cursor, verbs, selection, selected],
  );

  useMailKeys({ rows, selected, openId, cursor, verbs, open, setCursor, focusList, ways, acts, unselect });

  return (
    <>
      <section className="list-pane" id="messages" tabIndex={-1} aria-label={mail.title} data-behind={openId !== null}>
        <ListBar
          mail={mail}
          place={place}
          ways={ways}
          verbs={verbs}
          selected={selected}
          allSelected={selected.length > 0 && selected.length === rows.length}
          selectAll={acts.all}
          unselect={unselect}
        />
        {mail.wrong.length > 0 && (
          <Notice tone="warn">
            <p className="small">{t('search.wrong', { word: mail.wrong.join(' ') })}</p>
          </Notice>
        )}
        <EmptyList mail={mail} place={place} />
        <MessageList
          list={mail.list}
          label={mail.box === null ? t('list.results') : t('list.label', { name: mail.title })}
          outgoing={mail.box?.role === 'sent' || mail.box?.role === 'drafts'}
          gathered={mail.gathered}
          selected={selection.ids}
          openId={openId}
          cursor={cursor}
          acts={acts}
          handle={list}
        />
      </section>
      <section className="reading-pane" aria-label={t('reading.label')} data-open={openId !== null}>
        {openId === null ? (
          <div className="reading-nothing">
            <p>{selected.length > 0 ? t('reading.several', { count: selected.length }) : t('reading.nothing')}</p>
            {selected.length === 0 && <p className="soft small">{t('reading.nothingText')}</p>}
          </div>
        ) : (
          <Suspense fallback={null}>
            <Reading
              key={openId}
              id={openId}
              box={mail.box}
              verbs={verbs}
              close={() => open(null)}
              next={rows[rows.indexOf(openId) + 1] ?? null}
              previous={rows[rows.indexOf(openId) - 1] ?? null}
              open={open}
            />
          </Suspense>
        )}
      </section>
    </>
  );
}

/** Two panes side by side: as `mail.css` says. */
function isWide(): boolean {
  return window.matchMedia('(min-width: 64rem)').matches;
}
