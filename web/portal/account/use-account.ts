import { type AccountReply, accountReply } from '@vaguemestre/contract/account.ts';
import { useCallback, useEffect, useState } from 'react';
import { get, Refused } from '../../request.ts';
import { goTo } from '../navigation.tsx';
import { useSession } from '../session.tsx';

/** The person's own account, read once; whoever is signed out meanwhile signs in again. */
export function useAccount(): { account: AccountReply | null; failure: Error | null; read: () => Promise<void> } {
  const { refresh } = useSession();
  const [account, setAccount] = useState<AccountReply | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  const read = useCallback(async () => {
    try {
      setAccount(await get('/api/account', accountReply));
    } catch (error) {
      if (error instanceof Refused && error.reply.reason === 'not-signed-in') {
        await refresh();
        goTo('/connexion');
      } else setFailure(error as Error);
    }
  }, [refresh]);
  // Once: what a card changes makes it read again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new session context must not read the account again
  useEffect(() => void read(), []);
  return { account, failure, read };
}
