import { useMemo } from 'react';
import { useStore } from '../shell/use-store.ts';

/** What the house allows, from its session. */
export function useHouse() {
  const { jmap } = useStore();
  return useMemo(() => {
    const { username, accountCapabilities } = jmap.session;
    const mail = accountCapabilities['urn:ietf:params:jmap:mail'];
    const submission = accountCapabilities['urn:ietf:params:jmap:submission'];
    return {
      domain: username.slice(username.lastIndexOf('@') + 1).toLowerCase(),
      mostOctets: Number(mail?.maxSizeAttachmentsPerEmail ?? 25_000_000),
      longestHold: Number(submission?.maxDelayedSend ?? 0),
    };
  }, [jmap]);
}
