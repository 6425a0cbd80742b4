/** Opens the mail: the session of the portal, else what is kept on this machine, else words that say what to do. */
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { type Jmap, openJmap, withSession } from '../../jmap/client.ts';
import { JmapFault } from '../../jmap/fault.ts';
import { beforeLeaving, forgetWritings } from '../compose/open.ts';
import { nothingKept, type Shelf } from '../offline/shelf.ts';
import { startWorker } from '../offline/start-worker.ts';
import { forgetSearches } from '../search/kept.ts';
import { openStore, type Store } from '../store/store.ts';
import { useWords } from '../words/speak.ts';
import { LeaveContext } from './leave.tsx';
import { stopPush } from './push.ts';
import { router } from './router.tsx';
import { StoreContext } from './use-store.ts';

type State =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly store: Store }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unreachable' };

/** Milliseconds between two tries. */
const again = 10_000;

/** @param opening the first try, under way */
export function App({ shelf, opening }: { shelf: Shelf; opening: Promise<Jmap> }) {
  const [state, setState] = useState<State>({ kind: 'opening' });
  const open = useCallback(async () => setState(await openMail(shelf, openJmap())), [shelf]);
  useEffect(() => void openMail(shelf, opening).then(setState), [shelf, opening]);
  useEffect(() => {
    if (state.kind !== 'unreachable') return;
    const timer = setTimeout(() => void open(), again);
    return () => clearTimeout(timer);
  }, [state, open]);

  async function leave(): Promise<void> {
    await beforeLeaving.get()();
    if (state.kind === 'open') {
      await stopPush(state.store.jmap);
      state.store.close();
    }
    forgetWritings();
    await forgetAll(shelf);
    await fetch('/api/session', { method: 'DELETE', credentials: 'same-origin' });
    window.location.assign('/');
  }

  if (state.kind === 'opening') return null;
  if (state.kind !== 'open') return <Closed kind={state.kind} retry={() => void open()} />;
  return (
    <StoreContext value={state.store}>
      <LeaveContext value={leave}>
        <RouterProvider router={router} />
      </LeaveContext>
    </StoreContext>
  );
}

async function openMail(shelf: Shelf, opening: Promise<Jmap>): Promise<State> {
  const [kept, jmap] = await Promise.all([shelf.all(), opening.catch((error: unknown) => error)]);
  if (jmap instanceof JmapFault) {
    if (jmap.kind === 'signed-out') {
      // Somebody else may sit here next.
      await forgetAll(shelf);
      return { kind: 'signed-out' };
    }
    if (kept.session === null) return { kind: 'unreachable' };
    return { kind: 'open', store: begin(openStore(withSession(kept.session), shelf, kept)) };
  }
  if (jmap instanceof Error) throw jmap;
  const opened = jmap as Jmap;
  const own = kept.session?.accountId === opened.session.accountId;
  if (!own) await shelf.empty();
  void shelf.keepSession(opened.session);
  void startWorker();
  return { kind: 'open', store: begin(openStore(opened, shelf, own ? kept : nothingKept)) };
}

function begin(store: Store): Store {
  void store.sync();
  for (const event of ['online', 'offline']) window.addEventListener(event, () => void store.sync());
  return store;
}

async function forgetAll(shelf: Shelf): Promise<void> {
  forgetSearches();
  await shelf.empty();
}

function Closed({ kind, retry }: { kind: 'signed-out' | 'unreachable'; retry: () => void }) {
  const { t } = useWords();
  const here = window.location.pathname + window.location.search;
  return (
    <main className="closed">
      <div className="card stack">
        <img src="/mark.svg" alt="" width="48" height="48" />
        {kind === 'signed-out' ? (
          <>
            <h1>{t('closed.title')}</h1>
            <p>{t('closed.text')}</p>
            <a className="button button-main" href={`/connexion?retour=${encodeURIComponent(here)}`}>
              {t('closed.act')}
            </a>
          </>
        ) : (
          <>
            <h1>{t('closed.unreachable')}</h1>
            <p>{t('closed.unreachableText')}</p>
            <button type="button" className="button button-main" onClick={retry}>
              {t('closed.again')}
            </button>
          </>
        )}
      </div>
    </main>
  );
}
