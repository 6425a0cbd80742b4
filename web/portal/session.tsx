import { sessionReply, signOutReply } from '@vaguemestre/contract/session.ts';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { get, remove } from '../request.ts';

/** `undefined` until the server has told. */
type Known = string | null | undefined;

type Session = {
  readonly address: Known;
  /** Signed in, but the password must be renewed before anything else. */
  readonly renew: boolean;
  /** Signed in, but a second factor must be set up before anything else. */
  readonly enrol: boolean;
  /** Asks the server again: after a sign-in, or when it said that the session is over. */
  refresh(): Promise<void>;
  leave(): Promise<void>;
};

type State = { address: Known; renew: boolean; enrol: boolean };

const unknown: State = { address: undefined, renew: false, enrol: false };
const nobody: State = { address: null, renew: false, enrol: false };

const context = createContext<Session>({
  ...unknown,
  refresh: async () => {},
  leave: async () => {},
});

export function useSession(): Session {
  return useContext(context);
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState(unknown);
  /** Counts questions and sign-outs: an answer to a question from before the last of them is of yesterday. */
  const turn = useRef(0);
  const ask = useCallback(async (): Promise<void> => {
    const mine = ++turn.current;
    const known = await get('/api/session', sessionReply);
    if (mine === turn.current) setState(known);
  }, []);
  const session = useMemo<Session>(() => {
    const leave = async (): Promise<void> => {
      const { next } = await remove('/api/session', signOutReply);
      turn.current += 1;
      // Who came through another provider leaves there too.
      if (next === null) setState(nobody);
      else window.location.assign(next);
    };
    return { ...state, refresh: ask, leave };
  }, [state, ask]);
  // A portal that cannot be reached shows itself at the first act, with words.
  useEffect(() => void ask().catch(() => setState(nobody)), [ask]);
  return <context.Provider value={session}>{children}</context.Provider>;
}
