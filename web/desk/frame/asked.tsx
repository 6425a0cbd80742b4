/** Asking the server and doing things, with every refusal kept to be told in words. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { Refused } from '../../request.ts';
import { useFrameWords } from './words.ts';

export type Asked<Answer> = {
  /** Null until the first answer; the last good one stays while another is asked for. */
  readonly answer: Answer | null;
  readonly failure: Error | null;
  again(): Promise<void>;
};

/** Asks when it appears, and again when the key changes; a late answer to an old key is dropped. `null`: nothing to ask. */
export function useAsked<Answer>(key: string | null, ask: () => Promise<Answer>): Asked<Answer> {
  const [state, setState] = useState<{ key: string | null; answer: Answer | null; failure: Error | null }>({
    key,
    answer: null,
    failure: null,
  });
  const latest = useRef({ key, ask });
  latest.current = { key, ask };
  const again = useCallback(async (): Promise<void> => {
    const { key: mine, ask: now } = latest.current;
    if (mine === null) return;
    try {
      const answer = await now();
      if (latest.current.key === mine) setState({ key: mine, answer, failure: null });
    } catch (error) {
      if (latest.current.key === mine)
        setState(before => ({
          key: mine,
          answer: before.key === mine ? before.answer : null,
          failure: error as Error,
        }));
    }
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what is asked about
  useEffect(() => void again(), [key, again]);
  const current = state.key === key;
  return { answer: current ? state.answer : null, failure: current ? state.failure : null, again };
}

export type Act = {
  readonly failure: Error | null;
  readonly working: boolean;
  /** Runs one act at a time; true where it was done. */
  act(work: () => Promise<void>): Promise<boolean>;
  forget(): void;
};

export function useAct(): Act {
  const [failure, setFailure] = useState<Error | null>(null);
  const [working, setWorking] = useState(false);
  const busy = useRef(false);
  return {
    failure,
    working,
    forget: () => setFailure(null),
    async act(work) {
      if (busy.current) return false;
      busy.current = true;
      setWorking(true);
      setFailure(null);
      try {
        await work();
        return true;
      } catch (error) {
        setFailure(error as Error);
        return false;
      } finally {
        busy.current = false;
        setWorking(false);
      }
    },
  };
}

type Own = Readonly<Record<string, string>>;

/** Says what was refused and what to do. `own`: this place's words for a reason, before those of the frame and the server's. */
export function Refusal({ failure, own = {}, again }: { failure: Error | null; own?: Own; again?: () => void }) {
  const { t, language } = useFrameWords();
  if (failure === null) return null;
  if (!(failure instanceof Refused)) {
    // What is no refusal and no lost connection is a bug: it is told where bugs are looked for.
    if (!(failure instanceof TypeError)) console.error(failure);
    return (
      <Notice tone="bad" live>
        <p>{t('refused.offline')}</p>
        {again !== undefined && (
          <button type="button" className="linklike" onClick={again}>
            {t('refused.again')}
          </button>
        )}
      </Notice>
    );
  }
  const { reason, sentence } = failure.reply;
  if (reason === 'not-signed-in')
    return (
      <Notice tone="bad" live>
        <p>{t('refused.signedOut')}</p>
        <p>
          <a href="/connexion" target="_blank" rel="noreferrer">
            {t('refused.signIn')}
          </a>
        </p>
      </Notice>
    );
  const known = ['not-permitted', 'two-persons', 'policy'] as const;
  const ours = known.find(each => each === reason);
  return (
    <Notice tone="bad" live>
      <p>{own[reason] ?? (ours === undefined ? sentence[language] : t(`refused.${ours}`))}</p>
    </Notice>
  );
}
