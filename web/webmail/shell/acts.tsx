/** What was just done, told quietly, with the way back. One at a time: the last act is the one people want to take back. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Act } from '../actions/act.ts';
import { useWords } from '../words/speak.ts';
import { useStore } from './use-store.ts';

type Acts = {
  /** Tells of an act; null is none. */
  tell(act: Act | null): void;
  /** Tells a sentence. */
  say(sentence: string): void;
  /** Takes the last act back. */
  undo(): void;
};

const ActsContext = createContext<Acts>({ tell: () => {}, say: () => {}, undo: () => {} });

export function useActs(): Acts {
  return useContext(ActsContext);
}

type Told = { readonly key: number; readonly text: string; readonly undo: Act['undo']; readonly bad: boolean };

/** Long enough to be read twice; it waits while somebody points at it. */
const shown = 12_000;

export function ActsProvider({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const store = useStore();
  const [told, setTold] = useState<Told | null>(null);
  const [held, setHeld] = useState(false);
  const keys = useRef(0);
  const last = useRef<Act['undo']>(null);

  const put = useCallback((text: string, undo: Act['undo'], bad = false) => {
    keys.current += 1;
    setTold({ key: keys.current, text, undo, bad });
  }, []);
  const undo = useCallback(() => {
    if (last.current === null) return;
    store.perform(last.current);
    last.current = null;
    put(t('done.undone'), null);
  }, [store, put, t]);
  const acts = useMemo<Acts>(
    () => ({
      tell(act) {
        if (act === null) return;
        last.current = act.undo;
        put(t(`done.${act.verb}`, { count: act.count, folder: act.folder ?? '' }), act.undo);
      },
      say: sentence => put(sentence, null),
      undo,
    }),
    [put, undo, t],
  );
  useEffect(
    () =>
      store.onRefused(({ refused }) => {
        const [error] = Object.values(refused);
        const reason =
          error?.type === 'overQuota' || error?.type === 'over-quota'
            ? t('failed.overQuota')
            : error?.properties?.includes('mailboxIds')
              ? t('failed.noFolder')
              : t('failed.one');
        put(`${t('failed.title')}. ${reason}`, null, true);
      }),
    [store, put, t],
  );
  useEffect(() => {
    if (told === null || held) return;
    const timer = setTimeout(() => setTold(null), shown);
    return () => clearTimeout(timer);
  }, [told, held]);

  return (
    <ActsContext value={acts}>
      {children}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it in view */}
      <div
        className="told"
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        <div role="status" className="told-text" data-bad={told?.bad ?? false} hidden={told === null}>
          {told?.text}
        </div>
        {told !== null && told.undo !== null && (
          <button type="button" className="told-undo" onClick={undo}>
            {t('done.undo')}
          </button>
        )}
      </div>
    </ActsContext>
  );
}
