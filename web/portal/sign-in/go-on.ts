import { goTo } from '../navigation.tsx';
import { useSession } from '../session.tsx';
import { askingApplication } from './asking-application.ts';

/** Once signed in: back to the application that asked who one is, or to the launcher. */
export function useGoOn(): () => Promise<void> {
  const { refresh } = useSession();
  return async () => {
    const asked = askingApplication(window.location.search);
    if (asked !== null) window.location.assign(asked);
    else await refresh().then(() => goTo('/'));
  };
}
