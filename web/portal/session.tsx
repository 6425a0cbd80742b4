import { done } from '@vaguemestre/contract/recovery.ts';
import { sessionReply } from '@vaguemestre/contract/session.ts';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { get, remove } from './request.ts';

/** `undefined` until the server has told. */
type Known = string | null | undefined;

type Session = {
  readonly address: Known;
  /** Signed in, but the password must be renewed before anything else. */
  readonly renew: boolean;
  /** Asks the server again: after a sign-in, or when it said that the session is over. */
  refresh(): Promise<void>;
  leave(): Promise<void>;
};

const unknown = { address: undefined, renew: false };
const nobody = { address: null, renew: false };

const context = createContext<Session>({
  address: undefined,
  renew: false,
  refresh: async () => {},
  leave: async () => {},
});

export function useSession(): Session {
  return useContext(context);
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [{ address, renew }, setKnown] = useState<{ address: Known; renew: boolean }>(unknown);
  const session = useMemo<Session>(() => {
    const refresh = async (): Promise<void> => setKnown(await get('/api/session', sessionReply));
    const leave = async (): Promise<void> => {
      await remove('/api/session', done);
      setKnown(nobody);
    };
    return { address, renew, refresh, leave };
  }, [address, renew]);
  // A portal that cannot be reached shows itself at the first act, with words.
  useEffect(() => void get('/api/session', sessionReply).then(setKnown, () => setKnown(nobody)), []);
  return <context.Provider value={session}>{children}</context.Provider>;
}
