import { sessionReply, signOutReply } from '@vaguemestre/contract/session.ts';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { get, remove } from './request.ts';

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
  const [state, setKnown] = useState(unknown);
  const session = useMemo<Session>(() => {
    const refresh = async (): Promise<void> => setKnown(await get('/api/session', sessionReply));
    const leave = async (): Promise<void> => {
      const { next } = await remove('/api/session', signOutReply);
      // Who came through another provider leaves there too.
      if (next === null) setKnown(nobody);
      else window.location.assign(next);
    };
    return { ...state, refresh, leave };
  }, [state]);
  // A portal that cannot be reached shows itself at the first act, with words.
  useEffect(() => void get('/api/session', sessionReply).then(setKnown, () => setKnown(nobody)), []);
  return <context.Provider value={session}>{children}</context.Provider>;
}
