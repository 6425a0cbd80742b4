/** What a screen asks of the server: the answer, or why there is none, in words. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { JmapFault } from '../../jmap/fault.ts';
import { get, post, Refused } from '../../request.ts';
import { useSettingsWords } from './words.ts';

export type Asked<Answer> = {
  readonly answer: Answer | null;
  readonly failure: string | null;
  /** What the server said since. */
  put(answer: Answer): void;
  again(): void;
};

/** `schema` is that of the contract, the same object each time; with a `body`, asked by `POST`. */
export function useAsked<Answer>(
  path: string,
  schema: { parse(value: unknown): Answer },
  body?: object,
): Asked<Answer> {
  const tellFailure = useFailures();
  const [answer, put] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const again = useCallback(() => {
    setFailure(null);
    (body === undefined ? get(path, schema) : post(path, body, schema)).then(put, error =>
      setFailure(tellFailure(error)),
    );
  }, [path, schema, body, tellFailure]);
  useEffect(again, [again]);
  return { answer, failure, put, again };
}

/** What to say of an error of the network or a refusal of the server; any other is a bug and goes on. */
export function useFailures(): (error: unknown) => string {
  const { t, language } = useSettingsWords();
  return useCallback(
    (error: unknown) => {
      if (error instanceof Refused) return error.reply.sentence[language];
      if (error instanceof TypeError || error instanceof JmapFault) return t('unreachable');
      throw error;
    },
    [t, language],
  );
}

type Act = {
  readonly busy: boolean;
  readonly failure: string | null;
  readonly done: boolean;
  /** Does it, unless another is under way. */
  run(work: () => Promise<void>): void;
};

/** An act of a form: under way, done, or refused. */
export function useAct(): Act {
  const tellFailure = useFailures();
  const [state, setState] = useState<{ busy: boolean; failure: string | null; done: boolean }>(idle);
  const busy = useRef(false);
  const run = useCallback(
    (work: () => Promise<void>) => {
      if (busy.current) return;
      busy.current = true;
      setState({ busy: true, failure: null, done: false });
      work()
        .then(
          () => setState({ busy: false, failure: null, done: true }),
          (error: unknown) => setState({ busy: false, failure: tellFailure(error), done: false }),
        )
        .finally(() => {
          busy.current = false;
        });
    },
    [tellFailure],
  );
  return { ...state, run };
}

const idle = { busy: false, failure: null, done: false };

/** The answer on the page, or what stands in its place. */
export function Shown<Answer>({ asked, children }: { asked: Asked<Answer>; children: (answer: Answer) => ReactNode }) {
  const { t } = useSettingsWords();
  if (asked.answer !== null) return children(asked.answer);
  if (asked.failure === null) return <p className="soft">{t('loading')}</p>;
  return (
    <Notice tone="bad" live>
      <p>{asked.failure}</p>
      <button type="button" className="button button-quiet button-small" onClick={asked.again}>
        {t('again')}
      </button>
    </Notice>
  );
}

/** How an act ended, said to those who see and those who hear. */
export function Outcome({ act, done }: { act: Pick<Act, 'failure' | 'done'>; done?: string }) {
  const { t } = useSettingsWords();
  return (
    <div role="status">
      {act.failure !== null && <p className="field-error">{act.failure}</p>}
      {act.done && <p className="settings-done">{done ?? t('saved')}</p>}
    </div>
  );
}
