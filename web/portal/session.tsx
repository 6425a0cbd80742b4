import { done } from '@vaguemestre/contract/recovery.ts';
import { sessionReply } from '@vaguemestre/contract/session.ts';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { get, remove } from './request.ts';

/** `undefined` until the server has told. */
type Known = string | null | undefined;

type Session = {
  readonly address: Known;
  /** Asks the server again: after a sign-in, or when it said that the session is over. */
  refresh(): Promise<void>;
  leave(): Promise<void>;
};

const context = createContext<Session>({ address: undefined, refresh: async () => {}, leave: async () => {} });

export function useSession(): Session {
  return useContext(context);
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [address, setAddress] = useState<Known>(undefined);
  const session = useMemo<Session>(() => {
    const refresh = async (): Promise<void> => setAddress((await get('/api/session', sessionReply)).address);
    const leave = async (): Promise<void> => {
      await remove('/api/session', done);
      setAddress(null);
    };
    return { address, refresh, leave };
  }, [address]);
  // A portal that cannot be reached shows itself at the first act, with words.
  useEffect(
    () =>
      void get('/api/session', sessionReply).then(
        reply => setAddress(reply.address),
        () => setAddress(null),
      ),
    [],
  );
  return <context.Provider value={session}>{children}</context.Provider>;
}
